"""What all listings have in common: their order, their pages and the tokens that continue them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from bisect import bisect_left, bisect_right, insort
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar

from ecrpublic_models.testing.exceptions import InvalidParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = [
    "Order",
    "OrderedBySequence",
    "PageTokens",
    "Sequenced",
    "next_page",
    "orders",
    "refuse_paging_of",
    "unknown_token",
]

_DEFAULT_PAGE_SIZE = 100
_BEFORE_ALL = 0
_BITS = 48
_PLACES = 1 << _BITS
_TOKEN = re.compile(r"(0000[0-9a-f]{12})([0-9a-f]{64})")


class Sequenced(Protocol):
    """An item with a number that is higher than those of all items before it."""

    @property
    def sequence(self) -> int:
        """The number."""
        ...


SequencedT = TypeVar("SequencedT", bound=Sequenced)


Order: TypeAlias = "Callable[[int], int]"
"""Gives each sequence number a place, of at most 48 bits, that no other has."""


def orders(seed: int) -> Iterator[Order]:
    """Give one order after the other, each a mixture that has nothing to do with time."""
    random = Random(seed)  # noqa: S311 - it keeps no secret
    while True:
        # To multiply with an odd number, and to fold upper bits into lower ones, can be undone, so
        # that no two numbers come to the same; and only 0 comes to 0.
        one, other = (random.getrandbits(_BITS) | 1 for _ in range(2))
        yield partial(_mixed, one, other)


def _mixed(one: int, other: int, number: int) -> int:
    number = number * one % _PLACES
    number ^= number >> _BITS // 2
    return number * other % _PLACES


def _as_it_comes(number: int) -> int:
    return number


class OrderedBySequence(Generic[SequencedT]):
    """A list ordered by sequence number, or by what an order makes of it.

    A page starts after a place, not at an offset. So whatever is added or removed between two
    pages, no other item is listed twice or skipped. The start is found by binary search: a page of
    a long list costs what a page of a short one does.
    """

    def __init__(self) -> None:
        self._items: list[SequencedT] = []
        self._order: Order = _as_it_comes

    def __len__(self) -> int:
        return len(self._items)

    def append(self, item: SequencedT) -> None:
        """Add an item whose number is higher than all others."""
        insort(self._items, item, key=self._place)

    def remove(self, item: SequencedT) -> None:
        """Remove the item with this item's number."""
        del self._items[bisect_left(self._items, self._place(item), key=self._place)]

    def reorder(self, order: Order) -> None:
        """List in another order from now on. Pages that were begun are not continued rightly."""
        self._order = order
        self._items.sort(key=self._place)

    def page(self, *, after: int, size: int) -> tuple[list[SequencedT], int | None]:
        """Return at most `size` items after a place.

        Returns:
            The items, and the place after which the next page starts, or `None` at the end.
        """
        start = bisect_right(self._items, after, key=self._place)
        items = self._items[start : start + size]
        more = start + size < len(self._items)
        return items, self._place(items[-1]) if more else None

    def _place(self, item: SequencedT) -> int:
        return self._order(item.sequence)


class PageTokens:
    """Issues and reads the page tokens of one registry: opaque, and bound to one listing each.

    A token is a position and an HMAC over the position and the listing (operation, repository),
    under a key that only this registry has. So it can't be made up, altered, or used for another
    listing or registry.

    Positions are written with leading zeros. botocore's paginators first try to read a starting
    token as base64 of JSON; "0000" is base64 of bytes that are not UTF-8, so they never succeed.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def issue(self, position: int, listing: Sequence[str]) -> str:
        """Make the token that continues `listing` after `position`."""
        written = f"{position:016x}"
        return written + self._seal(written, listing)

    def read(self, token: str, listing: Sequence[str]) -> int:
        """Return the position that a token holds.

        Raises:
            InvalidParameterError: It was not issued here, or for another listing.
        """
        parts = _TOKEN.fullmatch(token)
        if parts is None or not hmac.compare_digest(parts[2], self._seal(parts[1], listing)):
            raise unknown_token()
        return int(parts[1], 16)

    def _seal(self, position: str, listing: Sequence[str]) -> str:
        message = "\0".join((position, *listing)).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()


def unknown_token() -> InvalidParameterError:
    """Make the error for a token that a listing did not return."""
    return InvalidParameterError.constraint(
        "nextToken", "Member must be a token that this listing has returned"
    )


def next_page(
    items: OrderedBySequence[SequencedT],
    tokens: PageTokens,
    *,
    listing: Sequence[str],
    max_results: int | None,
    token: str | None,
) -> tuple[list[SequencedT], dict[str, object]]:
    """Return the page that a request asks for.

    Args:
        items: What is listed.
        tokens: Those of the registry.
        listing: What the tokens are bound to: the operation, and the repository by its number,
            since another one may come to have its name.
        max_results: The page's size, by default 100.
        token: Where to continue.

    Returns:
        The items, and the part of the response that continues the listing: empty at its end.

    Raises:
        InvalidParameterError: The token is not one of this listing.
    """
    after = _BEFORE_ALL if token is None else tokens.read(token, listing)
    page, last = items.page(after=after, size=max_results or _DEFAULT_PAGE_SIZE)
    return page, {} if last is None else {"nextToken": tokens.issue(last, listing)}


def refuse_paging_of(selection: str, request: Mapping[str, object]) -> None:
    """Refuse paging parameters beside a selection, which the service answers in one page.

    Raises:
        InvalidParameterError: The request has both.
    """
    if selection in request:
        for parameter in ("maxResults", "nextToken"):
            if parameter in request:
                raise InvalidParameterError.constraint(
                    parameter, f"Member must be null when '{selection}' is specified"
                )
