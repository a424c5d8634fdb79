"""Values as text for people: sizes, times, and strings that are safe to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "abridged",
    "count_of",
    "flowing",
    "printable",
    "readable_size",
    "readable_time",
    "shortened",
]

_THOUSAND = 1000
_UNITS = ("kB", "MB", "GB", "TB", "PB")
_LONGEST_VALUE = 80


def printable(text: str) -> str:
    r"""Put what must not reach a terminal raw (control characters and the like) as `\x1b`."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def abridged(value: object) -> str:
    """Show a value that somebody typed, on one line and not too long of it."""
    text = shortened(printable(str(value)), _LONGEST_VALUE)
    return text if text.removeprefix("-").isdecimal() else f"'{text}'"


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long, and show that it is cut."""
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def count_of(number: int, singular: str, plural: str) -> str:
    """Say how many, such as `1 image` or `2 images`."""
    return f"{number} {singular if number == 1 else plural}"


def flowing(docstring: str) -> str:
    """Put each paragraph on one line, since typer would wrap lines again that are wrapped here."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in docstring.split("\n\n"))


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
