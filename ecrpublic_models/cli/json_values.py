"""Values of JSON: what they are, what models are as such, and how they are written."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import BaseModel

__all__ = [
    "INDENT",
    "given_members",
    "is_array",
    "is_object",
    "plain_items",
    "to_indented_json",
    "to_json",
]

INDENT = 4
"""The spaces before each level, as the AWS CLI has them."""
_NOT_PLAIN = re.compile(r"[^\n -~]")


def is_array(value: object) -> TypeGuard[list[object]]:
    """Whether it is an array."""
    return isinstance(value, list)


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Whether it is an object, whose names are always strings."""
    return isinstance(value, dict)


def given_members(items: Sequence[BaseModel]) -> list[dict[str, object]]:
    """Give the members that models were given. Times stay what they are."""
    return [item.model_dump(exclude_unset=True) for item in items]


def plain_items(items: Sequence[BaseModel]) -> list[dict[str, object]]:
    """Give the members that models were given, as JSON has them."""
    return [{name: _plain(value) for name, value in one.items()} for one in given_members(items)]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if is_object(value):
        return {name: _plain(member) for name, member in value.items()}
    if is_array(value):
        return [*map(_plain, value)]
    return value


def to_json(value: object) -> str:
    """Write a value, in which there may be times, on one line.

    What can't be shown is escaped, and so is all but ASCII where stdout's encoding is not one of
    Unicode's.
    """
    return _shown(_encoder()(value))


def to_indented_json(value: object, level: int = 0) -> str:
    """Write a value on as many lines as the AWS CLI does.

    Args:
        value: The value.
        level: How deep in a document it stands.
    """
    return _shown(_indented(value, "\n" + " " * (INDENT * level), _encoder()))


def _indented(value: object, margin: str, encode: Callable[[object], str]) -> str:
    # The encoder's own indentation takes four times as long.
    inner = margin + " " * INDENT
    if is_object(value) and value:
        members = [
            f"{inner}{encode(name)}: {_indented(member, inner, encode)}"
            for name, member in value.items()
        ]
        return f"{{{','.join(members)}{margin}}}"
    if is_array(value) and value:
        entries = [f"{inner}{_indented(entry, inner, encode)}" for entry in value]
        return f"[{','.join(entries)}{margin}]"
    return encode(value)


def _encoder() -> Callable[[object], str]:
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    return _encoders()[encoding.startswith("utf")]


@cache
def _encoders() -> tuple[Callable[[object], str], Callable[[object], str]]:
    """Give what encodes for streams without Unicode, and with it."""
    escaping, other = (
        json.JSONEncoder(ensure_ascii=ensure_ascii, default=_plain_time).encode
        for ensure_ascii in (True, False)
    )
    return escaping, other


def _plain_time(value: datetime) -> str:
    return value.isoformat()


def _shown(text: str) -> str:
    return text if text.isascii() and "\x7f" not in text else _NOT_PLAIN.sub(_escaped, text)


def _escaped(character: re.Match[str]) -> str:
    return character[0] if character[0].isprintable() else json.dumps(character[0])[1:-1]
