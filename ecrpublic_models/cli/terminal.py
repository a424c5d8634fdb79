"""The two streams of the process: data goes to stdout, everything else to stderr."""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import sys
from codecs import IncrementalEncoder, getincrementalencoder
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO, TextIO

from ecrpublic_models.cli.interruptions import Interruption
from ecrpublic_models.cli.text import printable, shortened

__all__ = [
    "OutputClosedError",
    "OutputCutError",
    "confirm",
    "continue_output",
    "is_terminal",
    "say",
    "say_error",
    "show",
    "sync_output",
    "width_of_output",
    "write_out",
]

_CLOSED = frozenset({errno.EPIPE, errno.EINVAL})  # Windows has EINVAL for a closed pipe
_CREDENTIALS_IN_URL = re.compile(r"(?<=://)\S+@")  # to the last @, for a password can have any
_SECRET_VARIABLES = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")
_SHORTEST_SECRET = 16  # anything shorter is a placeholder, and may be part of any word
_LONGEST_ERROR = 600
_BLOCK = 65536
_USUAL_WIDTH = 80


class OutputClosedError(Exception):
    """Nobody reads stdout any more, as when `head` has enough."""


class OutputCutError(Exception):
    """Something was not written to its end, so that the output is not whole.

    Attributes:
        reason: Why: an `OSError`, or an interruption.
    """

    def __init__(self, reason: OSError | Interruption) -> None:
        super().__init__(str(reason))
        self.reason = reason


def is_terminal(stream: object) -> bool:
    """Tell whether a stream of this process shows on a terminal."""
    return isinstance(stream, io.TextIOBase) and not stream.closed and stream.isatty()


def width_of_output() -> int:
    """Tell how wide stdout is; 80, as the AWS CLI has it, where it is no terminal."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_WIDTH
    except (AttributeError, OSError, ValueError):
        return _USUAL_WIDTH


def write_out(text: str) -> None:
    """Write data to stdout, all of it, now.

    What the stream's encoding does not have is written as an escape.

    Raises:
        OutputClosedError: Nobody reads stdout any more.
        OutputCutError: It can't be written, such as to a full disk, or was interrupted meanwhile.
        OSError: There is no stdout.
    """
    stream: TextIO | None = sys.stdout
    if stream is None:  # where the process was started without one
        raise OSError(errno.EBADF, "stdout is not open")
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            _write_bytes(stream, _encoder(stream.encoding).encode(text.replace("\n", os.linesep)))
        else:  # where somebody has put another stream in its place
            stream.write(text)
        stream.flush()
    except (OSError, Interruption) as error:
        _give_up_stdout()
        if isinstance(error, OSError) and error.errno in _CLOSED:
            raise OutputClosedError from None
        raise OutputCutError(error) from error


def _write_bytes(stream: TextIO, data: bytes) -> None:
    # Without a buffer (PYTHONUNBUFFERED) a signal can end a write early, and the stream's own
    # `write` would not notice.
    while data:
        data = data[stream.buffer.write(data) :]


@cache
def _encoder(encoding: str) -> IncrementalEncoder:
    # One for all that is written, since some encodings begin with a mark, and only once.
    return getincrementalencoder(encoding)("backslashreplace")


def continue_output() -> bool:
    """See that lines can be added to what an earlier run has written to stdout.

    A line that was not written to its end, as by a process that was killed, is taken off.

    Returns:
        Whether there are lines already: whether stdout is a file that is not empty.
    """
    try:
        descriptor = sys.stdout.fileno()
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size == 0:
            return False
        with Path(f"/dev/fd/{descriptor}").open("rb") as written:
            end = _end_of_lines(written, status.st_size)
        os.ftruncate(descriptor, end)
        os.lseek(descriptor, 0, os.SEEK_END)
    except (AttributeError, OSError, ValueError):  # where it is no file, or can't be read
        return False
    return end > 0


def _end_of_lines(file: BinaryIO, size: int) -> int:
    """Find where the last whole line ends."""
    while size:
        start = max(0, size - _BLOCK)
        file.seek(start)
        found = file.read(size - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        size = start
    return 0


def sync_output() -> None:
    """See that what was written to stdout is on the disk, if it is a file."""
    with suppress(AttributeError, OSError, ValueError):
        os.fsync(sys.stdout.fileno())


def say(message: str) -> None:
    """Say something to the user: one line on stderr, whatever is in it, and never a secret.

    If stderr can't be written there is nobody to tell, and nothing happens.
    """
    _say_line(_tidy(message))


def say_error(message: str) -> None:
    """Say what went wrong, as `say` does, but not at any length: it may be a whole HTML page."""
    _say_line(f"error: {shortened(_tidy(message), _LONGEST_ERROR)}")


def show(text: str) -> None:
    """Show text, which is safe to show, on stderr as it is."""
    stream: object = sys.stderr
    if not isinstance(stream, io.TextIOBase):
        return
    with suppress(OSError, ValueError):
        stream.write(text)
        stream.flush()


def confirm(question: str) -> bool:
    """Ask somebody at the terminal, and tell whether the answer is yes."""
    show(f"ecrpublic: {_tidy(question)} [y/N] ")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _say_line(line: str) -> None:
    show(f"ecrpublic: {line}\n")


def _tidy(message: str) -> str:
    return printable(" ".join(_without_secrets(message).split()))


def _give_up_stdout() -> None:
    # What is left in its buffer would fail again when the interpreter ends, with words of its own.
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _without_secrets(message: str) -> str:
    message = _CREDENTIALS_IN_URL.sub("***@", message)
    for variable in _SECRET_VARIABLES:
        # In parts, since a stray line end is shown otherwise than it is.
        for secret in os.environ.get(variable, "").split():
            if len(secret) >= _SHORTEST_SECRET:
                message = message.replace(secret, "***")
    return message
