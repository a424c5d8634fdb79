"""Lists on the command line, in the part of the AWS CLI's syntax that they need."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ecrpublic_models.cli.json_values import is_array, is_object
from ecrpublic_models.cli.text import abridged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["read_strings", "read_structures", "repeat_list_options"]

_PAIR = re.compile(
    r"""\s*(?P<key>[A-Za-z0-9_]+)\s*=\s*
        (?: (?P<quote>["'])(?P<quoted>(?:\\.|(?!(?P=quote))[^\\])*)(?P=quote)
          | (?P<plain>(?:\\,|[^,'"])*) )
        \s*(?:,(?!\s*\Z)|\Z)""",
    re.VERBOSE | re.DOTALL,
)


def repeat_list_options(arguments: Iterable[str], options: frozenset[str]) -> list[str]:
    """Put `--option a b` as `--option a --option b`, for options that take several values.

    Args:
        arguments: The command line.
        options: The names of those options.
    """
    repeated: list[str] = []
    option: str | None = None
    values = 0
    for argument in arguments:
        if argument.startswith("-"):
            option, values = (argument if argument in options else None), 0
        elif option is not None:
            values += 1
            if values > 1:
                repeated.append(option)
        repeated.append(argument)
    return repeated


def read_strings(values: Sequence[str]) -> list[object]:
    """Read the values of an option that takes strings, none of which begins with a bracket.

    Args:
        values: Each of them a string, or a JSON list of strings.

    Raises:
        ValueError: One is neither. The error says which, and why.
    """
    strings: list[object] = []
    for value in values:
        strings += _read_json_list(value) if value.lstrip().startswith("[") else [value]
    return strings


def read_structures(values: Sequence[str]) -> list[object]:
    """Read the values of an option that takes structures.

    Args:
        values: Each of them a structure in shorthand (`key=value,key=value`) or JSON, or a JSON
            list of structures.

    Raises:
        ValueError: One is neither. The error says which, and why.
    """
    structures: list[object] = []
    for value in values:
        if value.lstrip().startswith(("[", "{")):
            entries = _read_json_list(value)
            if not all(map(is_object, entries)):
                raise ValueError(f"{abridged(value)} is not a JSON list of objects")
            structures += entries
        else:
            structures.append(_read_shorthand(value))
    return structures


def _read_json_list(value: str) -> list[object]:
    """Read a list, or a list's only entry."""
    try:
        content: object = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{abridged(value)} is not JSON: {error}") from None
    return content if is_array(content) else [content]


def _read_shorthand(value: str) -> dict[str, str]:
    structure: dict[str, str] = {}
    position = 0
    while position < len(value) or not structure:
        pair = _PAIR.match(value, position)
        if pair is None:
            raise ValueError(f"{abridged(value)} is not in the form key=value,key=value")
        if pair["key"] in structure:
            raise ValueError(f"{pair['key']} is given twice in {abridged(value)}")
        structure[pair["key"]] = _value(pair)
        position = pair.end()
    return structure


def _value(pair: re.Match[str]) -> str:
    quote = pair["quote"]
    if quote is None:
        return pair["plain"].replace(r"\,", ",").rstrip()
    return re.sub(rf"\\([\\{quote}])", r"\1", pair["quoted"])
