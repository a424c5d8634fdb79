"""A value as a table, as `aws --output table` prints it where stdout is no terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from ecrpublic_models.cli.json_values import is_array, is_object
from ecrpublic_models.cli.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["format_table"]

_MARGIN = "  "
_PADDING = 2 * len(_MARGIN)
_BORDERS = 2
# Ambiguous, full-width and wide. Terminals and rich hold ambiguous ones, such as é, to be narrow.
_TAKES_TWO_COLUMNS = "AFW"


def format_table(title: str, value: object, width: int) -> str:
    """Format what JSON can hold: a response, or what a query made of it.

    It's what the AWS CLI prints, byte for byte, but for two differences: control characters are
    escaped, and values are formatted that the AWS CLI fails at, since they make rows of different
    lengths. Short rows end in empty cells.

    As in the AWS CLI, what is empty, zero, false or null gives no text at all, and any other
    scalar just the title; an object gives just its keys in a list that doesn't begin with one.

    Args:
        title: What stands above it: the operation's name.
        value: What to format.
        width: How wide the terminal is; the AWS CLI takes 80 where there is none. In a wider
            table, rows that are alone stand on their side. No line is broken even so.
    """
    sections: list[_Section] = []
    _add_value(sections, printable(title), value, level=0)
    if not sections:
        return ""
    if max(section.width for section in sections) > width:
        sections = [section.on_its_side() for section in sections]
    table_width = max(section.width for section in sections)
    lines: list[str] = ["-" * table_width]
    for section in sections:
        edge = "|" * section.level
        lines += [f"{edge}{line}{edge}" for line in section.lines(table_width - 2 * section.level)]
    return "".join(f"{line}\n" for line in lines)


@dataclass
class _Section:
    """A title and the rows below it; all that is drawn stands in some section."""

    title: str
    level: int
    headers: list[list[str]] = field(default_factory=list[list[str]])
    """Only the last one is drawn. Those that it replaced still count for how wide columns are."""
    rows: list[list[str]] = field(default_factory=list[list[str]])

    @property
    def width(self) -> int:
        """How wide it must be at least, with the borders of all that it is inside of."""
        inside = max(_width(self.title), sum(self._column_widths))
        return inside + _BORDERS * (1 + self.level)

    def on_its_side(self) -> _Section:
        """Give it with its header as the first column, if it has only one row."""
        if len(self.rows) != 1 or not self._header:
            return self
        pairs = zip_longest(self._header, self.rows[0], fillvalue="")
        return _Section(self.title, self.level, rows=[list(pair) for pair in pairs])

    def lines(self, width: int) -> Iterator[str]:
        """Draw it so that each line is this wide."""
        if self.title:
            space = width - _BORDERS
            yield _line([_centred(self.title, width, space)])
            if not self.rows:
                yield _rule([space])
        if not self._column_widths:
            return
        column_widths = _stretched(self._column_widths, width)
        # Each column has the border on its right, and the first one that on its left, too.
        spaces = [column_width - 1 for column_width in column_widths]
        spaces[0] -= 1
        rule = _rule(spaces)
        yield rule
        if self._header:
            header = _filled_up(self._header, len(spaces))
            yield _line(map(_centred, header, column_widths, spaces))
            yield rule
        for row in self.rows:
            yield _line(map(_left_aligned, _filled_up(row, len(spaces)), spaces))
        yield rule

    @property
    def _header(self) -> list[str]:
        return self.headers[-1] if self.headers else []

    @cached_property
    def _column_widths(self) -> list[int]:
        columns = zip_longest(*self.headers, *self.rows, fillvalue="")
        return [max(map(_width, column)) + _PADDING for column in columns]


def _add_value(sections: list[_Section], title: str, value: object, level: int) -> None:
    if not value:
        return
    sections.append(_Section(title, level))
    if is_array(value):
        _add_array(sections, title, value, level)
    elif is_object(value):
        _add_object(sections, value, level)


def _add_object(sections: list[_Section], content: dict[str, object], level: int) -> None:
    scalar_keys, other_keys = _keys([content])
    header = [*map(printable, scalar_keys)]
    row = [_cell(content[key]) for key in scalar_keys]
    section = sections[-1]
    if len(row) == 1:
        section.rows.append([*header, *row])
    elif row:
        section.headers.append(header)
        section.rows.append(row)
    for key in other_keys:
        _add_value(sections, printable(key), content[key], level + 1)


def _add_array(sections: list[_Section], title: str, values: list[object], level: int) -> None:
    if is_object(values[0]):
        _add_objects(sections, title, values, level)
    else:
        for value in values:
            _add_as_row(sections, value)


def _add_objects(sections: list[_Section], title: str, values: list[object], level: int) -> None:
    """Add an array that begins with an object; the AWS CLI expects nothing else in it then."""
    scalar_keys, other_keys = _keys([*filter(is_object, values)])
    header = [*map(printable, scalar_keys)]
    for index, value in enumerate(values):
        # What is inside of an object stands below it, in sections of its own.
        begins_section = index == 0 or bool(other_keys)
        if begins_section and index > 0:
            sections.append(_Section(title, level))
        # The AWS CLI takes these for objects without keys, where it gets as far as that.
        element: object = {} if value in ("", []) else value
        if not is_object(element):
            _add_as_row(sections, element)
            continue
        section = sections[-1]
        if begins_section:
            section.headers.append(header)
        section.rows.append([_cell(element.get(key, "")) for key in scalar_keys])
        for key in other_keys:
            _add_value(sections, printable(key), element.get(key), level + 1)


def _add_as_row(sections: list[_Section], value: object) -> None:
    """Add to the section that was begun last, whatever it is for, as the AWS CLI does."""
    if is_array(value) and any(isinstance(element, (dict, list)) for element in value):
        _add_array(sections, "", value, level=0)
    elif is_array(value) or is_object(value):
        sections[-1].rows.append([*map(_cell, value)])
    else:
        sections[-1].rows.append([_cell(value)])


def _keys(objects: list[dict[str, object]]) -> tuple[list[str], list[str]]:
    """Give the keys that have a scalar in any of the objects, and those that have another value.

    A key can be among both.
    """
    scalar_keys, other_keys = set[str](), set[str]()
    for content in objects:
        for key, value in content.items():
            (other_keys if isinstance(value, (dict, list)) else scalar_keys).add(key)
    return sorted(scalar_keys), sorted(other_keys)


def _cell(value: object) -> str:
    # As Python shows it, also where it is a list or an object, in a column of scalars.
    return printable(str(value))


def _stretched(widths: list[int], total: int) -> list[int]:
    """Stretch columns in proportion, so that they take all of the width."""
    factor = total / sum(widths)
    stretched = [round(factor * width) for width in widths]
    # Rounding leaves at most half a character a column: taken from the left, or added on the right.
    excess = sum(stretched) - total
    for index in range(excess):
        stretched[index] -= 1
    for index in range(excess, 0):
        stretched[index] += 1
    return stretched


def _filled_up(row: list[str], length: int) -> list[str]:
    return row + [""] * (length - len(row))


def _line(cells: Iterable[str]) -> str:
    return f"|{'|'.join(cells)}|"


def _rule(spaces: list[int]) -> str:
    return f"+{'+'.join(['-' * space for space in spaces])}+"


def _centred(text: str, column_width: int, space: int) -> str:
    text_width = _width(text)
    # Halves are cut off here and there: text of odd width is further right in an even column.
    before = column_width // 2 - text_width // 2 - 1
    return " " * before + text + " " * (space - before - text_width)


def _left_aligned(text: str, space: int) -> str:
    rest = space - _width(text)
    # The first column can be too narrow for both, where another was rounded up.
    margin = _MARGIN if rest >= len(_MARGIN) else ""
    return margin + text + " " * (rest - len(margin))


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(east_asian_width(char) in _TAKES_TWO_COLUMNS for char in text)
