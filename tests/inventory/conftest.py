"""Both worlds, for every test of inventories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.inventory.worlds import tasks, threads
from tests.loopback import Loopback


@pytest.fixture(scope="module", params=[threads, tasks], ids=["threads", "tasks"])
def world(server: Loopback, request: pytest.FixtureRequest) -> Iterator[Any]:
    with request.param(server.url) as running:
        yield running
