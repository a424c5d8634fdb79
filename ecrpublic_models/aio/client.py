"""An aiobotocore client for ECR Public, typed, in a region where the service lives."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiobotocore.session import get_session

from ecrpublic_models.aio import _aiobotocore_types as aiobotocore_types
from ecrpublic_models.aio.calls import require_asyncio
from ecrpublic_models.client import REGIONS, check_client, refuse_region

__all__ = ["create_client"]


@asynccontextmanager
async def create_client(
    *,
    session: aiobotocore_types.AioSession | None = None,
    region_name: str = "us-east-1",
    endpoint_url: str | None = None,
    use_ssl: bool = True,
    verify: bool | str | None = None,
    aws_access_key_id: str | None = None,
    aws_secret_access_key: str | None = None,
    aws_session_token: str | None = None,
    config: aiobotocore_types.AioConfig | None = None,
) -> AsyncGenerator[aiobotocore_types.ECRPublicClient]:
    """Create an aiobotocore client for ECR Public, for the time of an `async with`.

    Args:
        session: The aiobotocore session whose credentials and settings to use; by default a new
            one, for the environment's. boto3's default session does not count here.
        region_name: The service's API is in `us-east-1` and, with some of its operations only, in
            `us-west-2`. The region of the user's profile is ignored.
        endpoint_url: Another place to send requests to, such as an emulator's.
        use_ssl: Whether to speak HTTPS where `endpoint_url` does not say.
        verify: `False` to accept any TLS certificate, or the path of a CA bundle.
        aws_access_key_id: Credentials other than the session's.
        aws_secret_access_key: The secret key that belongs to it.
        aws_session_token: Its session token, for temporary credentials.
        config: Further settings: retries, time-outs, proxies.

    Raises:
        ValueError: AWS has no endpoint of ECR Public in the region, and no other was named.
        botocore.exceptions.BotoCoreError: The session's settings can't be used, such as a profile
            that does not exist.
    """
    require_asyncio()
    session = session or get_session()
    # pyright: ignore below: its stubs name the clients of services whose types are not installed.
    async with session.create_client(  # pyright: ignore[reportUnknownMemberType]
        "ecr-public",
        region_name=region_name,
        endpoint_url=endpoint_url,
        use_ssl=use_ssl,
        verify=verify,
        aws_access_key_id=aws_access_key_id,
        aws_secret_access_key=aws_secret_access_key,
        aws_session_token=aws_session_token,
        config=config,
    ) as client:
        if region_name not in REGIONS:
            refuse_region(client, await session.get_available_regions("ecr-public"))
        yield client


def prepare_client(client: aiobotocore_types.ECRPublicClient) -> aiobotocore_types.ECRPublicClient:
    """Give the client to send through.

    Raises:
        TypeError: The client is for another service, or boto3's.
    """
    check_client(client, asynchronous=True)
    return client
