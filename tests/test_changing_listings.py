"""A listing that changes between a stop and its resumption: what can be promised then.

What is to be passed over is counted from the beginning of the page that the listing stopped in, as
botocore counts it, which is all that a token has room for. So whatever has changed on that page,
no more is lost than botocore's own paginator loses with the same requests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecrpublic_models import ECRPublic, paginators
from tests.support.kinds import KINDS, Kind
from tests.support.loopback import Answer, Loopback, client_for

LARGEST = 20
"""The most items on a page, in place of the service's 1000."""


@dataclass
class ChangingService:
    """Items in the service's order, of which some go and some come."""

    items: list[int]
    pages_by: str
    """What a token says: how many items are before its page, the item before it, or which page of
    the first split it is, whose items stay together."""
    split: int = 0
    first: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.first = list(self.items)

    def answer(self, token: str | None, page_size: int) -> tuple[list[int], str | None]:
        if self.pages_by == "pages":
            # A page shrinks with what is deleted of it, and grows with what is pushed in it.
            number = int(token or 0)
            self.split = self.split or page_size
            begin = self.first[number * self.split] if number else -1
            following = self.first[(number + 1) * self.split :][:1]
            page = [one for one in self.items if begin <= one and one < (following or [10**9])[0]]
            return page, str(number + 1) if following else None
        if self.pages_by == "positions":
            start = int(token or 0)
        else:
            start = sum(1 for one in self.items if one <= int(token)) if token else 0
        page = self.items[start : start + page_size]
        if start + page_size >= len(self.items):
            return page, None
        return page, str(start + page_size if self.pages_by == "positions" else page[-1])

    def change(self, deleted: set[int], pushed: set[int]) -> None:
        self.items = sorted((set(self.items) - deleted) | pushed)

    def respond(self, kind: Kind) -> Callable[[dict[str, object]], Answer]:
        def respond(body: dict[str, object]) -> Answer:
            token, size = body.get("nextToken"), int(str(body.get("maxResults", LARGEST)))
            numbers, following = self.answer(None if token is None else str(token), size)
            content: dict[str, object] = {kind.operation.result_key: list(map(kind.item, numbers))}
            return Answer(content | ({"nextToken": following} if following else {}))

        return respond


@st.composite
def changes(draw: st.DrawFn) -> tuple[ChangingService, int, int, set[int], set[int]]:
    """A service, a page size, where to stop, what is deleted and what is pushed then."""
    # Even numbers are there at first; odd ones are pushed between them.
    items = [2 * number for number in range(draw(st.integers(1, 60)))]
    service = ChangingService(items, draw(st.sampled_from(["positions", "keys", "pages"])))
    stop = draw(st.integers(0, len(items)))
    deleted = draw(st.sets(st.sampled_from(items)))
    pushed = {2 * number + 1 for number in draw(st.sets(st.integers(0, 60), max_size=20))}
    return service, draw(st.integers(1, LARGEST)), stop, deleted, pushed


def numbers_of(kind: Kind, raw_pages: Any) -> list[int]:
    """The numbers of the items of boto3's own pages."""
    paginator: Any = getattr(paginators, f"{kind.operation.name}Paginator")
    return [n for page in paginator.pages_from(raw_pages) for n in kind.numbers(kind.items(page))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.operation.name)
@settings(max_examples=60)
@given(case=changes())
def test_no_more_is_lost_than_with_botocore(
    server: Loopback,
    kind: Kind,
    case: tuple[ChangingService, int, int, set[int], set[int]],
) -> None:
    service, page_size, stop, deleted, pushed = case
    server.respond = service.respond(kind)
    client = client_for(server.url)
    pages = kind.paginate(ECRPublic(client), PageSize=page_size, MaxItems=stop)
    given_items = kind.numbers(list(pages.items()))
    token = pages.resume_token
    if token is None:
        return
    service.change(deleted, pushed)
    config = {"PageSize": page_size, "StartingToken": token}
    rest = kind.numbers(list(kind.paginate(ECRPublic(client), **config).items()))
    pages_of_boto3 = kind.boto3_paginate(client, **config)
    theirs = numbers_of(kind, pages_of_boto3)
    kept = set(service.items) - pushed
    lost, lost_by_botocore = kept - {*given_items, *rest}, kept - {*given_items, *theirs}
    assert len(lost) <= len(lost_by_botocore)
    assert rest == theirs
    if service.pages_by == "keys" and not deleted and not pushed:
        assert given_items + rest == service.items


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.operation.name)
def test_a_page_of_which_most_is_deleted_does_not_cost_those_after_it(
    server: Loopback, kind: Kind
) -> None:
    service = ChangingService([2 * number for number in range(100)], "pages", split=50)
    server.respond = service.respond(kind)
    registry = ECRPublic(client_for(server.url))
    pages = kind.paginate(registry, MaxItems=45)
    assert len(list(pages.items())) == 45
    service.change(deleted={2 * number for number in range(40)}, pushed=set())
    rest = kind.paginate(registry, StartingToken=pages.resume_token)
    # The page has ten items left, five of which were given; the token can't tell which.
    assert kind.numbers(list(rest.items())) == [2 * number for number in range(50, 100)]


@pytest.mark.parametrize("stop", [50, 100])
def test_a_stop_at_a_pages_end_loses_nothing_whatever_is_deleted(
    server: Loopback, stop: int
) -> None:
    kind = KINDS[0]
    service = ChangingService([2 * number for number in range(200)], "keys")
    server.respond = service.respond(kind)
    registry = ECRPublic(client_for(server.url))
    pages = kind.paginate(registry, PageSize=50, MaxItems=stop)
    given_items = kind.numbers(list(pages.items()))
    deleted = set(given_items[::3])
    service.change(deleted, pushed={1, 301})
    rest = kind.numbers(list(kind.paginate(registry, StartingToken=pages.resume_token).items()))
    assert rest == [number for number in service.items if number > given_items[-1]]
