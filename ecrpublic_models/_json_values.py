"""What a value is that came as JSON, in words that type checkers understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeGuard


def is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    """Tell whether it is an object of JSON, or any other mapping."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Tell whether it is a list."""
    return isinstance(value, (list, tuple))


def is_unicode(text: str) -> bool:
    """Tell whether a text can be written, as one with a lone surrogate can't."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
