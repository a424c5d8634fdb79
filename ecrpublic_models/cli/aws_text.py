"""A value as text, as `aws --output text` prints it: lines of scalars, with tabs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.cli.json_values import is_array, is_object
from ecrpublic_models.cli.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["format_text"]


def format_text(value: object) -> str:
    r"""Format what JSON can hold: a response, or what a query made of it.

    It's what the AWS CLI prints, byte for byte, but for two differences: control characters are
    escaped, so that a tab or a line break never comes from inside a string; and a list of objects
    and other values is formatted, where the AWS CLI fails. Its scalars come first.
    """
    return "".join("\t".join(row) + "\n" for row in _rows(value, []))


def _rows(value: object, label: list[str]) -> Iterator[list[str]]:
    """Give the rows of a value; the label is the key that it has, if it has one."""
    if is_object(value):
        yield from _rows_of_object(value, _scalar_keys([value]), label)
    elif is_array(value):
        yield from _rows_of_array(value, label)
    else:
        yield [_cell(value)]


def _rows_of_array(values: list[object], label: list[str]) -> Iterator[list[str]]:
    scalars = [_cell(value) for value in values if not isinstance(value, (dict, list))]
    if label:
        yield from ([*label, scalar] for scalar in scalars)
    elif scalars:
        yield scalars
    # All objects have the same columns.
    columns = _scalar_keys(filter(is_object, values))
    for value in values:
        if is_object(value):
            yield from _rows_of_object(value, columns, label)
        elif is_array(value):
            yield from _rows_of_array(value, label)


def _rows_of_object(
    content: dict[str, object], columns: list[str], label: list[str]
) -> Iterator[list[str]]:
    if columns:
        yield [*label, *[_cell(content.get(key, "")) for key in columns]]
    for key in sorted(content.keys() - columns):
        yield from _rows(content[key], [printable(key.upper())])


def _scalar_keys(objects: Iterable[dict[str, object]]) -> list[str]:
    """Give the keys that have a scalar in any of the objects."""
    return sorted(
        {
            key
            for content in objects
            for key, value in content.items()
            if not isinstance(value, (dict, list))
        }
    )


def _cell(value: object) -> str:
    # As Python shows it, also where it is a list or an object, in a column of scalars.
    return printable(str(value))
