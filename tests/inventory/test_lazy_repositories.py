"""Inventories of repositories that are still being listed themselves."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from ecrpublic_models import ECRPublic, InventoryCheckpoint, Repository, describe_images_of
from tests.inventory.test_inventory import rows_from, rows_of
from tests.support.fleet import Fleet, Row
from tests.support.kinds import repository
from tests.support.loopback import Answer, Loopback, client_for

PER_PAGE = 10


def serve(server: Loopback, fleet: Fleet) -> None:
    """Serve the images of a fleet, and the fleet's repositories in pages."""

    def respond(request: dict[str, object]) -> Answer:
        if "repositoryName" in request:
            return fleet.respond(request)
        start = int(str(request.get("nextToken", 0)))
        end = start + PER_PAGE
        names = fleet.names[start:end]
        listed = [{**repository(0), "repositoryName": name} for name in names]
        more = {"nextToken": str(end)} if end < fleet.count else {}
        return Answer({"repositories": listed, **more})

    server.respond = respond
    server.requests.clear()


@pytest.mark.parametrize("count", [60, pytest.param(10_000, marks=pytest.mark.thorough)])
def test_any_iterator_is_taken_as_it_goes(server: Loopback, world: Any, count: int) -> None:
    fleet = Fleet(count=count, pages=1, page_size=1)
    serve(server, fleet)
    asked_before: list[int] = []

    def names() -> Iterator[str]:
        for name in fleet.names:
            asked_before.append(len(fleet.asked))
            yield name

    assert Counter(rows_from(world.inventory(names(), concurrency=2))) == Counter(fleet.rows)
    # Never further ahead than there is room for requests.
    assert all(number - asked <= 5 for number, asked in enumerate(asked_before))


def test_an_asynchronous_iterator_is_refused_at_once_where_nothing_awaits_it() -> None:
    async def names() -> AsyncIterator[str]:
        yield "team/app"

    with pytest.raises(TypeError, match="names or repositories are needed, not async_generator"):
        describe_images_of(names())  # type: ignore[call-overload]  # it is what is tested


@pytest.mark.parametrize("as_items", [False, True])
def test_the_listing_of_repositories_is_taken_itself(
    server: Loopback, world: Any, *, as_items: bool
) -> None:
    fleet = Fleet(count=45, pages=2)
    serve(server, fleet)
    found = rows_from(world.inventory(world.repositories(as_items=as_items)))
    assert Counter(found) == Counter(fleet.rows)
    first_images = next(i for i, one in enumerate(server.requests) if "repositoryName" in one)
    last_page = max(i for i, one in enumerate(server.requests) if "repositoryName" not in one)
    assert first_images < last_page, "images are requested while repositories are being listed"


def test_repositories_as_models(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=3, pages=1)
    serve(server, fleet)
    listed = ECRPublic(client_for(server.url)).describe_repositories().repositories
    assert Counter(rows_from(world.inventory(listed))) == Counter(fleet.rows)
    for wrong in ([1], 1):
        with pytest.raises(TypeError, match="names or repositories are needed, not int"):
            world.inventory(wrong)


@pytest.mark.parametrize("stop_after", [0, 1, 7, 30])
def test_stopped_before_all_repositories_are_known_nothing_is_lost(
    server: Loopback, world: Any, stop_after: int
) -> None:
    fleet = Fleet(count=35, pages=2)
    serve(server, fleet)
    inventory = world.inventory(iter(fleet.names), concurrency=2, PageSize=4)
    given_rows: list[Row] = []
    for number, (name, page) in enumerate(inventory):
        if number == stop_after:
            break
        given_rows += rows_of(name, page)
    checkpoint = InventoryCheckpoint.model_validate_json(inventory.checkpoint.model_dump_json())
    assert not checkpoint.complete
    with pytest.raises(ValueError, match="give them again, and it as checkpoint"):
        world.inventory(checkpoint)
    rest = world.inventory(iter(fleet.names), checkpoint=checkpoint)
    given_rows += rows_from(rest)
    assert Counter(given_rows) == Counter(fleet.rows)
    assert rest.checkpoint.complete
    assert rest.checkpoint.PageSize == 4
    assert {request["maxResults"] for request in server.requests} == {4}
    assert list(world.inventory(rest.checkpoint)) == []


def test_an_error_of_the_source_is_raised_and_the_checkpoint_is_good(
    server: Loopback, world: Any
) -> None:
    fleet = Fleet(count=8, pages=1)
    serve(server, fleet)

    def names() -> Iterator[str]:
        yield from fleet.names[:5]
        raise LookupError("no more")

    inventory = world.inventory(names(), concurrency=1)
    given_rows: list[Row] = []

    def take_all() -> None:
        for name, page in inventory:
            given_rows.extend(rows_of(name, page))

    with pytest.raises(LookupError, match="no more"):
        take_all()
    rest = world.inventory(fleet.names, checkpoint=inventory.checkpoint)
    assert set(given_rows + rows_from(rest)) == fleet.rows


@pytest.mark.parametrize(("argument", "other"), [("registryId", "999999999999"), ("PageSize", 7)])
def test_what_differs_from_the_checkpoint_is_refused(
    server: Loopback, world: Any, argument: str, other: object
) -> None:
    fleet = Fleet(count=2, pages=1)
    serve(server, fleet)
    options: dict[str, Any] = {"registryId": "123456789012", "PageSize": 3}
    checkpoint = world.inventory(fleet.names, **options).checkpoint
    with pytest.raises(ValueError, match=f"{argument}: .* but the checkpoint was taken with"):
        world.inventory(checkpoint, **{argument: other})
    for again in ({}, options):
        server.requests.clear()
        assert len(rows_from(world.inventory(checkpoint, **again))) == len(fleet.rows)
        assert [(one["registryId"], one["maxResults"]) for one in server.requests] == [
            ("123456789012", 3)
        ] * 2


def test_two_checkpoints_are_refused(server: Loopback) -> None:
    checkpoint = InventoryCheckpoint(resume_tokens={})
    with pytest.raises(TypeError, match="repositories is one already"):
        describe_images_of(checkpoint, checkpoint=checkpoint, client=client_for(server.url))


def test_the_registry_is_that_of_the_repositories(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=2, pages=1)
    serve(server, fleet)
    listed = [
        Repository.model_validate({**repository(0), "repositoryName": name, "registryId": "1" * 12})
        for name in fleet.names
    ]
    for given in (listed, iter(listed)):
        server.requests.clear()
        inventory = world.inventory(given)
        rows_from(inventory)
        assert {request["registryId"] for request in server.requests} == {"1" * 12}
        assert inventory.checkpoint.registryId == "1" * 12
    other = listed[0].model_copy(update={"registryId": "2" * 12})
    for mixed in ([*listed, other], ["team/app", other]):
        with pytest.raises(ValueError, match="is of the registry 222222222222, and not of"):
            world.inventory(mixed)
    with pytest.raises(ValueError, match="and not of 222222222222"):
        world.inventory(listed, registryId="2" * 12)


def test_what_has_come_goes_before_what_is_still_to_be_listed(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=30, pages=1)
    serve(server, fleet)
    taken: list[str] = []

    def names() -> Iterator[str]:
        for name in fleet.names:
            time.sleep(0.05)  # longer than an answer takes
            taken.append(name)
            yield name

    async def names_meanwhile() -> AsyncIterator[str]:
        for name in fleet.names:
            await asyncio.sleep(0.05)
            taken.append(name)
            yield name

    source: Any = names_meanwhile() if hasattr(world, "runner") else names()
    pairs = iter(world.inventory(source, concurrency=8))
    next(pairs)
    assert len(taken) < 8
    assert len(list(pairs)) == fleet.count - 1
