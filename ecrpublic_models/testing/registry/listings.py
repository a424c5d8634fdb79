"""What all listings have in common: their order, their pages and the tokens that continue them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from ecrpublic_models.testing.exceptions import InvalidParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "OrderedBySequence",
    "PageTokens",
    "Sequenced",
    "next_page",
    "refuse_paging_of",
    "unknown_token",
]

_DEFAULT_PAGE_SIZE = 100
_BEFORE_ALL = 0
_TOKEN = re.compile(r"(0000[0-9a-f]{12})([0-9a-f]{64})")


class Sequenced(Protocol):
    """An item with a number that is higher than those of all items before it."""

    @property
    def sequence(self) -> int:
        """The number."""
        ...


SequencedT = TypeVar("SequencedT", bound=Sequenced)


class OrderedBySequence(Generic[SequencedT]):
    """A list ordered by sequence number.

    A page starts after a number, not at an offset. So whatever is added or removed between two
    pages, no other item is listed twice or skipped. The start is found by binary search: a page of
    a long list costs what a page of a short one does.
    """

    def __init__(self) -> None:
        self._items: list[SequencedT] = []

    def __len__(self) -> int:
        return len(self._items)

    def append(self, item: SequencedT) -> None:
        """Add an item whose number is higher than all others."""
        self._items.append(item)

    def remove(self, item: SequencedT) -> None:
        """Remove the item with this item's number."""
        del self._items[bisect_left(self._items, item.sequence, key=attrgetter("sequence"))]

    def page(self, *, after: int, size: int) -> tuple[list[SequencedT], int | None]:
        """Return at most `size` items numbered higher than `after`.

        Returns:
            The items, and the number after which the next page starts, or `None` at the end.
        """
        start = bisect_right(self._items, after, key=attrgetter("sequence"))
        items = self._items[start : start + size]
        more = start + size < len(self._items)
        return items, items[-1].sequence if more else None


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
