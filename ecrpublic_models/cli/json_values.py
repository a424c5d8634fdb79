"""Values of JSON: what they are, what models are as such, and how they are written."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

__all__ = ["INDENT", "is_array", "is_object", "plain_items", "to_json"]

INDENT = 4
"""The spaces before each level, as the AWS CLI has them."""
_NOT_PLAIN = re.compile(r"[^\n -~]")


def is_array(value: object) -> TypeGuard[list[object]]:
    """Whether it is an array."""
    return isinstance(value, list)


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Whether it is an object, whose names are always strings."""
    return isinstance(value, dict)


def plain_items(items: Sequence[BaseModel]) -> list[dict[str, object]]:
    """Give models as JSON has them, each with the members that it was given."""
    given = [item.model_dump(exclude_unset=True) for item in items]
    plain: list[dict[str, object]] = json.loads(json.dumps(given, default=_plain))
    return plain


def to_json(value: object, *, indent: int | None = None) -> str:
    """Write a value, or a dump of a model, as the AWS CLI does.

    What can't be shown is escaped, and so is all but ASCII where stdout's encoding is not one of
    Unicode's.
    """
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    text = json.dumps(
        value, indent=indent, default=_plain, ensure_ascii=not encoding.startswith("utf")
    )
    return _NOT_PLAIN.sub(_shown, text)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _shown(character: re.Match[str]) -> str:
    return character[0] if character[0].isprintable() else json.dumps(character[0])[1:-1]
