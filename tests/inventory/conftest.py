"""Both worlds, for every test of inventories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.loopback import Loopback
from tests.support.worlds import open_world


@pytest.fixture(scope="module", params=["threads", pytest.param("tasks", marks=pytest.mark.aio)])
def world(server: Loopback, request: pytest.FixtureRequest) -> Iterator[Any]:
    with open_world(request.param, server.url) as running:
        yield running
