"""Those who read Arrow read listings and inventories: each row once, and no request too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError
from polars.exceptions import ComputeError

from ecrpublic_models import Inventory, arrow, describe_images_of
from ecrpublic_models.errors import InventoryError, ResponseValidationError
from tests.support.fleet import Fleet
from tests.support.kinds import IMAGES, KINDS, Kind
from tests.support.loopback import Loopback, client_for
from tests.tables.listings import (
    BAD_PAGE,
    NUMBERS,
    Row,
    listing,
    rows_of,
    serve,
    serve_a_bad_page,
    what_is_bad,
)

Reads = Callable[[Any], list[Row]]


def by_pyarrow(listed: Any) -> list[Row]:
    return pa.table(listed).to_pylist()


def by_pyarrow_batches(listed: Any) -> list[Row]:
    return pa.RecordBatchReader.from_stream(listed).read_all().to_pylist()


def by_the_typed_reader(listed: Any) -> list[Row]:
    return arrow.record_batches(listed).read_all().to_pylist()


def by_polars(listed: Any) -> list[Row]:
    return pl.DataFrame(listed).to_dicts()


def by_duckdb(listed: Any) -> list[Row]:
    found = duckdb.sql("from listed")
    assert found is not None
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def two_rows_by_duckdb(listed: Any) -> list[Any]:
    found = duckdb.sql("from listed limit 2")
    assert found is not None
    return found.fetchall()


def by_deltalake(listed: Any) -> list[Row]:
    write_deltalake("delta", listed, mode="overwrite")
    return DeltaTable("delta").to_pyarrow_table().to_pylist()


CONSUMERS: dict[Reads, type[Exception]] = {
    by_pyarrow: pa.ArrowInvalid,
    by_pyarrow_batches: pa.ArrowInvalid,
    by_the_typed_reader: ResponseValidationError,
    by_polars: ComputeError,
    by_duckdb: duckdb.InvalidInputException,
    by_deltalake: DeltaError,
}
each_consumer = pytest.mark.parametrize("read", CONSUMERS, ids=lambda read: read.__name__)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.operation.method_name)


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def in_order(kind: Kind, rows: list[Row]) -> list[Row]:
    """Delta Lake keeps no order."""
    return sorted(rows, key=lambda row: str(row[kind.numbered]))


@each_kind
@each_consumer
def test_every_row_comes_once_with_one_request_a_page(
    server: Loopback, read: Reads, kind: Kind
) -> None:
    service = serve(server, kind)
    assert in_order(kind, read(listing(server, kind))) == rows_of(kind)
    assert len(service.asked) == len(NUMBERS)


@each_consumer
def test_every_reading_is_a_listing_of_its_own(server: Loopback, read: Reads) -> None:
    service = serve(server, IMAGES)
    images = listing(server, IMAGES)
    first, second = read(images), read(images)
    assert in_order(IMAGES, first) == in_order(IMAGES, second) == rows_of(IMAGES)
    assert len(service.asked) == 2 * len(NUMBERS)


@each_kind
@each_consumer
def test_an_error_in_the_middle_is_told_in_our_words(
    server: Loopback, read: Reads, kind: Kind
) -> None:
    service = serve_a_bad_page(server, kind)
    with pytest.raises(CONSUMERS[read]) as caught:
        read(listing(server, kind))
    assert what_is_bad(kind) in str(caught.value)
    assert len(service.asked) == BAD_PAGE + 1


def test_a_failing_listing_leaves_no_version_of_a_delta_table(server: Loopback) -> None:
    serve(server, IMAGES)
    rows = by_deltalake(listing(server, IMAGES))
    serve_a_bad_page(server, IMAGES)
    with pytest.raises(DeltaError):
        by_deltalake(listing(server, IMAGES))
    left = DeltaTable("delta")
    assert left.version() == 0
    assert left.to_pyarrow_table().to_pylist() == rows


@each_kind
def test_the_types(server: Loopback, kind: Kind) -> None:
    serve(server, kind)
    pages = listing(server, kind)
    columns = arrow.schema(kind.operation.item)
    assert pa.table(pages).schema == columns
    assert pl.DataFrame(pages).schema == pl.DataFrame(columns.empty_table()).schema
    write_deltalake("delta", pages)
    # The item of a list has another name there.
    kept = DeltaTable("delta").to_pyarrow_table().schema
    assert [(one.name, one.nullable) for one in kept] == [
        (one.name, one.nullable) for one in columns
    ]


def test_the_types_of_images(server: Loopback) -> None:
    serve(server, IMAGES)
    pages = listing(server, IMAGES)
    assert pl.DataFrame(pages).schema == {
        "registryId": pl.String,
        "repositoryName": pl.String,
        "imageDigest": pl.String,
        "imageTags": pl.List(pl.String),
        "imageSizeInBytes": pl.Int64,
        "imagePushedAt": pl.Datetime("us", "UTC"),
        "imageManifestMediaType": pl.String,
        "artifactMediaType": pl.String,
    }
    in_duckdb = duckdb.sql("from pages")
    assert in_duckdb is not None
    assert [str(one) for one in in_duckdb.types] == [
        *("VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR[]", "BIGINT", "TIMESTAMP WITH TIME ZONE"),
        *("VARCHAR", "VARCHAR"),
    ]
    assert pa.table(pages).schema == pa.schema(
        [
            pa.field("registryId", pa.string(), nullable=False),
            pa.field("repositoryName", pa.string(), nullable=False),
            pa.field("imageDigest", pa.string(), nullable=False),
            pa.field(
                "imageTags", pa.list_(pa.field("item", pa.string(), nullable=False)), nullable=False
            ),
            pa.field("imageSizeInBytes", pa.int64()),
            pa.field("imagePushedAt", pa.timestamp("us", "UTC"), nullable=False),
            pa.field("imageManifestMediaType", pa.string()),
            pa.field("artifactMediaType", pa.string()),
        ]
    )


def test_a_limit_ends_the_listing_early(server: Loopback) -> None:
    service = serve(server, IMAGES)
    assert len(two_rows_by_duckdb(listing(server, IMAGES))) == 2
    assert len(service.asked) == 1


def test_a_page_is_requested_when_its_batch_is_read(server: Loopback) -> None:
    service = serve(server, IMAGES)
    reader = pa.RecordBatchReader.from_stream(listing(server, IMAGES))
    for number, page in enumerate(NUMBERS):
        assert len(service.asked) == number
        assert reader.read_next_batch().num_rows == len(page)


# Inventories.


@pytest.fixture
def fleet(server: Loopback) -> Fleet:
    fleet = Fleet(count=6)
    server.respond = fleet.respond
    return fleet


@pytest.fixture
def begin(server: Loopback, fleet: Fleet) -> Callable[[], Inventory[Any]]:
    return partial(describe_images_of, fleet.names, client=client_for(server.url))


def digests(rows: list[Row]) -> Counter[tuple[str, str]]:
    return Counter((row["repositoryName"], row["imageDigest"]) for row in rows)


@each_consumer
def test_every_image_of_an_inventory_comes_once(
    fleet: Fleet, begin: Callable[[], Inventory[Any]], read: Reads
) -> None:
    assert digests(read(begin())) == Counter(fleet.rows)
    assert len(fleet.asked) == fleet.count * fleet.pages


@each_consumer
def test_an_inventory_is_read_once(
    fleet: Fleet, begin: Callable[[], Inventory[Any]], read: Reads
) -> None:
    inventory = begin()
    read(inventory)
    with pytest.raises(
        (ValueError, CONSUMERS[read]), match="an inventory is a table from its beginning, and once"
    ):
        read(inventory)
    assert len(fleet.asked) == fleet.count * fleet.pages


@each_consumer
def test_a_repository_that_fails_is_told_after_the_others(
    fleet: Fleet, begin: Callable[[], Inventory[Any]], read: Reads
) -> None:
    fleet.failing = frozenset(["team/app2"])
    raised = InventoryError if read is by_the_typed_reader else CONSUMERS[read]
    with pytest.raises(raised, match=r"1 of the repositories failed: team/app2: .*is gone"):
        read(begin())
    assert len(fleet.asked) == fleet.count * fleet.pages - 1


def test_a_limit_ends_an_inventory_early(server: Loopback, fleet: Fleet) -> None:
    with describe_images_of(fleet.names, client=client_for(server.url), concurrency=1) as inventory:
        assert len(two_rows_by_duckdb(inventory)) == 2
    # The page that was read, and no more than twice the concurrency beyond it.
    assert len(fleet.asked) <= 3
