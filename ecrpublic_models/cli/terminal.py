"""The two streams of the process: data goes to stdout, everything else to stderr."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from contextlib import suppress

from ecrpublic_models.cli.text import printable

__all__ = ["OutputClosedError", "is_terminal", "say", "write_out"]

_CLOSED = frozenset({errno.EPIPE, errno.EINVAL})  # Windows has EINVAL for a closed pipe
_CREDENTIALS_IN_URL = re.compile(r"(?<=://)[^/@\s\"']+@")
_SECRET_VARIABLES = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")
_SHORTEST_SECRET = 16  # anything shorter is a placeholder, and may be part of any word


class OutputClosedError(Exception):
    """Nobody reads stdout any more, as when `head` has enough."""


def is_terminal(stream: object) -> bool:
    """Tell whether a stream of this process shows on a terminal."""
    return isinstance(stream, io.TextIOBase) and not stream.closed and stream.isatty()


def write_out(text: str) -> None:
    """Write data to stdout, all of it, now.

    What the stream's encoding does not have is written as an escape.

    Raises:
        OutputClosedError: Nobody reads stdout any more.
        OSError: It can't be written, such as to a full disk.
    """
    stream: object = sys.stdout
    if not isinstance(stream, io.TextIOBase):  # None where the process was started without one
        raise OSError(errno.EBADF, "stdout is not open")
    if isinstance(stream, io.TextIOWrapper) and stream.errors != "backslashreplace":
        stream.reconfigure(errors="backslashreplace")
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _give_up_stdout()
        if error.errno in _CLOSED:
            raise OutputClosedError from None
        raise


def say(message: str) -> None:
    """Say something to the user: one line on stderr, whatever is in it, and never a secret.

    If stderr can't be written there is nobody to tell, and nothing happens.
    """
    stream: object = sys.stderr
    if not isinstance(stream, io.TextIOBase):
        return
    line = printable(" ".join(_without_secrets(message).split()))
    with suppress(OSError, ValueError):
        stream.write(f"ecrpublic: {line}\n")
        stream.flush()


def _give_up_stdout() -> None:
    # What is left in its buffer would fail again when the interpreter ends, with words of its own.
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _without_secrets(message: str) -> str:
    message = _CREDENTIALS_IN_URL.sub("***@", message)
    for variable in _SECRET_VARIABLES:
        secret = os.environ.get(variable, "")
        if len(secret) >= _SHORTEST_SECRET:
            message = message.replace(secret, "***")
    return message
