"""A file that is there whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Generator


class WholeFile:
    """A file that is written beside its place, and takes that once it is whole and on the disk.

    It is written while it is entered. Until it is finished, what was in its place stays as it was;
    if it is left before, nothing of it stays.

    Args:
        path: Its place, or a link to it.
        fault: What to say if it can't be written.
    """

    def __init__(self, path: str | os.PathLike[str], fault: str) -> None:
        self._path = os.fspath(path)
        self._fault = fault

    def __enter__(self) -> Self:
        """Begin to write it, with the rights of what is in its place.

        Raises:
            OSError: It can't be written.
        """
        with self._explained():
            self._place = Path(self._path).resolve()
            self._beside = self._place.with_name(f".unfinished-{os.urandom(8).hex()}")
            self._file = self._beside.open("xb")
            try:
                with suppress(FileNotFoundError):
                    self._beside.chmod(self._place.stat().st_mode)
            except BaseException:  # such as a circle of links
                self._discard()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        self._discard()

    def _discard(self) -> None:
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._beside.unlink()

    def write(self, data: bytes) -> None:
        """Add to it.

        Raises:
            OSError: It can't be written, as on a full disk.
        """
        with self._explained():
            self._file.write(data)

    def finish(self) -> None:
        """Put it in its place. It blocks for as long as the disk takes.

        Raises:
            OSError: It can't be put there.
        """
        with self._explained():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._beside.replace(self._place)
        _sync_directory(self._place.parent)

    @contextmanager
    def _explained(self) -> Generator[None]:
        """Let an error say what it means, of the file that is meant and not the one beside it."""
        try:
            yield
        # Circles of links and the like are other errors before Python 3.13.
        except (OSError, RuntimeError, ValueError) as error:
            number = getattr(error, "errno", None) or errno.EINVAL
            reason = getattr(error, "strerror", None) or str(error)
            raise OSError(number, f"{self._fault}: {reason}", self._path) from None


def _sync_directory(path: Path) -> None:
    """See that a renaming is on the disk, where that is possible."""
    with suppress(OSError):  # Windows has no such thing, and the rights may not be there
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
