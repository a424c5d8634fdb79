"""The forms of output: each writes the items of any listing, page by page, to stdout."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import textwrap
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from ecrpublic_models.cli.json_values import is_array
from ecrpublic_models.cli.terminal import is_terminal, write_out
from ecrpublic_models.cli.text import printable
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecrpublic_models.cli.views import View

__all__ = ["OutputFormat", "Writer", "writer_for"]

ItemT = TypeVar("ItemT", bound=ResponseModel)
ItemT_contra = TypeVar("ItemT_contra", bound=ResponseModel, contravariant=True)

_INDENT = 4
_TAG_SEPARATOR = " "
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GAP = 2
_NARROWEST = 8
_UNLIMITED_WIDTH = 1_000_000


class OutputFormat(StrEnum):
    """What `--output` can be."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class Writer(Protocol[ItemT_contra]):
    """Writes a listing.

    Both methods:

    Raises:
        OutputClosedError: Nobody reads stdout any more.
        OutputCutError: It can't be written, or was interrupted meanwhile.
    """

    streams: bool
    """Whether items are written as they come in, rather than all of them at the end."""
    tells_token: bool
    """Whether the output itself says where to resume."""

    def write(self, items: Sequence[ItemT_contra]) -> None:
        """Take the items of a page."""
        ...

    def close(self, resume_token: str | None) -> None:
        """Finish what was begun, so that all items taken are in the output and it is whole.

        Called once after the last page, and also when the listing has failed after some page.
        """
        ...


def writer_for(output: OutputFormat, view: View[ItemT]) -> Writer[ItemT]:
    """Give the writer of a listing in a form of output."""
    match output:
        case OutputFormat.TABLE:
            return _TableWriter(view)
        case OutputFormat.JSON:
            return _JsonWriter(view)
        case OutputFormat.JSONL:
            return _JsonLinesWriter()
        case OutputFormat.CSV:
            return _CsvWriter(view)


class _TableWriter(Generic[ItemT]):
    """A table for people, as wide as the terminal; where there is none, as wide as it needs."""

    streams = False
    tells_token = False

    def __init__(self, view: View[ItemT]) -> None:
        self._view = view
        self._rows: list[list[str]] = []

    def write(self, items: Sequence[ItemT]) -> None:
        columns = self._view.columns
        self._rows += [[printable(column.cell(item)) for column in columns] for item in items]

    def close(self, resume_token: str | None) -> None:  # noqa: ARG002 - other writers need it
        from rich.cells import cell_len
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0))
        least = 0
        for column, *cells in zip(self._view.columns, *self._rows, strict=True):
            width = max(map(cell_len, (column.title, *cells)))
            if column.folds:
                width = min(width, _NARROWEST)
            least += width + _GAP
            table.add_column(
                column.title,
                justify=column.align,
                overflow="fold",
                no_wrap=not column.folds,
                min_width=width,
            )
        for row in self._rows:
            table.add_row(*map(Text, row))
        on_terminal = is_terminal(sys.stdout)
        # A terminal that is too narrow for all columns breaks the lines; nothing is left out.
        width = max(shutil.get_terminal_size().columns, least) if on_terminal else _UNLIMITED_WIDTH
        rendered = io.StringIO()
        Console(file=rendered, width=width, force_terminal=on_terminal).print(table)
        lines = rendered.getvalue().splitlines()
        write_out("".join(f"{line.rstrip()}\n" for line in lines))


class _JsonWriter(Generic[ItemT]):
    """One JSON document, as the AWS CLI prints it, but written as its items come in."""

    streams = True
    tells_token = True

    def __init__(self, view: View[ItemT]) -> None:
        self._key = view.operation.result_key
        self._begun = False
        self._empty = True

    def write(self, items: Sequence[ItemT]) -> None:
        text = "" if self._begun else f'{{\n{" " * _INDENT}"{self._key}": ['
        self._begun = True
        if items:
            text += "\n" if self._empty else ",\n"
            text += ",\n".join(_indented(_as_json(item, indent=_INDENT)) for item in items)
            self._empty = False
        write_out(text)

    def close(self, resume_token: str | None) -> None:
        margin = " " * _INDENT
        text = "]" if self._empty else f"\n{margin}]"
        if resume_token is not None:
            text += f',\n{margin}"NextToken": {json.dumps(resume_token)}'
        write_out(f"{text}\n}}\n")


class _JsonLinesWriter:
    """One JSON object a line."""

    streams = True
    tells_token = False

    def write(self, items: Sequence[ResponseModel]) -> None:
        write_out("".join(f"{_as_json(item, indent=None)}\n" for item in items))

    def close(self, resume_token: str | None) -> None:
        pass


class _CsvWriter(Generic[ItemT]):
    """Comma-separated values: a header with the service's names, then one line for each item."""

    streams = True
    tells_token = False

    def __init__(self, view: View[ItemT]) -> None:
        self._fields = tuple(view.operation.item.model_fields)
        self._begun = False

    def write(self, items: Sequence[ItemT]) -> None:
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        if not self._begun:
            lines.writerow(self._fields)
            self._begun = True
        lines.writerows(
            [_csv_cell(getattr(item, field)) for field in self._fields] for item in items
        )
        write_out(text.getvalue())

    def close(self, resume_token: str | None) -> None:
        pass


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, ResponseModel):
        return _as_json(value, indent=None)
    if is_array(value):
        return _csv_cell_of_list(value)
    return _harmless(str(value))


def _csv_cell_of_list(values: list[object]) -> str:
    models = [value for value in values if isinstance(value, ResponseModel)]
    if models:
        return f"[{', '.join(_as_json(model, indent=None) for model in models)}]"
    parts = [str(value).replace(_TAG_SEPARATOR, r"\x20") for value in values]
    return _harmless(_TAG_SEPARATOR.join(parts))


def _harmless(text: str) -> str:
    # No name, tag, digest or media type begins like a formula, unless somebody means harm.
    return f"'{printable(text)}" if text.startswith(_STARTS_FORMULA) else printable(text)


def _as_json(item: ResponseModel, *, indent: int | None) -> str:
    content = item.model_dump(exclude_unset=True)
    # Everything but ASCII is escaped, and so are all control characters but this one.
    return json.dumps(content, indent=indent, default=_json_value).replace("\x7f", r"\u007f")


def _json_value(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _indented(text: str) -> str:
    return textwrap.indent(text, " " * (2 * _INDENT))
