"""What the tests of the data source share: an emulator to read from, filled by each test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from ecrpublic_models.testing import ecr_public_server
from ecrpublic_models.testing.models import ECRPublicBackend, clear_registries
from tests.spark.registry import Requests

# What needs Java runs in a step of its own, where the directory is asked for by its name.
collect_ignore = ["jvm"]


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    """The URL of an emulator."""
    with ecr_public_server() as server:
        yield server.url


@pytest.fixture(autouse=True)
def emptied(emulator: str) -> None:
    """Nothing is left of the test before."""
    clear_registries()


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> Requests:
    """What the emulator is asked for."""
    requests = Requests()
    call = ECRPublicBackend.call

    def note(
        self: ECRPublicBackend, operation: str, request: Mapping[str, object]
    ) -> dict[str, object]:
        requests.note(operation, request)
        return call(self, operation, request)

    monkeypatch.setattr(ECRPublicBackend, "call", note)
    return requests
