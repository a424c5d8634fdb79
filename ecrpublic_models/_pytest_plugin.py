"""A fixture for pytest: `ecr_public`, an emulator of ECR Public with something in it.

pytest loads this module where the package is installed, and nothing else of it before a test asks
for the fixture, which needs the extra `testing`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ecrpublic_models.testing import EmulatedECRPublic

# What a client of ECR Public goes by, besides the endpoint.
_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
}


@pytest.fixture
def ecr_public(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmulatedECRPublic]:
    """An emulator of ECR Public for one test.

    The repository `team/app` has three images: one with the tags `v1` and `latest`, one with `v0`,
    and one without any. The environment has credentials for it, its endpoint, and none of the
    user's own settings; boto3's default session is a new one.
    """
    import boto3

    from ecrpublic_models.testing.fixture import emulated_ecr_public

    for name in ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in _ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    with emulated_ecr_public() as emulated:
        monkeypatch.setenv("AWS_ENDPOINT_URL_ECR_PUBLIC", emulated.url)
        yield emulated
