"""A listing as a pure state machine: what to ask for next, what to give of it, where to resume.

It does no I/O and knows neither models nor boto3. A driver asks it for the service token of the
next request, sends that request, and hands it the answer's items and token, until it is finished::

    listing = Listing(position, max_items)
    while not listing.finished:
        items, next_token = send(listing.next_service_token())
        give(listing.receive(items, next_token))

At any moment `resume_token` says where another listing has to start to give the rest.
"""

from __future__ import annotations

from typing import TypeVar

from ecrpublic_models.tokens import Position, encode_token

ItemT = TypeVar("ItemT")


class Listing:
    """Where one listing stands.

    Args:
        start: Where to begin.
        max_items: The most items to give in all, or `None` for all that there are.

    Attributes:
        finished: Whether no request follows: the end is reached, or the most items are given.
        given: How many items of the page received last are given. `receive` counts all of them; a
            driver that hands them out one by one keeps it itself.
    """

    __slots__ = (
        "_asked",
        "_left",
        "_next",
        "_page",
        "_page_length",
        "_within_page",
        "finished",
        "given",
    )

    def __init__(self, start: Position, max_items: int | None) -> None:
        # The page received last: where its first given item stands, and how many are to be given.
        self._page = start
        self._page_length = 0
        # Where the listing goes on after it (None at the end), and whether that is within a page.
        self._next: Position | None = start
        self._within_page = True
        self._left = max_items
        self._asked: set[str] = set()
        self.finished: bool = False
        self.given: int = 0

    def next_service_token(self) -> str | None:
        """Say with which service token to ask for the next page; `None` asks without one.

        Raises:
            PaginationError: This listing has asked with that token before.
            RuntimeError: The listing is finished.
        """
        token = self._position().service_token
        if token is not None:
            if token in self._asked:
                from ecrpublic_models.errors import PaginationError

                raise PaginationError(
                    f"the service gave the token {token!r} a second time in one listing; "
                    "going on would list the same items again without end"
                )
            self._asked.add(token)
        return token

    def receive(self, items: list[ItemT], next_token: str | None) -> list[ItemT]:
        """Take an answer, and say which of its items to give.

        Args:
            items: The page's items as the service gave them.
            next_token: The service's token for the page after it; `None` or empty at the end.

        Returns:
            `items` itself where all of them are given, otherwise a new list of those that are.

        Raises:
            RuntimeError: The listing is finished.
        """
        page = self._position()
        # Where the page was longer when the listing stopped in it, the rest is to be passed over on
        # the pages that follow.
        skip_later = max(0, page.skip - len(items))
        if page.skip:
            items = items[page.skip :]
        cut = self._left is not None and len(items) > self._left
        if cut:
            items = items[: self._left]
            self._next = Position(page.service_token, page.skip + len(items))
        else:
            self._next = Position(next_token, skip_later) if next_token else None
        self._within_page = cut or skip_later > 0
        self._page = page
        self._page_length = self.given = len(items)
        if self._left is not None:
            self._left -= len(items)
        self.finished = self._next is None or self._left == 0
        return items

    @property
    def resume_token(self) -> str | None:
        """Where to start to get what is not given yet; `None` when nothing is left."""
        if self.given < self._page_length:
            position = Position(self._page.service_token, self._page.skip + self.given)
            return encode_token(position, within_page=True)
        if self._next is None:
            return None
        return encode_token(self._next, within_page=self._within_page)

    def _position(self) -> Position:
        if self.finished or self._next is None:
            raise RuntimeError("the listing is finished; there is nothing more to ask for")
        return self._next
