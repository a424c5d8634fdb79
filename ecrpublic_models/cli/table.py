"""Tables for people, whose rows are written as they come."""

from __future__ import annotations

import shutil
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from ecrpublic_models.cli.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ecrpublic_models.cli.views import Column

__all__ = ["Table"]

ItemT = TypeVar("ItemT", bound=BaseModel)

_GAP = "  "
_NARROWEST = 8
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


class Table(Generic[ItemT]):
    """A table as wide as the terminal; where there is none, as wide as it needs to be.

    Its columns are as wide as what has come so far: they grow when wider cells come, and the rows
    before stay as they are.

    Args:
        columns: The columns.
        on_terminal: Whether it is shown on one.
    """

    def __init__(self, columns: Sequence[Column[ItemT]], *, on_terminal: bool) -> None:
        self._columns = columns
        self._needed = [len(column.title) for column in columns]
        self._on_terminal = on_terminal

    def heading(self) -> str:
        """Give the line with the titles."""
        line = "".join(self._lines([[column.title for column in self._columns]]))
        return f"{_BOLD}{line.rstrip()}{_PLAIN}\n" if self._on_terminal else line

    def rows(self, items: Sequence[ItemT]) -> list[list[str]]:
        """Give the cells of items, and make the columns wide enough for them."""
        rows = [[printable(column.cell(item)) for column in self._columns] for item in items]
        for index, cells in enumerate(zip(*rows, strict=True)):
            self._needed[index] = max(self._needed[index], *map(_width_of, cells))
        return rows

    def text(self, rows: Sequence[Sequence[str]]) -> str:
        """Give the lines of rows."""
        return "".join(self._lines(rows))

    def _lines(self, rows: Sequence[Sequence[str]]) -> Iterator[str]:
        widths = self._widths()
        rights = [column.align == "right" for column in self._columns]
        shapes = list(zip(widths, rights, strict=True))
        for row in rows:
            # A cell that is too wide takes several lines; the others of its row take the first.
            folded = [
                _fold(cell, width) if column.folds else [cell]
                for cell, width, column in zip(row, widths, self._columns, strict=True)
            ]
            for cells in zip_longest(*folded, fillvalue=""):
                padded = [
                    _pad(cell, width, right=right)
                    for cell, (width, right) in zip(cells, shapes, strict=True)
                ]
                yield f"{_GAP.join(padded).rstrip()}\n"

    def _widths(self) -> list[int]:
        widths = list(self._needed)
        if not self._on_terminal:
            return widths
        excess = sum(widths) + len(_GAP) * (len(widths) - 1) - shutil.get_terminal_size().columns
        # The widest of the columns that fold gives way first. On a terminal that is too narrow for
        # the rest, lines break; nothing is left out.
        folding = [index for index, column in enumerate(self._columns) if column.folds]
        while excess > 0 and (wide := [i for i in folding if widths[i] > _NARROWEST]):
            widest = max(wide, key=lambda index: widths[index])
            widths[widest] -= 1
            excess -= 1
        return widths


def _width_of(text: str) -> int:
    """Tell how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width_of(text))
    return f"{space}{text}" if right else f"{text}{space}"


def _fold(text: str, width: int) -> list[str]:
    if _width_of(text) <= width:
        return [text]
    if text.isascii():
        return textwrap.wrap(text, width, break_on_hyphens=False)
    from rich.cells import chop_cells

    return chop_cells(text, width)
