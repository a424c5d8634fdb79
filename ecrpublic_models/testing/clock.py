"""The time, as the emulator tells it."""

from __future__ import annotations

from moto.core.utils import unix_time

__all__ = ["now"]


def now() -> float:
    """Give moto's time in epoch seconds, to the millisecond as the service does."""
    return round(unix_time(), 3)
