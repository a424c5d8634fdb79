"""A boto3 client for ECR Public, typed, in a region where the service lives."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from ecrpublic_models import _boto3_types as boto3_types

__all__ = ["create_client"]

REGIONS = ("us-east-1", "us-west-2")
# boto3 keeps ten connections for a client; more requests at a time would open new ones each time.
_CONNECTIONS_OF_A_CLIENT = 10
# What the hosts begin with that botocore makes endpoints of the service from.
_HOSTS_OF_THE_SERVICE = ("api.ecr-public.", "ecr-public.", "ecr-public-")


class UnsupportedRegionError(ValueError):
    """AWS has no endpoint of ECR Public in the region."""

    def __str__(self) -> str:
        """Say which argument it is."""
        return f"region_name: {self.args[0]}"


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
    """Create a boto3 client for ECR Public, as `boto3.client` does.

    Args:
        session: The boto3 session whose credentials and settings to use; by default boto3's default
            session, which `boto3.setup_default_session` sets up.
        region_name: The service's API is in `us-east-1` and, with some of its operations only, in
            `us-west-2`. The region of the user's profile is ignored.
        endpoint_url: Another place to send requests to, such as an emulator's.
        use_ssl: Whether to speak HTTPS where `endpoint_url` does not say.
        verify: `False` to accept any TLS certificate, or the path of a CA bundle.
        aws_access_key_id: Credentials other than the session's.
        aws_secret_access_key: Its secret key.
        aws_session_token: Its session token, for temporary credentials.
        config: Further settings: retries, time-outs, proxies.

    Raises:
        ValueError: AWS has no endpoint of ECR Public in the region, and no other was named.
        botocore.exceptions.BotoCoreError: The session's settings can't be used, such as a profile
            that does not exist.
    """
    import boto3

    client = _create_with(session)(
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
    if region_name not in REGIONS:
        made_by = session or boto3.DEFAULT_SESSION
        refuse_region(client, made_by.get_available_regions("ecr-public") if made_by else ())
    return client


def create_patient_client(
    connections: int,
    *,
    region_name: str = "us-east-1",
    endpoint_url: str | None = None,
    attempts: int | None = None,
) -> boto3_types.ECRPublicClient:
    """Make a client of the default session that is patient, as `make_patient` does.

    Args:
        connections: How many it keeps.
        region_name: As for `create_client`.
        endpoint_url: As for `create_client`.
        attempts: How often to try in all, whatever the environment or the profile say; `None` for
            what they say.
    """
    import boto3
    from botocore.config import Config

    asked = Config() if attempts is None else Config(retries={"total_max_attempts": attempts})
    profile = boto3.DEFAULT_SESSION.profile_name if boto3.DEFAULT_SESSION else None
    return make_patient(
        lambda config: create_client(
            region_name=region_name, endpoint_url=endpoint_url, config=asked.merge(config)
        ),
        connections,
        profile,
    )


def make_patient(
    create: Callable[[boto3_types.Config], boto3_types.ECRPublicClient],
    connections: int,
    profile: str | None,
) -> boto3_types.ECRPublicClient:
    """Make a client that is patient, since all its requests share one account's limit.

    How it retries is what the user's session, environment or profile says, if they say it.

    Args:
        create: Makes a client with settings.
        connections: How many it keeps.
        profile: The profile of its session; `None` for the default.
    """
    from botocore.config import Config
    from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES

    pool = Config(max_pool_connections=max(connections, _CONNECTIONS_OF_A_CLIENT))
    said: dict[str, Any] = getattr(create(pool).meta.config, "retries", {})
    attempts: int = said.get("total_max_attempts", 10)
    mode: Literal["legacy", "standard", "adaptive"] = said.get("mode", "adaptive")
    # A mode is always there; the one that is botocore's default need not have been chosen.
    default_mode = BOTOCORE_DEFAUT_SESSION_VARIABLES["retry_mode"][2]
    if mode == default_mode and not _has_chosen_a_retry_mode(profile):
        mode = "adaptive"
    retries = Config(retries={"mode": mode, "total_max_attempts": attempts})
    client = create(pool.merge(retries))
    client.meta.events.register("response-received.ecr-public", _name_throttling)
    return client


def _has_chosen_a_retry_mode(profile: str | None) -> bool:
    """Tell whether the environment or a profile names one."""
    from botocore.exceptions import ProfileNotFound
    from botocore.session import Session

    with suppress(ProfileNotFound):  # it need not exist, if it is not asked for by name
        if "retry_mode" in Session(profile=profile).get_scoped_config():
            return True
    return "AWS_RETRY_MODE" in os.environ


def _name_throttling(parsed_response: dict[str, dict[str, object]] | None, **_: object) -> None:
    """Have a bare 429 retried as throttling, which botocore knows by the error's code alone."""
    # Not `if parsed_response`: it would have the body of every success parsed, which nobody needs.
    error = None if parsed_response is None else parsed_response.get("Error")
    if error is not None and error.get("Code") == "429":
        error["Code"] = "TooManyRequestsException"


class _CreateClient(Protocol):
    """What boto3 and its sessions create clients with."""

    def __call__(
        self,
        service_name: Literal["ecr-public"],
        *,
        region_name: str | None = ...,
        use_ssl: bool | None = ...,
        verify: bool | str | None = ...,
        endpoint_url: str | None = ...,
        aws_access_key_id: str | None = ...,
        aws_secret_access_key: str | None = ...,
        aws_session_token: str | None = ...,
        config: boto3_types.Config | None = ...,
    ) -> boto3_types.ECRPublicClient: ...


def _create_with(session: boto3_types.Session | None) -> _CreateClient:
    import boto3

    # Ignored, since boto3-stubs names the clients of services whose types are not installed.
    return boto3.client if session is None else session.client  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def prepare_client(client: boto3_types.ECRPublicClient | None) -> boto3_types.ECRPublicClient:
    """Give the client to send through: the one given, or else a new one.

    Raises:
        TypeError: The client is for another service, or aiobotocore's.
    """
    if client is None:
        return create_client()
    check_client(client, asynchronous=False)
    return client


def refuse_region(client: object, known: Collection[str]) -> None:
    """Refuse a client of a region where AWS has no endpoint of ECR Public, before it times out.

    Args:
        client: A client, of whatever region and endpoint.
        known: The regions that botocore's data names, which may be newer than this library.

    Raises:
        UnsupportedRegionError: The client is refused.
    """
    meta = getattr(client, "meta", None)
    region, endpoint = getattr(meta, "region_name", None), getattr(meta, "endpoint_url", None)
    host = urlsplit(endpoint).hostname if isinstance(endpoint, str) else None
    if region in {*REGIONS, *known} or not (host or "").startswith(_HOSTS_OF_THE_SERVICE):
        return
    raise UnsupportedRegionError(
        f"ECR Public has no API in {region!r}; it is in {' and '.join(REGIONS)}"
    )


def is_endpoint(url: str) -> bool:
    """Tell whether requests can be sent to it: HTTP or HTTPS, and nothing in it but where to."""
    try:
        parts = urlsplit(url)
        port = parts.port  # raises if it is no number that a port can have
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and port != 0
        and not parts.netloc.endswith(":")
        and not set("?#@") & set(url)
    )


def check_client(client: object, *, asynchronous: bool) -> None:
    """Refuse a client for another service, or one that must be awaited where this one must not.

    A fake client is taken as it is.

    Raises:
        TypeError: The client is refused.
    """
    meta = getattr(client, "meta", None)
    service = getattr(getattr(meta, "service_model", None), "service_name", None)
    # ECR has operations of the same names for private registries.
    if type(service) is str and service != "ecr-public":  # and no mock of one
        raise TypeError(f"client: a client for 'ecr-public' is needed, not for {service!r}")
    # By its class, which proxies and mocks have of the client that they stand for.
    packages = {kind.__module__.partition(".")[0] for kind in client.__class__.__mro__}
    if asynchronous and "botocore" in packages and "aiobotocore" not in packages:
        raise TypeError("client: it is boto3's; an aiobotocore client is needed")
    if not asynchronous and "aiobotocore" in packages:
        raise TypeError("client: it is aiobotocore's; ecrpublic_models.aio takes those")
