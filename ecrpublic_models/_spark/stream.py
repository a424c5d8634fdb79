"""The stream of the data source for Spark: one pass over the repositories, in batches of some.

It needs pyspark 4.2, the first in which a stream from Python can be read in several batches.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from pyspark.sql.datasource import DataSourceStreamReader, InputPartition
from pyspark.sql.streaming.datasource import ReadLimit, ReadMaxFiles, SupportsTriggerAvailableNow

from ecrpublic_models._spark.options import Options
from ecrpublic_models._spark.reading import list_names, read_images, split

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ImageStreamReader"]


# A stream's offset, as Spark keeps it in the checkpoint: the last repository that is done, and with
# it all before it by name; empty before the first.
_LAST_DONE = "repositoryName"


class ImageStreamReader(DataSourceStreamReader, SupportsTriggerAvailableNow):
    """Plans the batches, in the driver, and reads their partitions, in executors.

    Args:
        options: What to read, and how.
    """

    def __init__(self, options: Options) -> None:
        self._options = options

    @cached_property
    def _names(self) -> list[str]:
        """The repositories, as they are when the query starts: the pass ends with the last."""
        return list_names(self._options)

    def prepareForTriggerAvailableNow(self) -> None:
        """List the repositories, so that none that is created later comes in."""
        _ = self._names

    def initialOffset(self) -> dict[str, str]:
        """Begin before the first repository."""
        return {_LAST_DONE: ""}

    def getDefaultReadLimit(self) -> ReadLimit:
        """Ask for so many repositories a batch. Of what Spark can count, they are files."""
        return ReadMaxFiles(self._options.repositoriesPerBatch)

    def latestOffset(self, start: dict[str, str], limit: ReadLimit) -> dict[str, str]:
        """End a batch where the limit says, or else with the last repository."""
        left = self._names[self._position(start) :]
        if isinstance(limit, ReadMaxFiles):
            left = left[: limit.max_files]
        return {_LAST_DONE: left[-1]} if left else start

    def partitions(self, start: dict[str, str], end: dict[str, str]) -> Sequence[InputPartition]:
        """Split the repositories between two offsets."""
        names = self._names[self._position(start) : self._position(end)]
        groups = split(names, self._options.numPartitions)
        return [InputPartition(group) for group in groups]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """Read the images of a partition's repositories."""
        names: tuple[str, ...] = partition.value
        return read_images(self._options, names)

    def _position(self, offset: dict[str, str]) -> int:
        """Tell how many repositories are done."""
        return bisect_right(self._names, offset[_LAST_DONE])
