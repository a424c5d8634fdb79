"""Plain boto3 clients of the emulator: within moto's mock, and over HTTP."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

from ecrpublic_models.testing import ECRPublicServer, ecr_public_server, register
from ecrpublic_models.testing.models import clear_registries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_ecr_public import ECRPublicClient


@cache
def session() -> boto3.Session:
    """One session for all clients: it reads the service's description once."""
    return boto3.Session()


def make_client(
    endpoint_url: str | None = None, region_name: str = "us-east-1", *, validate: bool = True
) -> ECRPublicClient:
    """Make a boto3 client; one that does not validate sends whatever it is told to.

    It sends every request once, and has the patience to see the answer on a busy machine.
    """
    return session().client(
        "ecr-public",
        region_name=region_name,
        endpoint_url=endpoint_url,
        config=Config(
            parameter_validation=validate, read_timeout=600, retries={"total_max_attempts": 1}
        ),
    )


@pytest.fixture(autouse=True, scope="session")
def _dummy_credentials() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_CONFIG_FILE", "/dev/null")
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        for name in ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION"):
            patch.delenv(name, raising=False)
        yield


@contextmanager
def fresh_registries() -> Iterator[None]:
    """Start and end with empty registries, whatever other servers of this process serve."""
    clear_registries()
    try:
        yield
    finally:
        clear_registries()


@pytest.fixture
def server() -> Iterator[ECRPublicServer]:
    with fresh_registries(), ecr_public_server() as running:
        yield running


@pytest.fixture
def mocked() -> Iterator[None]:
    register()
    with mock_aws():
        yield


@pytest.fixture(params=["mock", "http"])
def endpoint_url(request: pytest.FixtureRequest) -> str | None:
    """Where the emulator is: behind moto's mock, or behind moto's server."""
    if request.param == "mock":
        request.getfixturevalue("mocked")
        return None
    server: ECRPublicServer = request.getfixturevalue("server")
    return server.url


@pytest.fixture
def client(endpoint_url: str | None) -> ECRPublicClient:
    return make_client(endpoint_url)


@pytest.fixture
def unchecked(endpoint_url: str | None) -> ECRPublicClient:
    """A client that does not check parameters itself."""
    return make_client(endpoint_url, validate=False)
