"""Values of JSON as lines of csv."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

from ecrpublic_models.cli.json_values import is_array, is_object, to_json
from ecrpublic_models.cli.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["csv_lines", "csv_of_value"]

_SEPARATOR = " "
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    """Give a line for each row.

    Absent values are empty, lists of texts and numbers are separated by spaces, and what has
    objects or lists in it is JSON.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*map(_cell, row)] for row in rows)
    return text.getvalue()


def csv_of_value(value: object) -> str:
    """Give the lines of any value: one for each entry, if it is a list.

    Objects share a heading with the names of all their members. Of a list, the entries are cells.
    """
    entries = value if is_array(value) else [value]
    objects = [entry for entry in entries if is_object(entry)]
    if objects and len(objects) == len(entries):
        names = list(dict.fromkeys(name for entry in objects for name in entry))
        return csv_lines([names, *([entry.get(name) for name in names] for entry in objects)])
    return csv_lines(entry if is_array(entry) else [entry] for entry in entries)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if is_array(value) and not any(is_array(entry) or is_object(entry) for entry in value):
        cells = [_text(entry).replace(_SEPARATOR, r"\x20") for entry in value]
        return _harmless(_SEPARATOR.join(cells))
    return to_json(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else to_json(value)


def _harmless(text: str) -> str:
    # No name, tag, digest or media type begins like a formula, unless somebody means harm.
    return f"'{printable(text)}" if text.startswith(_STARTS_FORMULA) else printable(text)
