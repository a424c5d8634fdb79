"""Logos: which images the service takes for one."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["refusal_of_logo"]

_SMALLEST, _LARGEST = 60, 2048
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# The markers of a JPEG that begin a frame, which has its size.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


class _Size(NamedTuple):
    width: int
    height: int


def refusal_of_logo(content: bytes) -> str | None:
    """Say why an image can't be a logo; `None` if it can."""
    size = _size_of(content)
    if size is None:
        return "Member must be a PNG or JPEG image"
    if not all(_SMALLEST <= length <= _LARGEST for length in size):
        return f"Member must have from {_SMALLEST} to {_LARGEST} pixels in width and height"
    return None


def _size_of(content: bytes) -> _Size | None:
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= len(_PNG) + 16:
        return _Size(*(int.from_bytes(content[at : at + 4]) for at in (16, 20)))
    return _size_of_jpeg(content) if content.startswith(_JPEG) else None


def _size_of_jpeg(content: bytes) -> _Size | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] == 0xFF:  # markers may be filled up
            at += 1
            continue
        if content[at + 1] in _FRAMES:
            height, width = (int.from_bytes(content[at + n : at + n + 2]) for n in (5, 7))
            return _Size(width, height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None
