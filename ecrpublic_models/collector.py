"""Keeps the garbage collector off what is only just being built.

None of it can be garbage yet. But it is so much that the collector would come several times, and go
through all of it, for about as much time as the building takes.
"""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

# One thread at a time, so that the pauses of several do not join into a long one.
_pausing = Lock()
_thresholds = gc.get_threshold()


@contextmanager
def collector_paused() -> Generator[None]:
    """Pause automatic collections, unless they are off already, or paused by another thread.

    `gc.isenabled()` and `gc.collect()` work as ever meanwhile, and so does `gc.disable()`.
    """
    global _thresholds  # noqa: PLW0603 - the collector is the process's, and so is its pause
    found = gc.get_threshold()
    if found[0] == 0 or not gc.isenabled() or not _pausing.acquire(blocking=False):
        yield
        return
    try:
        _thresholds = found
        gc.set_threshold(0)
        yield
    finally:
        gc.set_threshold(*found)
        _pausing.release()


def _end_pause() -> None:
    # The thread that had made it is not there in the child.
    if _pausing.locked():
        gc.set_threshold(*_thresholds)
        _pausing.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_end_pause)
