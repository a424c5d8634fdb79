"""Throttling, failures, broken connections and slow answers: a listing is exact, or says so."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from ecrpublic_models import (
    ECRPublicModelsError,
    InventoryError,
    describe_images_of,
)
from tests.support.drivers import Driver
from tests.support.fleet import Fleet, Row
from tests.support.kinds import IMAGES
from tests.support.loopback import Answer, Loopback, client_for

TIMEOUT = 0.3
Mode = Literal["standard", "adaptive"]


def throttled(_: Answer) -> Answer:
    return Answer({"__type": "ThrottlingException", "message": "Rate exceeded"}, status=400)


def too_many(_: Answer) -> Answer:
    return Answer(b"", status=429)


def unavailable(_: Answer) -> Answer:
    return Answer(b"<html>busy</html>", status=503)


def broken(_: Answer) -> Answer:
    return Answer(b"", reset=True)


def short(answer: Answer) -> Answer:
    """Less than the answer says it is."""
    body = answer.body
    headers = {"Content-Length": str(len(body)), "Connection": "close"}
    return Answer(body[: len(body) // 2], headers=headers)


def truncated(answer: Answer) -> Answer:
    """Whole by its length, but not by what it says."""
    return Answer(answer.body[: len(answer.body) // 2])


def empty(_: Answer) -> Answer:
    return Answer(b"")


def slow(answer: Answer) -> Answer:
    time.sleep(TIMEOUT * 1.5)
    return answer


DISTURBANCES: list[Callable[[Answer], Answer]] = [
    *(throttled, too_many, unavailable, broken, short, truncated, empty, slow)
]


class Disturbed:
    """A fleet whose answers are disturbed now and then."""

    def __init__(
        self, fleet: Fleet, seed: int, disturbances: list[Callable[[Answer], Answer]]
    ) -> None:
        self._fleet = fleet
        self._random = random.Random(seed)
        self._disturbances = disturbances
        self.disturbed = 0

    def respond(self, request: dict[str, object]) -> Answer:
        answer = self._fleet.respond(request)
        if self._random.random() < 0.3:
            self.disturbed += 1
            return self._random.choice(self._disturbances)(answer)
        return answer


def settings_of(mode: Mode) -> dict[str, Any]:
    retries = {"mode": mode, "total_max_attempts": 3}
    return {"retries": retries, "read_timeout": TIMEOUT, "connect_timeout": TIMEOUT}


@contextmanager
def sync_world(url: str, mode: Mode) -> Iterator[Any]:
    client = client_for(url, Config(**settings_of(mode)))
    yield Driver(client, client)


@contextmanager
def async_world(url: str, mode: Mode) -> Iterator[Any]:
    # Imported where they are used, since they need aiobotocore.
    from aiobotocore.config import AioConfig

    from tests.support.async_drivers import AsyncDriver, async_client_for

    async def enter() -> Any:
        return await context.__aenter__()

    async def leave() -> None:
        await context.__aexit__(None, None, None)

    with asyncio.Runner() as runner:
        context = async_client_for(url, AioConfig(**settings_of(mode)))
        client = runner.run(enter())
        try:
            yield AsyncDriver(client_for(url), client, runner)
        finally:
            runner.run(leave())


each_world = pytest.mark.parametrize(
    "world",
    [
        pytest.param(sync_world, id="sync"),
        pytest.param(async_world, id="async", marks=pytest.mark.aio),
    ],
)


def exact(driver: Any) -> list[Any]:
    """A whole listing, resumed as often as it fails."""
    items: list[Any] = []
    token: str | None = None
    for _ in range(100):
        pages = driver.paginate(IMAGES, StartingToken=token)
        try:
            for item in pages.items():
                items.append(item)  # noqa: PERF402 - the list must be kept when it fails
        except (ECRPublicModelsError, ClientError, BotoCoreError):
            token = pages.resume_token
            assert token is not None
        else:
            return items
    raise AssertionError("never ended")


@pytest.mark.parametrize("mode", ["standard", "adaptive"])
@each_world
@pytest.mark.parametrize("seed", range(2))
def test_a_disturbed_listing_is_exact_or_fails_with_a_good_token(
    server: Loopback, world: Any, mode: Mode, seed: int
) -> None:
    fleet = Fleet(count=1, pages=10)
    disturbed = Disturbed(fleet, seed, DISTURBANCES)
    server.respond = disturbed.respond
    with world(server.url, mode) as driver:
        items = exact(driver)
    assert disturbed.disturbed > 0
    assert [item.imageDigest for item in items] == [
        digest for page in range(10) for _, digest in fleet.page("team/app", page)
    ]


@pytest.mark.parametrize("disturbance", DISTURBANCES, ids=lambda one: one.__name__)
@each_world
def test_each_disturbance_by_itself(
    server: Loopback, world: Any, disturbance: Callable[[Answer], Answer]
) -> None:
    fleet = Fleet(count=1)
    disturbed = Disturbed(fleet, 1, [disturbance])
    server.respond = disturbed.respond
    with world(server.url, "standard") as driver:
        items = exact(driver)
    assert disturbed.disturbed > 0
    assert len(items) == len({item.imageDigest for item in items}) == 12


def test_a_disturbed_inventory_is_exact_in_the_end(server: Loopback) -> None:
    fleet = Fleet(count=10)
    server.respond = Disturbed(fleet, 5, DISTURBANCES).respond
    client = client_for(server.url, Config(**settings_of("standard")))
    todo: Any = fleet.names
    found: list[Row] = []
    for _ in range(100):
        inventory = describe_images_of(todo, client=client)
        try:
            for repository, page in inventory:
                found += [(repository, str(image.imageDigest)) for image in page.imageDetails]
        except InventoryError:
            todo = inventory.checkpoint
        else:
            break
    assert Counter(found) == Counter(fleet.rows)
