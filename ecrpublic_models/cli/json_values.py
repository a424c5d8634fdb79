"""What a value is in JSON, as far as its type tells."""

from __future__ import annotations

from typing import TypeGuard

__all__ = ["is_array", "is_object"]


def is_array(value: object) -> TypeGuard[list[object]]:
    """Whether it is an array."""
    return isinstance(value, list)


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Whether it is an object, whose names are always strings."""
    return isinstance(value, dict)
