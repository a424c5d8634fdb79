"""From the options that say how to write a listing to what writes it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, TypeVar

from ecrpublic_models.cli.documents import ListingFormat, OutputFormat
from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError
from ecrpublic_models.cli.options import BadOptionError
from ecrpublic_models.cli.terminal import is_terminal
from ecrpublic_models.cli.writers import writer_for
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from collections.abc import Generator

    from ecrpublic_models.cli.views import View
    from ecrpublic_models.cli.writers import Writer

__all__ = ["ListingOutput"]

ItemT = TypeVar("ItemT", bound=ResponseModel)

_FILE_OPTION = "--output-file"


@dataclass(frozen=True)
class ListingOutput:
    """How a listing is to be written, and where."""

    format: ListingFormat | None
    query: str | None
    file: str | None
    """The file to write in place of stdout."""

    @property
    def form(self) -> str:
        """The options that say what is written."""
        query = "" if self.query is None else f" --query {self.query}"
        return f"--output {self.format}{query}"

    @contextmanager
    def open(self, view: View[ItemT]) -> Generator[Writer[ItemT]]:
        """Give what writes the listing. Leaving it gives up what is not finished.

        Raises:
            BadOptionError: The options do not go together, a query can't be parsed, or there can't
                be such a file.
            CommandError: A package is missing.
            OSError: The file can't be written.
        """
        if self.format is not ListingFormat.PARQUET:
            if self.file is not None:
                message = "goes with --output parquet; other forms go to stdout, as with > FILE"
                raise BadOptionError(_FILE_OPTION, message)
            yield self.text_writer(view)
            return
        self._check_parquet()

        from ecrpublic_models._whole_file import WholeFile
        from ecrpublic_models.cli.parquet import ListingWriter, Stdout

        if self.file is None:
            yield ListingWriter(view.source.item, Stdout())
        else:
            with WholeFile(self.file, "not written") as file:
                yield ListingWriter(view.source.item, file)

    def text_writer(self, view: View[ItemT], *, heading: bool = True) -> Writer[ItemT]:
        """Give what writes the listing as text.

        Args:
            view: How the items are shown.
            heading: Whether csv begins with one.

        Raises:
            BadOptionError: The query can't be parsed.
        """
        output = None if self.format is None else OutputFormat(self.format)
        return writer_for(output, view, self.query, heading=heading)

    def _check_parquet(self) -> None:
        if self.query is not None:
            message = "can't be used together with --output parquet, whose columns are the fields"
            raise BadOptionError("--query", message)
        if self.file is not None:
            _check_file(self.file)
        elif is_terminal(sys.stdout):
            message = f"parquet is nothing to show on a terminal; give {_FILE_OPTION} FILE"
            raise BadOptionError("--output", message)
        if find_spec("pyarrow") is None:
            raise CommandError(
                "--output parquet needs pyarrow: pip install 'ecrpublic-models[arrow]'",
                ExitCode.CONFIGURATION,
            )


def _check_file(path: str) -> None:
    place = Path(path)
    try:  # By `stat`: from Python 3.14 on, `exists` is false of what can't be, too.
        # A device or a pipe would be replaced by a file, and nobody would get what is written.
        can_be = S_ISREG(place.stat().st_mode)
    except FileNotFoundError:
        can_be = place.parent.is_dir()
    except OSError:  # such as a name that is too long
        can_be = False
    if not can_be or path.endswith(os.sep):
        raise BadOptionError(_FILE_OPTION, f"{path} can't be a file")
