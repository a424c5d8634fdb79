"""Both worlds, for every test of inventories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.loopback import Loopback
from tests.support.worlds import tasks, threads


@pytest.fixture(scope="module", params=[threads, tasks], ids=["threads", "tasks"])
def world(server: Loopback, request: pytest.FixtureRequest) -> Iterator[Any]:
    with request.param(server.url) as running:
        yield running
