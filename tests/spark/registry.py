"""Filling the emulator, and what there is to read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pyarrow as pa
from pyspark.sql.datasource import DataSourceReader, DataSourceStreamReader, InputPartition

from ecrpublic_models import describe_images_of
from ecrpublic_models.testing import EmulatedError, get_backend
from ecrpublic_models.testing.pushing import push_image
from tests.support.loopback import client_for


def fill(images: dict[str, int]) -> None:
    """Create repositories with so many images each; every other has a tag, some have two."""
    backend = get_backend()
    for name, count in images.items():
        backend.call("CreateRepository", {"repositoryName": name})
        for number in range(count):
            tags = ((), (f"v{number}",), (f"v{number}", f"latest-{number}"))[number % 3]
            push_image(backend, name, tags, size=1_000 + number)


def delete(name: str) -> None:
    """Delete a repository, if it is still there."""
    with suppress(EmulatedError):
        get_backend().call("DeleteRepository", {"repositoryName": name, "force": True})


def rows(url: str, *names: str) -> list[dict[str, Any]]:
    """The rows that repositories have, by the models that `describe_images_of` gives."""
    return in_order(
        [
            image.model_dump()
            for _, page in describe_images_of(names, client=client_for(url))
            for image in page.imageDetails
        ]
    )


def in_order(unordered: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(unordered, key=lambda row: (row["repositoryName"], row["imageDigest"]))


def rows_of(
    reader: DataSourceReader | DataSourceStreamReader, partition: InputPartition
) -> list[dict[str, Any]]:
    """The rows that an executor reads of a partition."""
    return in_order([row for batch in batches(reader, partition) for row in batch.to_pylist()])


def batches(
    reader: DataSourceReader | DataSourceStreamReader, partition: InputPartition
) -> Iterator[pa.RecordBatch]:
    for batch in reader.read(partition):
        assert isinstance(batch, pa.RecordBatch)
        yield batch


class Requests:
    """The requests that an emulator gets, in order, and what happens in their course."""

    def __init__(self) -> None:
        self._made: list[tuple[str, Mapping[str, object]]] = []
        self.before_images: Callable[[Mapping[str, object]], object] = lambda _: None
        """Called with each request for images before it is answered."""

    def note(self, operation: str, request: Mapping[str, object]) -> None:
        self._made.append((operation, request))
        if operation == "DescribeImages":
            self.before_images(request)

    def of(self, operation: str) -> list[Mapping[str, object]]:
        return [request for name, request in self._made if name == operation]

    def forget(self) -> None:
        self._made.clear()
