"""The two streams of the process: data goes to stdout, everything else to stderr."""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import sys
from codecs import IncrementalEncoder, getincrementalencoder
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TextIO

from ecrpublic_models.cli.interruptions import Interruption
from ecrpublic_models.cli.text import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = [
    "OutputClosedError",
    "OutputCutError",
    "OutputFile",
    "confirm",
    "cut_output",
    "is_terminal",
    "lock_output",
    "output_file",
    "say",
    "say_error",
    "sync_output",
    "width_of_output",
    "write_bytes_out",
    "write_out",
]

_CLOSED = {errno.EINVAL, errno.EPIPE} if os.name == "nt" else {errno.EPIPE}  # as Windows has it
_CREDENTIALS_IN_URL = re.compile(r"(?<=://)\S+@")  # to the last @, for a password can have any
_SECRET_VARIABLES = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")
_SHORTEST_SECRET = 16  # anything shorter is a placeholder, and may be part of any word
_LONGEST_ERROR = 600
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
    with _stdout() as stream:
        if isinstance(sys.stdout, io.TextIOWrapper):
            _write_bytes(stream, _encoder(stream.encoding).encode(text.replace("\n", os.linesep)))
        else:  # where somebody has put another stream in its place
            stream.write(text)


def write_bytes_out(data: bytes) -> None:
    """Write data that is no text to stdout, all of it, now.

    Raises:
        OutputClosedError: Nobody reads stdout any more.
        OutputCutError: It can't be written, such as to a full disk, or was interrupted meanwhile.
        OSError: There is no stdout.
    """
    with _stdout() as stream:
        _write_bytes(stream, data)


@contextmanager
def _stdout() -> Generator[TextIO]:
    """Give stdout to write to, and see that what was written is out of this process."""
    stream: TextIO | None = sys.stdout
    if stream is None:  # where the process was started without one
        raise OSError(errno.EBADF, "stdout is not open")
    try:
        yield stream
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


class OutputFile(NamedTuple):
    """The file that stdout is."""

    device: int
    inode: int
    size: int
    """In bytes."""

    def is_same(self, other: OutputFile) -> bool:
        """Tell whether it is the same file, whatever its size is."""
        return (self.device, self.inode) == (other.device, other.inode)


def output_file() -> OutputFile | None:
    """Give the file that stdout is, as it is now; `None` if it is none."""
    try:
        status = os.fstat(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return OutputFile(status.st_dev, status.st_ino, status.st_size)


def cut_output(size: int) -> None:
    """Take off what the file that stdout is has beyond this size, and write from there.

    Raises:
        OSError: It can't be done.
    """
    descriptor = sys.stdout.fileno()
    os.ftruncate(descriptor, size)
    os.lseek(descriptor, 0, os.SEEK_END)


def lock_output() -> bool:
    """Keep other runs from writing to the file that stdout is, for as long as this one lives.

    Returns:
        Whether there is no other. Where there are no locks, nobody can tell.
    """
    if output_file() is None:
        return True
    try:
        import fcntl

        fcntl.flock(sys.stdout.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        pass
    return True


def sync_output() -> None:
    """See that what was written to stdout is on the disk, if it is a file.

    Raises:
        OSError: The disk has failed.
    """
    if output_file() is not None:
        os.fsync(sys.stdout.fileno())


def say(message: str) -> None:
    """Say something to the user: one line on stderr, whatever is in it, and never a secret.

    If stderr can't be written there is nobody to tell, and nothing happens.
    """
    _say_line(_tidy(message))


def say_error(message: str) -> None:
    """Say what went wrong, as `say` does, but not at any length: it may be a whole HTML page."""
    _say_line(f"error: {shortened(_tidy(message), _LONGEST_ERROR)}")


def confirm(text: str, question: str) -> bool:
    """Show something at the terminal, ask about it, and tell whether the answer is yes.

    It is not, if it could not be shown or asked.
    """
    with suppress(ImportError, OSError, ValueError):
        import termios

        # What was typed before the question is no answer to it.
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    if not _show(f"{text}ecrpublic: {_tidy(question)} [y/N] "):
        return False
    return sys.stdin.readline().lower() in {"y\n", "yes\n"}


def _show(text: str) -> bool:
    stream: object = sys.stderr
    if not isinstance(stream, io.TextIOBase):
        return False
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):
        return False
    return True


def _say_line(line: str) -> None:
    _show(f"ecrpublic: {line}\n")


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
