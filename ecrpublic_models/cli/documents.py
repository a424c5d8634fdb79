"""Values of JSON in each form of output."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ecrpublic_models.cli.json_values import INDENT, is_array, to_indented_json, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["JsonArray", "ListingFormat", "OutputFormat", "format_lines", "format_value"]


class OutputFormat(StrEnum):
    """What `--output` can be: forms of text."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TEXT = "text"


class ListingFormat(StrEnum):
    """What `--output` of a listing can be: any of those, or a file of columns."""

    TABLE = OutputFormat.TABLE
    JSON = OutputFormat.JSON
    JSONL = OutputFormat.JSONL
    CSV = OutputFormat.CSV
    TEXT = OutputFormat.TEXT
    PARQUET = "parquet"


def format_value(value: object, output: OutputFormat, title: str, width: int) -> str:
    """Give a value in a form of output. Those of the AWS CLI are as it prints them.

    Args:
        value: The value.
        output: The form.
        title: What stands above a table: an operation's name.
        width: How wide a table may be.
    """
    match output:
        case OutputFormat.JSON:
            return "" if value == {} else f"{to_indented_json(value)}\n"
        case OutputFormat.JSONL:
            return format_lines(value if is_array(value) else [value])
        case OutputFormat.CSV:
            from ecrpublic_models.cli.csv_lines import csv_of_value

            return csv_of_value(value)
        case OutputFormat.TEXT:
            from ecrpublic_models.cli.aws_text import format_text

            return format_text(value)
        case OutputFormat.TABLE:
            from ecrpublic_models.cli.aws_table import format_table

            return format_table(title, value, width)


def format_lines(values: Sequence[object]) -> str:
    """Give each value as a line of JSON."""
    return "".join(f"{to_json(value)}\n" for value in values)


class JsonArray:
    """An array of JSON, laid out as the AWS CLI does, whose entries come bit by bit.

    Args:
        level: How deep in a document it stands.
    """

    def __init__(self, level: int = 0) -> None:
        self._level = level
        self._margin = "\n" + " " * (INDENT * level)
        self._separator = "["

    def add(self, values: Sequence[object]) -> str:
        """Give the text for further entries."""
        parts: list[str] = []
        for value in values:
            parts += (
                f"{self._separator}{self._margin}{' ' * INDENT}",
                to_indented_json(value, self._level + 1),
            )
            self._separator = ","
        return "".join(parts)

    def end(self) -> str:
        """Give the text for its end."""
        return "[]" if self._separator == "[" else f"{self._margin}]"
