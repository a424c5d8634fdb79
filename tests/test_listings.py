"""What holds of every listing, over loopback HTTP: for each paginator, sync and async.

Both through real clients, and each with the events that the bytes path needs and without them.
Run with `--thorough`, every invariant is held against every kind in every way.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.drivers import AnyDriver, async_driver, sync_driver
from tests.support.kinds import IMAGES, KINDS, Kind
from tests.support.loopback import Loopback
from tests.support.service import PagedService, limits, services

Way = tuple[Callable[..., AbstractContextManager[AnyDriver]], bool]
WAYS: dict[str, Way] = {
    "sync, bytes path": (sync_driver, True),
    "sync, dict path": (sync_driver, False),
    "async, bytes path": (async_driver, True),
    "async, dict path": (async_driver, False),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Hold every invariant against every kind: images in all ways, the others in one way each.

    The ways take turns, so that each kind is listed in each of them by some invariants.
    """
    invariants = [name for name in vars(metafunc.module) if name.startswith("test_")]
    number = invariants.index(metafunc.function.__name__)
    metafunc.parametrize(
        ("kind", "driver"),
        [
            pytest.param(kind, way, id=f"{kind.operation.name}, {name}", marks=marks)
            for turn, kind in enumerate(KINDS, number)
            for place, (name, way) in enumerate(WAYS.items())
            for marks in [
                () if kind is IMAGES or place == turn % len(WAYS) else pytest.mark.thorough
            ]
        ],
        indirect=["driver"],
        scope="module",
    )


@pytest.fixture(scope="module")
def driver(server: Loopback, request: pytest.FixtureRequest) -> Iterator[AnyDriver]:
    open_driver, events = request.param
    with open_driver(server.url, events=events) as running:
        yield running


through_http = settings(max_examples=30)


@through_http
@given(services(), limits)
def test_equal_to_botocores_full_result(
    kind: Kind, server: Loopback, driver: AnyDriver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    ours = driver.paginate(kind, MaxItems=limit).build_full_result()
    theirs = kind.boto3_paginate(driver.oracle, MaxItems=limit).build_full_result()
    assert ours.model_dump(exclude_unset=True) == theirs
    half = len(server.requests) // 2
    assert server.requests[:half] == server.requests[half:]


@through_http
@given(services(), limits)
def test_pages_are_botocores_pages(
    kind: Kind, server: Loopback, driver: AnyDriver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    ours = driver.paginate(kind, MaxItems=limit)
    theirs = kind.boto3_paginate(driver.oracle, MaxItems=limit)
    key = kind.operation.result_key
    for page, raw in zip(ours, theirs, strict=True):
        dumped = page.model_dump(exclude_unset=True, exclude={"NextToken", "ResponseMetadata"})
        assert dumped == {key: raw[key]}
        metadata = page.ResponseMetadata.model_dump(exclude_unset=True)
        assert metadata.keys() == raw["ResponseMetadata"].keys()


@through_http
@given(services(), limits)
def test_nothing_is_lost_and_nothing_comes_twice_and_the_order_is_kept(
    kind: Kind, server: Loopback, driver: AnyDriver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    assert (
        kind.numbers(list(driver.paginate(kind, MaxItems=limit).items())) == (service.items[:limit])
    )


@through_http
@given(services(), st.integers(0, 40))
def test_every_pages_token_resumes_right_after_it(
    kind: Kind, server: Loopback, driver: AnyDriver, service: PagedService, limit: int
) -> None:
    kind.serve(server, service)
    given_numbers: list[int] = []
    for page in driver.paginate(kind, MaxItems=limit):
        given_numbers += kind.numbers(kind.items(page))
        rest: list[int] = []
        if page.NextToken is not None:
            resumed = driver.paginate(kind, StartingToken=page.NextToken)
            rest = kind.numbers(kind.items(resumed.build_full_result()))
        assert given_numbers + rest == service.items


@through_http
@given(services(), st.integers(0, 40))
def test_the_resume_token_is_right_after_every_item(
    kind: Kind, server: Loopback, driver: AnyDriver, service: PagedService, taken: int
) -> None:
    kind.serve(server, service)
    pages = driver.paginate(kind)
    given_items: list[Any] = list(itertools.islice(pages.items(), taken))
    rest: list[Any] = []
    if taken == 0 or pages.resume_token is not None:
        rest = list(driver.paginate(kind, StartingToken=pages.resume_token).items())
    assert kind.numbers(given_items + rest) == service.items


@through_http
@given(services(), st.integers(1, 6))
def test_the_resume_token_is_right_after_every_page(
    kind: Kind, server: Loopback, driver: AnyDriver, service: PagedService, taken: int
) -> None:
    kind.serve(server, service)
    pages = driver.paginate(kind)
    given_pages = list(itertools.islice(pages, taken))
    assert pages.resume_token == given_pages[-1].NextToken


@through_http
@given(services(), limits)
def test_a_second_iteration_is_the_same_listing(
    kind: Kind, server: Loopback, driver: AnyDriver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    pages = driver.paginate(kind, MaxItems=limit)
    first, second = list(pages.items()), list(pages.items())
    assert first == second
    assert kind.numbers(first) == service.items[:limit]


@through_http
@given(services(), limits)
def test_pages_from_botocores_pages_carry_the_right_tokens(
    kind: Kind, server: Loopback, driver: AnyDriver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    typed = driver.pages_from(kind, MaxItems=limit)
    without_metadata = {"ResponseMetadata"}
    assert [page.model_dump(exclude=without_metadata) for page in typed] == [
        page.model_dump(exclude=without_metadata) for page in driver.paginate(kind, MaxItems=limit)
    ]
