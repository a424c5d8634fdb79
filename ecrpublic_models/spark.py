"""The images of Amazon ECR Public as a data source for Spark. It needs the extra `spark`.

    spark.dataSource.register(ECRPublicDataSource)
    images = spark.read.format("ecrpublic").load("team/*")

It is of Spark's own Python Data Source API, which pyspark has from 4.0 on. This library is to be
installed where the driver runs and for each executor's Python, and each of them finds credentials
as boto3 does.
"""

from __future__ import annotations

from importlib.util import find_spec

if any(find_spec(name) is None for name in ("pyarrow", "pyspark", "pyspark.sql.datasource")):
    raise ImportError(
        "ecrpublic_models.spark needs pyspark 4.0 or newer, and pyarrow: "
        "pip install 'ecrpublic-models[spark]'"
    )

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pyspark.sql.datasource import (
    DataSource,
    DataSourceReader,
    DataSourceStreamReader,
    InputPartition,
)
from pyspark.sql.types import (
    ArrayType,
    DataType,
    LongType,
    StringType,
    StructField,
    StructType,
    TimestampType,
)

from ecrpublic_models import arrow, models
from ecrpublic_models._spark.options import Options, read_options
from ecrpublic_models._spark.reading import list_names, read_images, split

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ECRPublicDataSource"]


class ECRPublicDataSource(DataSource):
    """The images of repositories, one a row, with the fields of `ImageDetail` as columns.

    `load()` takes names and shell patterns of repositories, separated by commas; without any, all
    of the registry are read. `*` in a pattern stands for any characters, `/` among them. A name
    without a wildcard has to be there; a pattern may match nothing.

    A partition is a group of repositories, which a task lists several at a time. A repository that
    was deleted since the read was planned is skipped, with a warning to the log
    `ecrpublic_models.spark` of the executor; what was read of it before stays. Any other error
    fails the task, which Spark tries again as a whole.

    A stream (`spark.readStream`, pyspark 4.2 and up) is one pass over the repositories by name,
    in batches of some, that goes on from its checkpoint. It is meant for
    `trigger(availableNow=True)`.

    Options, in any case:

    - `repositories`: what `load()` takes, in place of it.
    - `registryId`: the registry's AWS account id, 12 digits; by default that of the credentials.
    - `region`: where the service's API is called; by default `us-east-1`.
    - `endpointUrl`: another place to send requests to, such as an emulator's.
    - `pageSize`: the most images to request at a time, 1 to 1000; by default 1000.
    - `numPartitions`: the most partitions; by default one for every hundred repositories, but at
      least eight.
    - `concurrency`: how many requests each partition may have under way, 1 to 1000; by default 4.
    - `maxAttempts`: how often a request is tried in all; by default what the environment or the
      profile of the executor says, or else 10.
    - `repositoriesPerBatch`: of a stream, the most repositories in a batch; by default 100.

    Credentials are no options. The driver, which plans, and each executor, which reads, find their
    own.

    These are raised where Spark plans, in `load()` or in the first action, and come to the caller
    as Spark's errors with the same text:

    Raises:
        ValueError: An option is unknown, a credential or out of bounds, both `load()` and
            `repositories` name repositories, AWS has no endpoint of ECR Public in the region, or
            other columns were asked for.
        RepositoryNotFoundException: There is no repository of a name without a wildcard.
        ImportError: A stream was asked for, and pyspark is older than 4.2.
    """

    @classmethod
    def name(cls) -> str:
        """Give the name for `format()`."""
        return "ecrpublic"

    def schema(self) -> StructType:
        """Check the options, and give the columns: the fields of `ImageDetail`.

        `imagePushedAt` is a point in time, which Spark shows in the session's time zone;
        `imageSizeInBytes` is in bytes.

        Raises:
            ValueError: An option is unknown, a credential or out of bounds.
        """
        read_options(self.options)
        return _columns()

    def reader(self, schema: StructType) -> DataSourceReader:
        """Give what plans and reads.

        Raises:
            ValueError: An option is unknown, a credential or out of bounds, or other columns were
                asked for.
        """
        return _ImageReader(self._checked_options(schema))

    def streamReader(self, schema: StructType) -> DataSourceStreamReader:
        """Give what plans the batches of a stream, and reads them.

        Raises:
            ValueError: As `reader` does.
            ImportError: pyspark is older than 4.2.
        """
        if find_spec("pyspark.sql.streaming.datasource") is None:
            raise ImportError("to read ecrpublic as a stream, pyspark 4.2 or newer is needed")
        from ecrpublic_models._spark.stream import ImageStreamReader

        return ImageStreamReader(self._checked_options(schema))

    def _checked_options(self, schema: StructType) -> Options:
        if schema != _columns():
            raise ValueError("schema: the columns are given; leave schema() out, and use select()")
        return read_options(self.options)


class _ImageReader(DataSourceReader):
    """Plans a read, in the driver, and reads its partitions, in executors."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def partitions(self) -> Sequence[InputPartition]:
        """List the repositories, and split them. A partition's value is their names."""
        groups = split(list_names(self._options), self._options.numPartitions)
        # Spark would have one of its own in the place of none.
        return [InputPartition(group) for group in groups or [()]]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """Read the images of a partition's repositories, a page at a time."""
        names: tuple[str, ...] = partition.value
        return read_images(self._options, names)


# By the names that Arrow gives its types. pyspark has a function for it, which forgets in some
# versions that no item of a list is null.
_TYPES: dict[str, DataType] = {
    "int64": LongType(),
    "list<item: string not null>": ArrayType(StringType(), containsNull=False),
    "string": StringType(),
    "timestamp[us, tz=UTC]": TimestampType(),
}


def _columns() -> StructType:
    """Give Arrow's columns as Spark's."""
    columns = arrow.schema(models.ImageDetail)
    types = dict(zip(columns.names, columns.types, strict=True))
    nullable = {
        # Ignored, since pyarrow-stubs leaves open of which type a field is.
        name: columns.field(name).nullable  # pyright: ignore[reportUnknownMemberType]
        for name in columns.names
    }
    return StructType(
        [StructField(name, _TYPES[str(kind)], nullable[name]) for name, kind in types.items()]
    )
