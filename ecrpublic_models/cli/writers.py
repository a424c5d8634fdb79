"""Writing a listing to stdout, page by page where its form of output allows."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from pydantic import BaseModel

from ecrpublic_models.cli.documents import JsonArray, OutputFormat, format_lines, format_value
from ecrpublic_models.cli.interruptions import Interruption, uninterrupted
from ecrpublic_models.cli.json_values import INDENT, given_members, plain_items, to_json
from ecrpublic_models.cli.table import Table
from ecrpublic_models.cli.terminal import (
    OutputClosedError,
    OutputCutError,
    is_terminal,
    width_of_output,
    write_out,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from ecrpublic_models.cli.queries import DocumentQuery
    from ecrpublic_models.cli.views import View

__all__ = ["Output", "Writer", "writer_for", "writing"]

ItemT = TypeVar("ItemT", bound=BaseModel)
ItemT_contra = TypeVar("ItemT_contra", bound=BaseModel, contravariant=True)


class Writer(Protocol[ItemT_contra]):
    """Writes a listing.

    Both methods:

    Raises:
        OutputClosedError: Nobody reads stdout any more.
        OutputCutError: It can't be written, or was interrupted meanwhile.
        QueryError: A query can't be evaluated.
    """

    streams: bool
    """Whether each page is written as it comes in, rather than many of them at once."""
    tells_token: bool
    """Whether the output itself says where to resume."""
    needs_all: bool
    """Whether the output says something of the whole, so that a part of it would be wrong."""
    makes_rows: bool
    """Whether what several runs write is one listing, one after the other."""

    def write(self, items: Sequence[ItemT_contra]) -> None:
        """Take the items of a page."""
        ...

    def close(self, resume_token: str | None) -> None:
        """Finish what was begun, so that all items taken are in the output and it is whole.

        Called once after the last page, and also when the listing has failed after some page,
        unless the writer needs all.
        """
        ...


def writer_for(
    output: OutputFormat | None,
    view: View[ItemT],
    expression: str | None = None,
    *,
    heading: bool = True,
) -> Writer[ItemT]:
    """Give the writer of a listing.

    Args:
        output: The form of output; by default a table and, of what a query finds, json.
        view: How the items are shown.
        expression: A query in JMESPath: what to write of the document.
        heading: Whether csv begins with one, unless rows of an earlier run stand before it.

    Raises:
        BadOptionError: The expression can't be parsed.
    """
    if expression is not None:
        from ecrpublic_models.cli.queries import DocumentQuery

        query = DocumentQuery(expression, view.source.result_key)
        output = output or OutputFormat.JSON
        if query.picks_items and output is OutputFormat.JSON:
            return _FoundItemsWriter(query)
        if query.picks_items and output is OutputFormat.JSONL:
            return _JsonLinesWriter(query)
        return _FoundWriter(view, output, query)
    match output or OutputFormat.TABLE:
        case OutputFormat.TABLE:
            return _TableWriter(view)
        case OutputFormat.JSON:
            return _JsonWriter(view)
        case OutputFormat.JSONL:
            return _JsonLinesWriter(None)
        case OutputFormat.CSV:
            return _CsvWriter(view, heading=heading)
        case OutputFormat.TEXT:
            return _TextWriter(view)


class Output(Generic[ItemT]):
    """What is being written of a listing.

    Args:
        writer: What writes it.

    Attributes:
        token: Where to resume: right after what is written.
        is_begun: Whether anything is written.
    """

    def __init__(self, writer: Writer[ItemT]) -> None:
        self._writer = writer
        self.token: str | None = None
        self.is_begun: bool = False

    def write(self, items: Sequence[ItemT], token: str | None = None) -> None:
        """Write the items of a page, after which the token resumes."""
        self._writer.write(items)
        self.token, self.is_begun = token, True

    def close(self) -> None:
        """Finish what was begun."""
        try:
            self._writer.close(self.token)
        except Interruption as second:  # the first one waits
            raise OutputCutError(second) from second


@contextmanager
def writing(writer: Writer[ItemT]) -> Generator[Output[ItemT]]:
    """Write a listing, and finish at the end what was begun.

    After an error, too, unless nothing is written, the writer needs all or it can't write.
    """
    output = Output(writer)
    try:
        yield output
    except (OutputClosedError, OutputCutError):
        raise
    except (Exception, Interruption):
        if output.is_begun and not writer.needs_all:
            with suppress(OutputClosedError, Interruption), uninterrupted():
                output.close()
        raise
    with uninterrupted():
        output.close()


class _TableWriter(Generic[ItemT]):
    """A table for people."""

    streams = True
    tells_token = False
    needs_all = False
    makes_rows = False

    def __init__(self, view: View[ItemT]) -> None:
        self._table = Table(view.columns, on_terminal=is_terminal(sys.stdout))
        self._begun = False

    def write(self, items: Sequence[ItemT]) -> None:
        rows = self._table.rows(items)
        if rows:
            text = self._table.text(rows)
            write_out(text if self._begun else f"{self._table.heading()}{text}")
            self._begun = True

    def close(self, resume_token: str | None) -> None:  # noqa: ARG002 - other writers need it
        if not self._begun:
            write_out(self._table.heading())


class _JsonWriter(Generic[ItemT]):
    """One JSON document, as the AWS CLI prints it, but written as its items come in."""

    streams = True
    tells_token = True
    needs_all = False
    makes_rows = False

    def __init__(self, view: View[ItemT]) -> None:
        self._start = f'{{\n{" " * INDENT}"{view.source.result_key}": '
        self._array = JsonArray(level=1)

    def write(self, items: Sequence[ItemT]) -> None:
        if items:
            write_out(f"{self._start}{self._array.add(given_members(items))}")
            self._start = ""

    def close(self, resume_token: str | None) -> None:
        text = f"{self._start}{self._array.end()}"
        if resume_token is not None:
            text += f',\n{" " * INDENT}"NextToken": {to_json(resume_token)}'
        write_out(f"{text}\n}}\n")


class _FoundItemsWriter:
    """What a query finds in the items, as one JSON array."""

    streams = True
    tells_token = False
    needs_all = False
    makes_rows = False

    def __init__(self, query: DocumentQuery) -> None:
        self._query = query
        self._array = JsonArray()

    def write(self, items: Sequence[BaseModel]) -> None:
        write_out(self._array.add(self._query.search_items(plain_items(items))))

    def close(self, resume_token: str | None) -> None:  # noqa: ARG002 - other writers need it
        write_out(f"{self._array.end()}\n")


class _JsonLinesWriter:
    """One line of JSON for each item, or for each thing that a query finds in the items."""

    streams = True
    tells_token = False
    needs_all = False
    makes_rows = True

    def __init__(self, query: DocumentQuery | None) -> None:
        self._query = query

    def write(self, items: Sequence[BaseModel]) -> None:
        if self._query is not None:
            write_out(format_lines(self._query.search_items(plain_items(items))))
        else:
            write_out(format_lines(given_members(items)))

    def close(self, resume_token: str | None) -> None:
        pass


class _CsvWriter(Generic[ItemT]):
    """Comma-separated values: a header with the service's names, then one line for each item."""

    streams = True
    tells_token = False
    needs_all = False
    makes_rows = True

    def __init__(self, view: View[ItemT], *, heading: bool) -> None:
        self._names = list(view.source.item.model_fields)
        self._heading = [self._names] if heading else []

    def write(self, items: Sequence[ItemT]) -> None:
        from ecrpublic_models.cli.csv_lines import csv_lines

        rows = ([item.get(name) for name in self._names] for item in given_members(items))
        write_out(csv_lines([*self._heading, *rows]))
        self._heading = []

    def close(self, resume_token: str | None) -> None:  # noqa: ARG002 - other writers need it
        if self._heading:
            self.write([])


class _TextWriter(Generic[ItemT]):
    """Each page as the AWS CLI prints it as text."""

    streams = True
    tells_token = True
    needs_all = False
    makes_rows = False

    def __init__(self, view: View[ItemT]) -> None:
        self._key = view.source.result_key

    def write(self, items: Sequence[ItemT]) -> None:
        from ecrpublic_models.cli.aws_text import format_text

        write_out(format_text({self._key: plain_items(items)}))

    def close(self, resume_token: str | None) -> None:
        from ecrpublic_models.cli.aws_text import format_text

        if resume_token is not None:
            write_out(format_text({"NextToken": {"NextToken": resume_token}}))


class _FoundWriter(Generic[ItemT]):
    """What a query finds in the whole document."""

    streams = False
    tells_token = False
    needs_all = True
    makes_rows = False

    def __init__(self, view: View[ItemT], output: OutputFormat, query: DocumentQuery) -> None:
        self._source = view.source
        self._output = output
        self._query = query
        self._items: list[object] = []

    def write(self, items: Sequence[ItemT]) -> None:
        self._items += plain_items(items)

    def close(self, resume_token: str | None) -> None:
        document: dict[str, object] = {self._source.result_key: self._items}
        if resume_token is not None:
            document["NextToken"] = resume_token
        found = self._query.search(document)
        write_out(format_value(found, self._output, self._source.name, width_of_output()))
