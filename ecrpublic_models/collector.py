"""Keeps the garbage collector off what is only just being built.

None of it can be garbage yet. But it is so much that the collector would come several times, and go
through all of it, for about as much time as the building takes.
"""

from __future__ import annotations

import gc
import os
from threading import Lock

__all__ = ["CollectorPause"]

# One thread at a time, so that the pauses of several do not join into a long one.
_pausing = Lock()
_thresholds = gc.get_threshold()


class CollectorPause:
    """Pauses automatic collections, unless they are off already, or paused by somebody else.

    By the collector's threshold: `gc.isenabled()`, `gc.disable()` and `gc.collect()` work as ever.

    What is put off begins with the next object that is made. So where what was built is handed on
    without making another, as a generator does, and takes the place of what was built before, that
    is gone by then, and there is nothing to go through.
    """

    __slots__ = ("_found", "_held")

    def __init__(self) -> None:
        self._found = gc.get_threshold()
        self._held: Lock | None = None

    def __enter__(self) -> None:
        global _thresholds  # noqa: PLW0603 - the collector is the process's, and so is its pause
        pausing = _pausing
        if self._found[0] == 0 or not gc.isenabled() or not pausing.acquire(blocking=False):
            return
        self._held = pausing
        _thresholds = self._found
        gc.set_threshold(0)

    def __exit__(self, *_: object) -> None:
        if self._held is None:
            return
        self._held.release()
        if gc.get_threshold()[0] == 0:  # not set by anybody else meanwhile
            gc.set_threshold(*self._found)


def _end_pause() -> None:
    # The thread that had begun it may not be there in the child.
    global _pausing  # noqa: PLW0603 - the same
    if _pausing.locked():
        gc.set_threshold(*_thresholds)
        _pausing = Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_end_pause)
