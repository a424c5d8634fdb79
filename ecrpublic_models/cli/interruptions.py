"""Ctrl-C and SIGTERM as exceptions, which wait while something is written that must be whole."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from ecrpublic_models.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import FrameType

__all__ = ["Interruption", "interruptible", "uninterrupted"]

_EXIT_CODES = {signal.SIGINT: ExitCode.INTERRUPTED, signal.SIGTERM: ExitCode.TERMINATED}


class Interruption(KeyboardInterrupt):
    """The user pressed Ctrl-C, or the process was told to end.

    Attributes:
        exit_code: How the process is to end.
    """

    def __init__(self, exit_code: ExitCode) -> None:
        super().__init__()
        self.exit_code = exit_code


class _Signals:
    """What has come: the first signal can wait, any further one means now."""

    def __init__(self) -> None:
        self.one_came = False
        self.held = False
        self.waiting: Interruption | None = None

    def take(self, number: int, _: FrameType | None) -> None:
        interruption = Interruption(_EXIT_CODES[signal.Signals(number)])
        waits = self.held and not self.one_came
        self.one_came = True
        if not waits:
            raise interruption
        self.waiting = interruption


_signals = _Signals()  # like the process's signals, there is but one


@contextmanager
def interruptible() -> Generator[None]:
    """Raise `Interruption` on Ctrl-C and SIGTERM, save where they were ignored before.

    Only in the main thread, which alone has to do with signals.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _EXIT_CODES}
    taken = {n: handler for n, handler in before.items() if handler not in {signal.SIG_IGN, None}}
    _signals.one_came, _signals.waiting = False, None
    for number in taken:
        signal.signal(number, _signals.take)
    try:
        yield
    finally:
        for number, handler in taken.items():
            signal.signal(number, handler)


@contextmanager
def uninterrupted() -> Generator[None]:
    """Let the first interruption wait until the end of this. A second one does not wait.

    Raises:
        Interruption: One has waited, or a second one came.
    """
    _signals.held = True
    try:
        yield
    finally:
        _signals.held = False
        interruption, _signals.waiting = _signals.waiting, None
    if interruption is not None:
        raise interruption
