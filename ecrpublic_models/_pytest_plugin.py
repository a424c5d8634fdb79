"""A fixture for pytest: `ecr_public`, an emulator of ECR Public with something in it.

pytest loads this module where the package is installed, and nothing else of it before a test asks
for the fixture, which needs the extra `testing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ecrpublic_models.testing import EmulatedECRPublic

_ENDPOINT = "AWS_ENDPOINT_URL_ECR_PUBLIC"


@pytest.fixture
def ecr_public(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmulatedECRPublic]:
    """An emulator of ECR Public for one test.

    The repository `team/app` has three images: one with the tags `v1` and `latest`, one with `v0`,
    and one without any. The environment has credentials for it, and its endpoint.
    """
    from ecrpublic_models.testing.fixture import emulated_ecr_public

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    for name in ("AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    with emulated_ecr_public() as emulated:
        monkeypatch.setenv(_ENDPOINT, emulated.url)
        yield emulated
