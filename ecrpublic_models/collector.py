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

    By the collector's threshold: `gc.isenabled()`, `gc.disable()` and `gc.collect()` work as ever.
    """
    global _thresholds  # noqa: PLW0603 - the collector is the process's, and so is its pause
    pausing, found = _pausing, gc.get_threshold()
    if found[0] == 0 or not gc.isenabled() or not pausing.acquire(blocking=False):
        yield
        return
    try:
        _thresholds = found
        gc.set_threshold(0)
        yield
    finally:
        if gc.get_threshold()[0] == 0:  # not set by anybody else meanwhile
            gc.set_threshold(*found)
        pausing.release()


def _end_pause() -> None:
    # The thread that had begun it may not be there in the child.
    global _pausing  # noqa: PLW0603 - the same
    if _pausing.locked():
        gc.set_threshold(*_thresholds)
        _pausing = Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_end_pause)
