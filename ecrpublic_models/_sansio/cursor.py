"""Pagination as a pure state machine: which page to request next, what to hand out of it.

It does no I/O and knows neither models nor boto3. A driver asks it for the service token of the
next request, sends that request, and passes on the items and the token of the response::

    cursor = PageCursor(start, max_items)
    while not cursor.finished:
        items, next_token = send(cursor.next_service_token(), page_size)
        items, span = cursor.receive(items, next_token, page_size)
        hand_out(items)

`span.token_after(count)` is the token that resumes after the first `count` of those items.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple, TypeVar

from ecrpublic_models.tokens import Position, encode_token

ItemT = TypeVar("ItemT")

# How much an error shows of a token.
_SHOWN = 100


class Span(NamedTuple):
    """Which part of a listing a page covers."""

    start: Position
    """Where its first item is."""
    length: int
    """How many items it has."""
    end: Position | None
    """Where the listing goes on after it; `None` at the end of the listing."""
    ends_within_page: bool
    """Whether items of the page that the service sent are left for later."""

    @property
    def end_token(self) -> str | None:
        """The token that resumes after all items; `None` if nothing comes after them."""
        return self.token_after(self.length)

    def token_after(self, count: int) -> str | None:
        """Give the token that resumes after the first `count` items."""
        if count < self.length:
            position = Position(self.start.service_token, self.start.skip + count)
            return encode_token(position, within_page=True)
        if self.end is None:
            return None
        return encode_token(self.end, within_page=self.ends_within_page)


def empty_span(start: Position) -> Span:
    """Give the span of a listing that has handed out nothing yet."""
    return Span(start, 0, start, ends_within_page=True)


class PageCursor:
    """Where one listing stands.

    Args:
        start: Where to begin.
        max_items: The most items to hand out in all, or `None` for no limit.

    Attributes:
        finished: Whether no request follows, since the listing or `max_items` is exhausted.
    """

    __slots__ = ("_left", "_next", "_requested", "finished")

    def __init__(self, start: Position, max_items: int | None) -> None:
        self._next: Position | None = start
        self._left = max_items
        self._requested: set[bytes] = set()
        self.finished: bool = False

    def useful_page_size(self, largest: int) -> int:
        """Give how many items of the next page are of use, if `largest` is the most it can have."""
        if self._left is None:
            return largest
        # The service takes no page of nothing, which a limit of 0 comes to.
        return max(1, min(largest, self._next_position().skip + self._left))

    def next_service_token(self) -> str | None:
        """Give the service token of the next request; `None` requests the first page.

        Raises:
            PaginationError: This listing has used that token before.
            RuntimeError: The listing is finished.
        """
        token = self._next_position().service_token
        if token is not None:
            # Its digest, since tokens may be long and listings have many pages.
            digest = blake2b(token.encode(), digest_size=16).digest()
            if digest in self._requested:
                from ecrpublic_models.errors import PaginationError

                shown = repr(token if len(token) <= _SHOWN else f"{token[:_SHOWN]}...")
                raise PaginationError(
                    f"the service gave the token {shown} a second time in one listing; "
                    "going on would list the same items again without end"
                )
            self._requested.add(digest)
        return token

    def receive(
        self, items: list[ItemT], next_token: str | None, page_size: int | None
    ) -> tuple[list[ItemT], Span]:
        """Take the response to the request, and say what to hand out of it.

        Args:
            items: The items that the service sent.
            next_token: The service's token for the next page; `None` or empty at the end.
            page_size: The page size that was requested, if any.

        Returns:
            The items to hand out (`items` itself if that is all of them), and what they cover.

        Raises:
            RuntimeError: The listing is finished.
        """
        start = self._next_position()
        # Where the page size is smaller than it was when the listing stopped in the page, what was
        # given continues on the pages that follow. A page that is shorter for another reason has
        # lost items since; what follows it was not given.
        skip_later = 0 if page_size is None else max(0, start.skip - page_size)
        if start.skip:
            items = items[start.skip :]
        cut = self._left is not None and len(items) > self._left
        if cut:
            items = items[: self._left]
            self._next = Position(start.service_token, start.skip + len(items))
        else:
            self._next = Position(next_token, skip_later) if next_token else None
        if self._left is not None:
            self._left -= len(items)
        self.finished = self._next is None or self._left == 0
        return items, Span(start, len(items), self._next, cut or skip_later > 0)

    def _next_position(self) -> Position:
        if self.finished or self._next is None:
            raise RuntimeError("the listing is finished; there is nothing more to request")
        return self._next
