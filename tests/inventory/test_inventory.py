"""Inventories of many repositories, in threads and in tasks."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
import weakref
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ecrpublic_models import (
    DescribeImagesPage,
    InventoryCheckpoint,
    InventoryError,
    describe_images_of,
)
from ecrpublic_models.errors import RepositoryNotFoundException
from tests.support.fleet import Fleet, Row
from tests.support.loopback import Answer, Loopback, client_for


def rows_of(repository: str, page: DescribeImagesPage) -> list[Row]:
    return [(repository, str(image.imageDigest)) for image in page.imageDetails]


def rows_from(pairs: Any) -> list[Row]:
    return [row for repository, page in pairs for row in rows_of(repository, page)]


def test_all_images_of_all_repositories(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=20)
    server.respond = fleet.respond
    found = rows_from(world.inventory(fleet.names))
    assert Counter(found) == Counter(fleet.rows)


def test_as_many_images_are_requested_as_a_page_can_have(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=3, pages=2)
    server.respond = fleet.respond
    for options, size in (({}, 1000), ({"PageSize": 7}, 7)):
        server.requests.clear()
        assert len(rows_from(world.inventory(fleet.names, **options))) == len(fleet.rows)
        assert [request["maxResults"] for request in server.requests] == [size] * 6


def test_pages_of_one_repository_come_in_order(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=10, pages=5)
    server.respond = fleet.respond
    given_rows: dict[str, list[Row]] = {name: [] for name in fleet.names}
    for repository, page in world.inventory(fleet.names):
        given_rows[repository] += rows_of(repository, page)
    for name in fleet.names:
        assert given_rows[name] == [row for page in range(5) for row in fleet.page(name, page)]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_requests_are_under_way_than_allowed(
    server: Loopback, world: Any, concurrency: int
) -> None:
    fleet = Fleet(count=9, delay=0.01, gathered=concurrency)
    server.respond = fleet.respond
    assert len(rows_from(world.inventory(fleet.names, concurrency=concurrency))) == len(fleet.rows)
    assert fleet.most_at_once == concurrency


def test_a_slow_consumer_is_not_run_ahead_of(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=10, pages=10)
    server.respond = fleet.respond
    inventory = world.inventory(fleet.names, concurrency=4)
    for pages_given in range(1, 6):
        next(inventory)
        time.sleep(0.05)
        assert len(fleet.asked) <= pages_given + 2 * 4
    inventory.close()


def test_failures_are_raised_at_the_end_by_name(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=8, failing=frozenset({"team/app2", "team/app5"}))
    server.respond = fleet.respond
    inventory = world.inventory(fleet.names)
    found: list[Row] = []
    with pytest.raises(InventoryError) as caught:  # noqa: PT012 - what came before counts
        for repository, page in inventory:
            found += rows_of(repository, page)
    lost = {row for name in fleet.failing for page in (1, 2) for row in fleet.page(name, page)}
    assert Counter(found) == Counter(fleet.rows - lost)
    assert caught.value.failures.keys() == fleet.failing
    assert {type(one).__mro__[1] for one in caught.value.failures.values()} == {
        RepositoryNotFoundException
    }
    assert "2 of the repositories failed: team/app" in str(caught.value)
    assert "team/app2 is gone" in str(caught.value)

    fleet.failing = frozenset()
    found += rows_from(world.inventory(inventory.checkpoint))
    assert Counter(found) == Counter(fleet.rows)


def test_failures_are_given_in_place_of_pages(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=8, failing=frozenset({"team/app2"}))
    server.respond = fleet.respond
    results = list(world.inventory(fleet.names, on_error="yield"))
    failed = [(name, one) for name, one in results if isinstance(one, Exception)]
    assert [(name, type(one).__name__) for name, one in failed] == [
        ("team/app2", "RepositoryNotFoundException")
    ]
    assert len(results) == 7 * 3 + 2


@settings(max_examples=30)
@given(stops=st.lists(st.integers(0, 12), max_size=4), concurrency=st.integers(1, 6))
def test_an_inventory_stopped_anywhere_goes_on_from_its_checkpoint(
    server: Loopback, world: Any, stops: list[int], concurrency: int
) -> None:
    fleet = Fleet(count=5, page_size=2)
    server.respond = fleet.respond
    todo: Any = fleet.names
    found: list[Row] = []
    for stop in [*stops, None]:
        inventory = world.inventory(todo, concurrency=concurrency)
        for number, (repository, page) in enumerate(inventory):
            if number == stop:
                break  # before this page is dealt with
            found += rows_of(repository, page)
        saved = inventory.checkpoint.model_dump_json()
        inventory.close()
        todo = InventoryCheckpoint.model_validate_json(saved)
    assert Counter(found) == Counter(fleet.rows)
    assert set(todo.resume_tokens.values()) == {None}
    assert list(world.inventory(todo)) == []


def test_the_page_being_dealt_with_is_not_counted_yet(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=1)
    server.respond = fleet.respond
    inventory = world.inventory(fleet.names)
    before = inventory.checkpoint
    next(inventory)
    assert inventory.checkpoint == before
    next(inventory)
    assert inventory.checkpoint != before
    inventory.close()


def test_a_repository_named_twice_is_listed_once(server: Loopback, world: Any) -> None:
    fleet = Fleet(count=1)
    server.respond = fleet.respond
    assert len(list(world.inventory(["team/app0", "team/app0"]))) == 3


def test_no_repositories(world: Any) -> None:
    assert list(world.inventory([])) == []


@pytest.mark.parametrize(
    ("repositories", "options", "error"),
    [
        (["team/app", "Bad"], {}, ValidationError),
        (["team/app"], {"registryId": "1"}, ValidationError),
        (["team/app"], {"PageSize": 1001}, ValidationError),
        (["team/app"], {"concurrency": 0}, ValueError),
        (["team/app"], {"concurrency": 2.5}, TypeError),
        (["team/app"], {"on_error": "ignore"}, ValueError),
        ("team/app", {}, TypeError),
        ({"team/app": "a-token"}, {}, TypeError),
    ],
)
def test_bad_arguments_are_refused_at_once(
    server: Loopback,
    world: Any,
    repositories: Any,
    options: dict[str, Any],
    error: type[Exception],
) -> None:
    server.requests.clear()
    with pytest.raises(error):
        world.inventory(repositories, **options)
    assert server.requests == []


def test_a_damaged_checkpoint_is_refused(world: Any) -> None:
    damaged = InventoryCheckpoint(resume_tokens={"team/app": "eyJuZXh0VG9rZW4iOi"})
    with pytest.raises(ValidationError, match="cut short or altered"):
        world.inventory(damaged)
    with pytest.raises(ValidationError):
        InventoryCheckpoint.model_validate_json('{"resume_tokens": {"team/app": 5}}')


def test_closing_early_leaves_no_thread(server: Loopback) -> None:
    fleet = Fleet(count=10, delay=0.05)
    server.respond = fleet.respond
    with describe_images_of(fleet.names, client=client_for(server.url)) as inventory:
        next(inventory)
        assert names_of_threads()
    assert names_of_threads() == []
    asked = len(fleet.asked)
    time.sleep(0.1)
    assert len(fleet.asked) == asked


def test_forgetting_an_inventory_leaves_no_thread(server: Loopback) -> None:
    fleet = Fleet(count=10)
    server.respond = fleet.respond
    for _ in describe_images_of(fleet.names, client=client_for(server.url)):
        break
    gc.collect()
    assert names_of_threads() == []


ABANDONING = """
import sys
from ecrpublic_models import create_client, describe_images_of
names = [f"team/app{number}" for number in range(10)]
client = create_client(
    endpoint_url=sys.argv[1], aws_access_key_id="a", aws_secret_access_key="b"
)
inventory = describe_images_of(names, client=client)
next(inventory)
"""


def test_an_abandoned_inventory_does_not_keep_the_process_from_ending(server: Loopback) -> None:
    fleet = Fleet(count=10)
    server.respond = fleet.respond
    subprocess.run([sys.executable, "-c", ABANDONING, server.url], timeout=60, check=True)
    assert len(fleet.asked) < len(fleet.names) * fleet.pages


def names_of_threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("describe_images_of")]


def test_a_default_client_has_a_connection_for_each_request(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet = Fleet(count=30, pages=1, gathered=15)
    server.respond = fleet.respond
    monkeypatch.setenv("AWS_ENDPOINT_URL_ECR_PUBLIC", server.url)
    assert len(list(describe_images_of(fleet.names, concurrency=15))) == 30
    assert fleet.most_at_once == 15


@pytest.mark.parametrize(
    "refusal",
    [
        Answer({"__type": "ThrottlingException", "message": "Rate exceeded"}, status=400),
        Answer({"message": "Too Many Requests"}, status=429),
    ],
)
def test_a_default_client_waits_where_it_is_throttled(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, refusal: Answer
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    fleet = Fleet(count=3, pages=2)
    refused = iter([refusal] * 2)
    server.respond = lambda request: next(refused, None) or fleet.respond(request)
    assert Counter(rows_from(describe_images_of(fleet.names))) == Counter(fleet.rows)
    assert next(refused, None) is None


def test_a_default_client_leaves_successes_unparsed(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, parsed_bodies: list[bytes]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    fleet = Fleet(count=3, pages=2)
    server.respond = fleet.respond
    assert Counter(rows_from(describe_images_of(fleet.names))) == Counter(fleet.rows)
    assert set(parsed_bodies) == {b""}


def test_failures_that_are_given_are_not_kept(server: Loopback, world: Any) -> None:
    server.respond = Fleet(count=2, failing=frozenset({"team/app0"})).respond
    given_errors = [
        weakref.ref(result)
        for _, result in world.inventory(["team/app0", "team/app1"], on_error="yield")
        if isinstance(result, Exception)
    ]
    gc.collect()
    assert [reference() for reference in given_errors] == [None]
