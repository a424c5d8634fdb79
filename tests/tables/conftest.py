"""Repositories on a loopback server, where boto3 looks by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.fleet import Fleet
from tests.support.loopback import Loopback


@pytest.fixture
def fleet(server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fleet:
    """Repositories, and a working directory of the test's own."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    monkeypatch.chdir(tmp_path)
    fleet = Fleet(count=5)
    server.respond = fleet.respond
    return fleet
