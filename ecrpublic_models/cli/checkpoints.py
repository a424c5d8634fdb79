"""Where a listing of all repositories stands, and how much of it is in the output."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ecrpublic_models._checkpoint import InventoryCheckpoint
from ecrpublic_models.cli.faults import CommandError
from ecrpublic_models.cli.options import BadOptionError
from ecrpublic_models.cli.terminal import (
    OutputFile,
    cut_output,
    lock_output,
    output_file,
    say,
    sync_output,
)

if TYPE_CHECKING:
    from ecrpublic_models.inventory import Inventory

__all__ = ["Keeper", "ListingCheckpoint", "load", "prepare_output"]

_OPTION = "--checkpoint"
_SECONDS_BETWEEN_SAVES = 5


class ListingCheckpoint(InventoryCheckpoint, frozen=True):
    """Where a listing stands, and the output that its rows are in."""

    form: str
    """The options that say what is written."""
    begun: bool
    """Whether any rows are written."""
    file: OutputFile | None
    """The file that they are in, up to the last of them; `None` for a pipe and the like."""


def load(path: str, form: str) -> ListingCheckpoint | None:
    """Read where an earlier run has stopped; `None` if there was none.

    Args:
        path: The file.
        form: The options that say what is written.

    Raises:
        BadOptionError: No such file can be, or the earlier run has written another form.
        CommandError: The file can't be read.
    """
    from ecrpublic_models.errors import CheckpointError

    place = Path(path)
    if place.is_dir() or not place.parent.is_dir():
        raise BadOptionError(_OPTION, f"{path} can't be a file")
    try:
        before = ListingCheckpoint.load(path)
    except FileNotFoundError:
        return None
    except CheckpointError as error:
        raise CommandError(str(error)) from None
    if before.form != form:
        message = f"{path} was begun with {before.form}, so it can't go on with {form}"
        raise BadOptionError(_OPTION, message)
    return before


def prepare_output(path: str, before: ListingCheckpoint | None) -> bool:
    """See that rows can be added to stdout, and nothing is lost or comes twice.

    Args:
        path: The file that keeps where the listing stands.
        before: Where an earlier run has stopped.

    Returns:
        Whether there are no rows in the output yet.

    Raises:
        BadOptionError: Another run is writing to the same file, or rows are missing in it.
    """
    if not lock_output():
        raise BadOptionError(_OPTION, "another run is writing to the same output")
    file = output_file()
    if file is None:
        say(f"{_OPTION}: stdout is no file, so rows count as written that its reader may lose")
    if before is None:
        return True
    tokens = before.resume_tokens.values()
    done = sum(token is None for token in tokens)
    where = "; their rows are in another output" if before.begun else ""
    is_empty = file is not None and file.size == 0
    if file is not None and before.file is not None and file.is_same(before.file):
        where = _return_to(before.file.size, file.size, path)
        is_empty = False
    say(f"going on from {path}: {done} of {len(tokens)} repositories are listed{where}")
    return is_empty or not before.begun


def _return_to(size: int, size_now: int, path: str) -> str:
    """Take off the output what was written to it since, and say how much that was."""
    if size_now < size:
        message = (
            "rows of the earlier run are missing in the output; add to it (>>), or delete "
            f"{path} to begin anew"
        )
        raise BadOptionError(_OPTION, message)
    if size_now == size:
        return ""
    cut_output(size)
    return f"; {size_now - size} bytes after that are taken off, and come again"


class Keeper:
    """Keeps in a file where a listing stands, if there is to be one.

    Args:
        inventory: The listing.
        path: The file.
        form: The options that say what is written.
        begun: Whether any rows are written.
    """

    def __init__(
        self, inventory: Inventory[object], path: str | None, form: str, *, begun: bool
    ) -> None:
        self._inventory = inventory
        self.path = path
        self._form = form
        self._begun = begun
        self._file = output_file()
        self._written: tuple[str, str | None] | None = None
        self._save_at = 0.0

    def note_written(self, name: str, token: str | None) -> None:
        """Note that a page of a repository is written, after which the token goes on."""
        self._written = (name, token)
        self._begun = True
        self._file = output_file()

    def save_if_due(self) -> None:
        """Save it every few seconds: with thousands of repositories it takes its time."""
        if time.monotonic() >= self._save_at:
            self.save()

    def save(self) -> None:
        """Save where it stands: right after what was written, which is on the disk before.

        Raises:
            OSError: It can't be saved, or the output not be brought to the disk.
        """
        if self.path is None:
            return
        stands = self._inventory.checkpoint
        tokens = dict(stands.resume_tokens)
        if self._written is not None:
            name, token = self._written
            tokens[name] = token
        sync_output()
        ListingCheckpoint(
            resume_tokens=tokens,
            registryId=stands.registryId,
            PageSize=stands.PageSize,
            form=self._form,
            begun=self._begun,
            file=self._file,
        ).save(self.path)
        self._save_at = time.monotonic() + _SECONDS_BETWEEN_SAVES

    def remove(self) -> None:
        """Remove the file, as nothing is left to go on with."""
        if self.path is None:
            return
        sync_output()
        Path(os.path.realpath(self.path)).unlink(missing_ok=True)
