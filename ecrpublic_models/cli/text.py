"""Values as text for people: sizes, times, and strings that are safe to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["abridged", "count_of", "printable", "readable_size", "readable_time"]

_THOUSAND = 1000
_UNITS = ("kB", "MB", "GB", "TB", "PB")
_LONGEST = 80


def printable(text: str) -> str:
    r"""Put what must not reach a terminal raw (control characters and the like) as `\x1b`."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def abridged(value: object) -> str:
    """Show a value that somebody typed, on one line and not too long of it."""
    text = printable(str(value))
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 3]}..."
    return text if text.removeprefix("-").isdecimal() else f"'{text}'"


def count_of(number: int, singular: str, plural: str) -> str:
    """Say how many, such as `1 image` or `2 images`."""
    return f"{number} {singular if number == 1 else plural}"


def readable_size(size: int) -> str:
    """Say a size in decimal units, as Docker does: 1 MB is 1,000,000 bytes."""
    if abs(size) < _THOUSAND:
        return f"{size} B"
    value, power = size / _THOUSAND, 0
    # What would round up to 1000.0 is 1.0 of the next unit.
    while round(abs(value), 1) >= _THOUSAND and power + 1 < len(_UNITS):
        value, power = value / _THOUSAND, power + 1
    return f"{value:.1f} {_UNITS[power]}"


def readable_time(time: datetime) -> str:
    """Say a time to the second, in its own time zone, without naming that."""
    return f"{time:%Y-%m-%d %H:%M:%S}"
