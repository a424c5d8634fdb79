"""Writing a listing as a Parquet file. It needs the extra `arrow`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from ecrpublic_models.arrow import record_batch, schema
from ecrpublic_models.cli.terminal import write_bytes_out
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Destination", "ListingWriter", "Stdout"]

ItemT = TypeVar("ItemT", bound=ResponseModel)

# Some 140,000 images, in memory. Readers skip and share out whole row groups, and what is said of
# each takes room, so that a group for each page would be slow to read. By size and not by number,
# since an image can have a thousand tags.
_BYTES_OF_ROW_GROUP = 32 * 1024 * 1024
# Digests are the most of it, and snappy leaves them as they are: a file is three quarters larger
# then, and is not written sooner.
_COMPRESSION: Final = "zstd"


class Destination(Protocol):
    """Where a file goes."""

    def write(self, data: bytes) -> None:
        """Add to it."""
        ...

    def finish(self) -> None:
        """Say that it is whole."""
        ...


class Stdout:
    """The destination that is stdout."""

    def write(self, data: bytes) -> None:
        """Add to it.

        Raises:
            OutputClosedError: Nobody reads stdout any more.
            OutputCutError: It can't be written, or was interrupted meanwhile.
            OSError: There is no stdout.
        """
        write_bytes_out(data)

    def finish(self) -> None:
        """Do nothing: it is written."""


class ListingWriter(Generic[ItemT]):
    """Writes a listing as a Parquet file. Its footer is written last, so no part is taken for it.

    Args:
        model: What the items are.
        destination: Where the file goes.
    """

    streams = False
    tells_token = False
    needs_all = True
    makes_rows = False

    def __init__(self, model: type[ItemT], destination: Destination) -> None:
        self._model = model
        self._destination = destination
        # Between pyarrow and the destination, for pyarrow writes a footer also when its writer is
        # thrown away after a failure. Nobody takes it from here then.
        self._buffer = io.BytesIO()
        self._parquet = ParquetWriter(self._buffer, schema(model), compression=_COMPRESSION)
        self._batches: list[pa.RecordBatch] = []
        self._bytes = 0

    def write(self, items: Sequence[ItemT]) -> None:
        """Take the items of a page.

        Raises:
            ResponseValidationError: A value fits no column.
            Exception: The destination can't be written.
        """
        batch = record_batch(items, self._model)
        self._batches.append(batch)
        self._bytes += batch.nbytes
        if self._bytes >= _BYTES_OF_ROW_GROUP:
            self._write_row_group()

    def close(self, resume_token: str | None) -> None:  # noqa: ARG002 - other writers need it
        """Write what is left, and the footer.

        Raises:
            Exception: The destination can't be written.
        """
        if self._bytes:
            self._write_row_group()
        self._parquet.close()
        self._hand_on()
        self._destination.finish()

    def _write_row_group(self) -> None:
        self._parquet.write_table(pa.Table.from_batches(self._batches))
        self._batches.clear()
        self._bytes = 0
        self._hand_on()

    def _hand_on(self) -> None:
        self._destination.write(self._buffer.getvalue())
        self._buffer.seek(0)
        self._buffer.truncate()
