"""A boto3 client for ECR Public, typed, in a region where the service lives."""

from __future__ import annotations

from ecrpublic_models import _boto3_types as boto3_types

__all__ = ["create_client"]


def create_client(
    *,
    session: boto3_types.Session | None = None,
    region_name: str = "us-east-1",
    endpoint_url: str | None = None,
    use_ssl: bool = True,
    verify: bool | str | None = None,
    aws_access_key_id: str | None = None,
    aws_secret_access_key: str | None = None,
    aws_session_token: str | None = None,
    config: boto3_types.Config | None = None,
) -> boto3_types.ECRPublicClient:
    """Create a boto3 client for ECR Public.

    Args:
        session: The boto3 session whose credentials and settings to use; by default a new one, for
            the environment's.
        region_name: The service's API exists only in `us-east-1` and `us-west-2`, so the region of
            the user's profile is ignored.
        endpoint_url: Another place to send requests to, such as an emulator's.
        use_ssl: Whether to speak HTTPS where `endpoint_url` does not say.
        verify: `False` to accept any TLS certificate, or the path of a CA bundle.
        aws_access_key_id: Credentials other than the session's.
        aws_secret_access_key: Its secret key.
        aws_session_token: Its session token, for temporary credentials.
        config: Further settings: retries, time-outs, proxies.

    Raises:
        botocore.exceptions.BotoCoreError: The session's settings can't be used, such as a profile
            that does not exist.
    """
    import boto3

    # pyright: ignore below: boto3-stubs names the clients of services whose types are not installed.
    return (session or boto3.Session()).client(  # pyright: ignore[reportUnknownMemberType]
        "ecr-public",
        region_name=region_name,
        endpoint_url=endpoint_url,
        use_ssl=use_ssl,
        verify=verify,
        aws_access_key_id=aws_access_key_id,
        aws_secret_access_key=aws_secret_access_key,
        aws_session_token=aws_session_token,
        config=config,
    )


def prepare_client(client: boto3_types.ECRPublicClient | None) -> boto3_types.ECRPublicClient:
    """Give the client to send through: the one given, or else a new one.

    Raises:
        TypeError: The client is for another service, or aiobotocore's.
    """
    if client is None:
        return create_client()
    check_client(client, asynchronous=False)
    return client


def check_client(client: object, *, asynchronous: bool) -> None:
    """Refuse a client for another service, or one that must be awaited where this one must not.

    A fake client is taken as it is.

    Raises:
        TypeError: The client is refused.
    """
    meta = getattr(client, "meta", None)
    service = getattr(getattr(meta, "service_model", None), "service_name", None)
    # ECR has operations of the same names for private registries.
    if isinstance(service, str) and service != "ecr-public":
        raise TypeError(f"client: a client for 'ecr-public' is needed, not for {service!r}")
    # By its class, which proxies and mocks have of the client that they stand for.
    packages = {kind.__module__.partition(".")[0] for kind in client.__class__.__mro__}
    if asynchronous and "botocore" in packages and "aiobotocore" not in packages:
        raise TypeError("client: it is boto3's; an aiobotocore client is needed")
    if not asynchronous and "aiobotocore" in packages:
        raise TypeError("client: it is aiobotocore's; ecrpublic_models.aio takes those")
