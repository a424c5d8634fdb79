"""The exit codes: those of the AWS CLI version 2."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """How the command ended."""

    SUCCESS = 0
    """All went well, or nobody wants to read further output."""
    INCOMPLETE = 1
    """Some of it was done, and not all."""
    INTERRUPTED = 130
    """The user pressed Ctrl-C."""
    TERMINATED = 143
    """The process was told to end, by SIGTERM."""
    USAGE = 252
    """The command line is wrong: nothing was sent."""
    CONFIGURATION = 253
    """The environment is wrong: no credentials, no such profile, a package is missing."""
    SERVICE = 254
    """The service refused the request."""
    FAILURE = 255
    """Anything else: no connection, a response that does not fit, output that can't be written."""
