"""The pagination machine by itself: one test an invariant, botocore's paginator the oracle."""

from __future__ import annotations

import itertools
import math
import tracemalloc

import pytest
from botocore.exceptions import PaginationError as BotocorePaginationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ecrpublic_models import PaginationError
from ecrpublic_models._sansio.cursor import PageCursor, Span, empty_span
from ecrpublic_models.tokens import Position, decode_token
from tests.support.service import PagedService, ResizableService, botocore_pages, limits, services


class Listing:
    """A cursor, and a driver of it that says how many items of the last page it has handed out."""

    def __init__(self, start: Position, max_items: int | None = None) -> None:
        self.cursor = PageCursor(start, max_items)
        self.span: Span = empty_span(start)
        self.given = 0

    @property
    def finished(self) -> bool:
        return self.cursor.finished

    @property
    def resume_token(self) -> str | None:
        return self.span.token_after(self.given)

    def next_service_token(self) -> str | None:
        return self.cursor.next_service_token()

    def receive(
        self, items: list[int], next_token: str | None, page_size: int | None = None
    ) -> list[int]:
        items, self.span = self.cursor.receive(items, next_token, page_size)
        self.given = self.span.length
        return items


def start_at(token: str | None, max_items: int | None = None) -> Listing:
    return Listing(Position() if token is None else decode_token(token), max_items)


def next_page(service: PagedService | ResizableService, listing: Listing) -> list[int]:
    return listing.receive(*service.answer(listing.next_service_token()), service.page_size)


def run(
    service: PagedService | ResizableService, token: str | None = None, max_items: int | None = None
) -> tuple[list[int], str | None]:
    """List to the end: all items given, and where to resume."""
    listing = start_at(token, max_items)
    given: list[int] = []
    while not listing.finished:
        given += next_page(service, listing)
    return given, listing.resume_token


@given(services())
def test_nothing_is_lost_nothing_comes_twice_and_the_order_is_kept(service: PagedService) -> None:
    assert run(service) == (service.items, None)


@given(st.integers(0, 60), st.integers(1, 12), st.none() | st.integers(0, 70), st.integers(0, 40))
def test_as_few_requests_as_pages_of_the_largest_size_allow(
    count: int, largest: int, limit: int | None, skip: int
) -> None:
    """For every listing, limit and token, of a service that gives pages as large as is asked."""
    cursor = PageCursor(Position(None, skip), limit)
    given_items: list[int] = []
    requests = 0
    while not cursor.finished:
        size = cursor.useful_page_size(largest)
        assert 1 <= size <= largest
        service = ResizableService(count, size)
        items, token = service.answer(cursor.next_service_token())
        items, _ = cursor.receive(items, token, size)
        given_items += items
        requests += 1
    wanted = list(range(count))[skip:][:limit]
    assert given_items == wanted
    # A limit of 0 makes one request, as it does in botocore.
    read = skip + limit if limit and skip + limit < count else count if limit != 0 else 0
    assert requests == max(1, math.ceil(read / largest))


@given(services(), limits)
def test_max_items_is_never_exceeded_and_always_reached(
    service: PagedService, limit: int | None
) -> None:
    given_items, _ = run(service, max_items=limit)
    assert given_items == service.items[:limit]


@given(services(), st.data())
def test_stopping_anywhere_and_resuming_gives_the_rest(
    service: PagedService, data: st.DataObject
) -> None:
    listing = start_at(None)
    given_items: list[int] = []
    for _ in range(data.draw(st.integers(0, len(service.pages)), label="pages")):
        if listing.finished:
            break
        given_items += next_page(service, listing)
    if listing.given and data.draw(st.booleans(), label="within the page"):
        fewer = data.draw(st.integers(0, listing.given), label="items of the page")
        given_items = given_items[: len(given_items) - listing.given + fewer]
        listing.given = fewer
    token = listing.resume_token
    rest = [] if token is None else run(service, token)[0]
    assert given_items + rest == service.items


@given(services(), st.lists(st.integers(0, 7), min_size=1, max_size=30))
def test_any_chain_of_limits_gives_everything_in_the_end(
    service: PagedService, chain: list[int]
) -> None:
    token: str | None = None
    given_items: list[int] = []
    for limit in chain:
        items, token = run(service, token, limit)
        given_items += items
        assert len(items) <= limit
        if token is None:
            break
    assert given_items == service.items[: len(given_items)]
    if token is not None:
        given_items += run(service, token)[0]
    assert given_items == service.items


@given(
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 12)), max_size=8),
    st.integers(1, 12),
)
def test_page_sizes_may_change_from_one_listing_to_the_next(
    count: int, chain: list[tuple[int, int]], last_page_size: int
) -> None:
    token: str | None = None
    given_items: list[int] = []
    for limit, page_size in chain:
        items, token = run(ResizableService(count, page_size), token, limit)
        given_items += items
        assert len(items) <= limit
        if token is None:
            break
    else:
        given_items += run(ResizableService(count, last_page_size), token)[0]
    assert given_items == list(range(count))


@given(services(), limits)
def test_as_many_requests_as_needed_and_no_more(service: PagedService, limit: int | None) -> None:
    run(service, max_items=limit)
    sums = list(itertools.accumulate(len(page) for page in service.pages))
    needed = len(sums)
    if limit is not None:
        needed = next((n for n, total in enumerate(sums, 1) if total >= limit), needed)
    assert service.asked == [None, *service.tokens][:needed]


@given(services(), limits)
def test_none_is_the_resume_token_exactly_when_nothing_is_left(
    service: PagedService, limit: int | None
) -> None:
    assert start_at(None, limit).resume_token is not None
    _, token = run(service, max_items=limit)
    if token is None:
        assert service.asked[-1:] == [None, *service.tokens][-1:]
    else:
        # What is left may be empty pages only, which nobody can know without asking.
        assert run(service, token)[1] is None


@given(services(), limits)
def test_equal_to_botocore(service: PagedService, limit: int | None) -> None:
    expected = botocore_pages(service.botocore_method, MaxItems=limit).build_full_result()
    asked, service.asked = service.asked, []
    items, token = run(service, max_items=limit)
    assert items == expected["imageDetails"]
    assert token == expected.get("NextToken")
    assert service.asked == asked


@given(services(), st.integers(0, 45), limits)
def test_equal_to_botocore_when_it_resumes(
    service: PagedService, first: int, second: int | None
) -> None:
    token = (
        botocore_pages(service.botocore_method, MaxItems=first).build_full_result().get("NextToken")
    )
    if token is None:
        return
    theirs = botocore_pages(service.botocore_method, StartingToken=token, MaxItems=second)
    expected = theirs.build_full_result()
    items, resume = run(service, token, second)
    assert items == expected["imageDetails"]
    assert resume == expected.get("NextToken")


@given(services(), st.integers(1, 20))
def test_botocore_resumes_at_every_item_from_our_token(service: PagedService, taken: int) -> None:
    listing = start_at(None)
    given_items: list[int] = []
    while not listing.finished and len(given_items) < taken:
        given_items += next_page(service, listing)
    surplus = max(0, len(given_items) - taken)
    listing.given -= surplus
    given_items = given_items[: len(given_items) - surplus]
    token = listing.resume_token
    if token is None:
        assert given_items == service.items
        return
    theirs = botocore_pages(service.botocore_method, StartingToken=token).build_full_result()
    assert given_items + list(theirs["imageDetails"]) == service.items


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(0, 3))
def test_every_cycle_of_tokens_is_an_error_and_never_endless(cycle: list[int], size: int) -> None:
    """The service leads through tokens, and from the last one back to the first."""
    tokens = [str(number) for number in cycle]
    follows = dict(zip([None, *tokens], [*tokens, tokens[0]], strict=True))
    distinct = len(follows)
    listing = start_at(None)
    pages = 0
    with pytest.raises(PaginationError) as caught:  # noqa: PT012 - the loop is what must end
        while True:
            token = listing.next_service_token()
            listing.receive(list(range(size)), follows[token])
            pages += 1
    assert pages <= distinct
    assert isinstance(caught.value, BotocorePaginationError)
    assert listing.resume_token is not None


@pytest.mark.parametrize("tokens", [["A", "A"], ["A", "B", "A"], ["A", "B", "C", "B"]])
def test_pages_before_a_repeated_token_are_given(tokens: list[str]) -> None:
    listing = start_at(None)
    for number, token in enumerate(tokens):
        listing.next_service_token()
        assert listing.receive([number], token) == [number]
    with pytest.raises(PaginationError, match=f"token '{tokens[-1]}' a second time"):
        listing.next_service_token()


def test_a_token_that_leads_to_itself_is_an_error_from_the_start() -> None:
    listing = Listing(Position("A"))
    assert listing.next_service_token() == "A"
    listing.receive([1], "A")
    with pytest.raises(PaginationError):
        listing.next_service_token()


@pytest.mark.parametrize("end", [None, ""])
def test_no_token_and_an_empty_one_are_the_end(end: str | None) -> None:
    listing = start_at(None)
    listing.next_service_token()
    listing.receive([1], end)
    assert listing.finished
    assert listing.resume_token is None


def test_an_uncut_page_is_given_as_it_is() -> None:
    items = [1, 2, 3]
    assert start_at(None, 3).receive(items, None) is items


def test_a_finished_listing_asks_for_nothing() -> None:
    listing = start_at(None)
    listing.receive([], None)
    with pytest.raises(RuntimeError, match="finished"):
        listing.next_service_token()
    with pytest.raises(RuntimeError, match="finished"):
        listing.receive([], None)


class ListingMachine(RuleBasedStateMachine):
    """Lists with stops, resumptions, limits and single items, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.service: PagedService | None = None
        self.given: list[int] = []
        self.listing: Listing | None = None
        self.page: list[int] = []

    @precondition(lambda self: self.service is None)
    @rule(service=services())
    def open(self, service: PagedService) -> None:
        self.service = service
        self.listing = start_at(None)

    @precondition(lambda self: self.listing is not None and not self.listing.finished)
    @rule()
    def ask(self) -> None:
        assert self.service is not None
        assert self.listing is not None
        self.hand_out(len(self.page))
        self.page = next_page(self.service, self.listing)
        self.listing.given = 0

    @rule(count=st.integers(1, 5))
    def hand_out(self, count: int) -> None:
        if self.listing is None:
            return
        out, self.page = self.page[:count], self.page[count:]
        self.given += out
        self.listing.given += len(out)

    @rule(limit=limits)
    def resume_elsewhere(self, limit: int | None) -> None:
        if self.listing is None or self.listing.resume_token is None:
            return
        self.listing = start_at(self.listing.resume_token, limit)
        self.page = []

    @invariant()
    def what_is_given_and_what_resuming_gives_are_the_whole(self) -> None:
        if self.service is None or self.listing is None:
            return
        token = self.listing.resume_token
        rest = [] if token is None else run(self.service, token)[0]
        assert self.given + rest == self.service.items


TestListingMachine = ListingMachine.TestCase


def test_long_tokens_are_not_kept() -> None:
    cursor = PageCursor(Position(), None)
    cursor.next_service_token()
    tracemalloc.start()
    try:
        for number in range(300):
            cursor.receive([number], f"{number:0100000}", None)
            cursor.next_service_token()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 300_000  # of 30 MB
    cursor.receive([0], f"{7:0100000}", None)
    with pytest.raises(PaginationError) as caught:
        cursor.next_service_token()
    assert len(str(caught.value)) < 500
