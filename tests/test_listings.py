"""What holds of every listing, over loopback HTTP: for each paginator, sync and async.

Both through real clients, and each as it is and behind a wrapper, of which there is no twin.
Run with `--thorough`, every invariant is held against every kind in every way.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecrpublic_models import ResponseValidationError
from ecrpublic_models.tokens import Position, decode_token, encode_token
from tests.support.drivers import Driver, WorldName, open_driver
from tests.support.kinds import IMAGES, KINDS, Kind
from tests.support.loopback import Answer, Loopback, Respond
from tests.support.service import PagedService, limits, services

# How a listing is had: in which world, and whether through a client that has a twin.
WAYS: dict[str, tuple[WorldName, bool]] = {
    "sync, bytes path": ("sync", True),
    "sync, dict path": ("sync", False),
    "async, bytes path": ("async", True),
    "async, dict path": ("async", False),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Hold every invariant against every kind: images in all ways, the others in one way each.

    The ways take turns, so that each kind is listed in each of them by some invariants.
    """
    invariants = [name for name in vars(metafunc.module) if name.startswith("test_")]
    turn = invariants.index(metafunc.function.__name__)
    combinations = []
    for kind_number, kind in enumerate(KINDS):
        for way_number, (name, way) in enumerate(WAYS.items()):
            marks = [pytest.mark.aio] if way[0] == "async" else []
            if kind is not IMAGES and way_number != (turn + kind_number) % len(WAYS):
                marks.append(pytest.mark.thorough)
            combination_id = f"{kind.operation.name}, {name}"
            combinations.append(pytest.param(kind, way, id=combination_id, marks=marks))
    metafunc.parametrize(("kind", "driver"), combinations, indirect=["driver"], scope="module")


@pytest.fixture(scope="module")
def driver(server: Loopback, request: pytest.FixtureRequest) -> Iterator[Driver]:
    world, twin = request.param
    with open_driver(world, server.url, twin=twin) as running:
        yield running


# Few, since every one is sent over HTTP; `test_cursor.py` tries many more without.
through_http = settings(max_examples=15)


@through_http
@given(services(), limits)
def test_equal_to_botocores_full_result(
    kind: Kind, server: Loopback, driver: Driver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    ours = driver.paginate(kind, MaxItems=limit).build_full_result()
    theirs = kind.boto3_paginate(driver.oracle, MaxItems=limit).build_full_result()
    assert ours.model_dump(exclude_unset=True) == theirs
    half = len(server.requests) // 2
    # boto3 leaves the page size to the service, which gives 100.
    asked = [{**request, "maxResults": None} for request in server.requests]
    assert asked[:half] == asked[half:]
    assert all(1 <= int(str(one["maxResults"])) <= 1000 for one in server.requests[:half])
    assert not any("maxResults" in one for one in server.requests[half:])


SIZES = [
    ({}, [1000, 1000]),
    ({"MaxItems": 1100}, [1000, 100]),
    ({"MaxItems": 150}, [150]),
    ({"MaxItems": 0}, [1]),
    ({"PageSize": 500}, [500, 500, 500]),
    ({"PageSize": 50, "MaxItems": 120}, [50, 50, 50]),
    ({"MaxItems": 150, "StartingToken": encode_token(Position(None, 30), within_page=True)}, [180]),
    ({"StartingToken": encode_token(Position("1000", 100), within_page=True)}, [1000]),
]


@pytest.mark.parametrize(("config", "sizes"), SIZES)
def test_as_few_requests_as_the_service_allows(
    kind: Kind, server: Loopback, driver: Driver, config: dict[str, Any], sizes: list[int]
) -> None:
    """A repository of 1,200 images, and a service that gives pages as large as it is asked for."""

    def respond(request: dict[str, object]) -> Answer:
        start = int(str(request.get("nextToken", 0)))
        end = start + int(str(request["maxResults"]))
        items = [kind.item(number) for number in range(start, min(end, 1200))]
        more = {"nextToken": str(end)} if end < 1200 else {}
        return Answer({kind.operation.result_key: items, **more})

    server.respond = respond
    server.requests.clear()
    pages = driver.paginate(kind, **config)
    numbers = [number for page in pages for number in kind.numbers(kind.items(page))]
    assert [request["maxResults"] for request in server.requests] == sizes
    start = decode_token(config["StartingToken"]) if "StartingToken" in config else Position()
    first = int(start.service_token or 0) + start.skip
    assert numbers == list(range(1200))[first:][: config.get("MaxItems")]


@through_http
@given(services(), limits)
def test_pages_are_botocores_pages(
    kind: Kind, server: Loopback, driver: Driver, service: PagedService, limit: int | None
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
    kind: Kind, server: Loopback, driver: Driver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    assert (
        kind.numbers(list(driver.paginate(kind, MaxItems=limit).items())) == (service.items[:limit])
    )


@through_http
@given(services(), st.integers(0, 40))
def test_every_pages_token_resumes_right_after_it(
    kind: Kind, server: Loopback, driver: Driver, service: PagedService, limit: int
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
    kind: Kind, server: Loopback, driver: Driver, service: PagedService, taken: int
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
    kind: Kind, server: Loopback, driver: Driver, service: PagedService, taken: int
) -> None:
    kind.serve(server, service)
    pages = driver.paginate(kind)
    given_pages = list(itertools.islice(pages, taken))
    assert pages.resume_token == given_pages[-1].NextToken


@through_http
@given(services(), limits)
def test_a_second_iteration_is_the_same_listing(
    kind: Kind, server: Loopback, driver: Driver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    pages = driver.paginate(kind, MaxItems=limit)
    first, second = list(pages.items()), list(pages.items())
    assert first == second
    assert kind.numbers(first) == service.items[:limit]


@through_http
@given(services(), limits)
def test_pages_from_botocores_pages_carry_the_right_tokens(
    kind: Kind, server: Loopback, driver: Driver, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    typed = driver.pages_from(kind, MaxItems=limit)
    without_metadata = {"ResponseMetadata"}
    assert [page.model_dump(exclude=without_metadata) for page in typed] == [
        page.model_dump(exclude=without_metadata) for page in driver.paginate(kind, MaxItems=limit)
    ]


NOT_RESPONSES = [{}, {"message": "Service Unavailable"}, {"__type": "ThrottlingException"}]


def broken_on_the_second_page(whole: Respond, content: object) -> Respond:
    return lambda body: Answer(content) if "nextToken" in body else whole(body)


def test_a_response_without_its_list_is_an_error_and_never_the_end(
    kind: Kind, server: Loopback, driver: Driver
) -> None:
    service = PagedService([[0, 1], [2]], ["a"])
    kind.serve(server, service)
    whole = server.respond
    for content in [*NOT_RESPONSES, {kind.operation.result_key: None}]:
        server.respond = broken_on_the_second_page(whole, content)
        pages = driver.paginate(kind)
        given_pages: list[Any] = []
        with pytest.raises(ResponseValidationError, match=kind.operation.result_key):
            given_pages.extend(pages)
        server.respond = whole
        listed = [number for page in given_pages for number in kind.numbers(kind.items(page))]
        rest = driver.paginate(kind, StartingToken=pages.resume_token).build_full_result()
        assert listed + kind.numbers(kind.items(rest)) == service.items
