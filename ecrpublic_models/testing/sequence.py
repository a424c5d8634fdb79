"""Things kept in the order in which they came, so that a listing can go on where it stopped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

__all__ = ["OrderedBySequence", "Sequenced"]


class Sequenced(Protocol):
    """What has a number that only grows from one to the next."""

    @property
    def sequence(self) -> int:
        """The number."""
        ...


SequencedT = TypeVar("SequencedT", bound=Sequenced)


class OrderedBySequence(Generic[SequencedT]):
    """A list ordered by sequence number.

    A page starts after a number, not at an offset. So whatever is added or removed between two
    pages, none of what stays is given twice or skipped. Finding the start is a binary search: a
    page of a long list costs what a page of a short one does.
    """

    def __init__(self) -> None:
        self._items: list[SequencedT] = []

    def __len__(self) -> int:
        return len(self._items)

    def append(self, item: SequencedT) -> None:
        """Add what has the highest number so far."""
        self._items.append(item)

    def remove(self, item: SequencedT) -> None:
        """Remove the item with this item's number."""
        del self._items[bisect_left(self._items, item.sequence, key=attrgetter("sequence"))]

    def page(self, *, after: int, size: int) -> tuple[list[SequencedT], int | None]:
        """Give at most `size` items numbered higher than `after`.

        Returns:
            The items, and the number to go on after, or `None` at the end.
        """
        start = bisect_right(self._items, after, key=attrgetter("sequence"))
        items = self._items[start : start + size]
        more = start + size < len(self._items)
        return items, items[-1].sequence if more else None
