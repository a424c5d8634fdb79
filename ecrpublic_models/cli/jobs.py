"""The work that a command line stands for, parsed but not begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Job"]


@dataclass(frozen=True)
class Job:
    """What a command does once its command line is read.

    Commands return it rather than do it, so that reading the command line (typer's part, with its
    own ways to deal with errors) is over when work begins.
    """

    run: Callable[[], None]
    """Does it. May raise anything; `ecrpublic_models.cli.faults` explains it to the user."""
