"""Structures on the command line, in the AWS CLI's syntax: shorthand or JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ecrpublic_models.cli.json_values import is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["read_structures", "repeat_list_options"]

_PAIR = re.compile(
    r"""\s*(?P<key>[A-Za-z0-9_]+)\s*=\s*
        (?: "(?P<double>(?:[^"\\]|\\.)*)" | '(?P<single>(?:[^'\\]|\\.)*)' | (?P<plain>[^,'"]*) )
        \s*(?:,|$)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


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


def read_structures(values: Sequence[str]) -> list[dict[str, object]]:
    """Read the values of an option that takes structures.

    Args:
        values: Each of them a structure in shorthand (`key=value,key=value`) or JSON, or a JSON
            list of structures.

    Raises:
        ValueError: One is neither. The error says which, and why.
    """
    structures: list[dict[str, object]] = []
    for value in values:
        if value.lstrip().startswith(("[", "{")):
            structures += _read_json(value)
        else:
            structures.append(_read_shorthand(value))
    return structures


def _read_json(value: str) -> list[dict[str, object]]:
    try:
        content: object = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{value!r} is not JSON: {error}") from None
    entries = content if is_array(content) else [content]
    structures = [entry for entry in entries if is_object(entry)]
    if len(structures) < len(entries):
        raise ValueError(f"{value!r} is not a JSON list of objects")
    return structures


def _read_shorthand(value: str) -> dict[str, object]:
    structure: dict[str, object] = {}
    position = 0
    while position < len(value) or not structure:
        pair = _PAIR.match(value, position)
        if pair is None:
            raise ValueError(f"{value!r} is not in the form key=value,key=value")
        if pair["key"] in structure:
            raise ValueError(f"{pair['key']} stands twice in {value!r}")
        structure[pair["key"]] = _value(pair)
        position = pair.end()
    return structure


def _value(pair: re.Match[str]) -> str:
    quoted = pair["double"] if pair["double"] is not None else pair["single"]
    return pair["plain"].strip() if quoted is None else _ESCAPED.sub(r"\1", quoted)
