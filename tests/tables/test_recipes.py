"""What the examples of `docs/tables.md` do. Three of them have test files of their own."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from ecrpublic_models import InventoryCheckpoint, arrow, describe_images_of
from ecrpublic_models.errors import InventoryError
from tests.support.fleet import Fleet, Row
from tests.support.loopback import Answer, Loopback, client_for
from tests.tables.sections import DOCUMENT, run, run_by_itself, sections

REPOSITORY = "team/app"


def rows_of(fleet: Fleet, *repositories: str) -> Counter[Row]:
    return Counter(
        row
        for name in repositories
        for page in range(fleet.pages)
        for row in fleet.page(name, page)
    )


def rows_in(table: pa.Table) -> Counter[Row]:
    return digests(table.to_pylist())


def digests(rows: Iterable[dict[str, Any]]) -> Counter[Row]:
    return Counter((row["repositoryName"], row["imageDigest"]) for row in rows)


def test_every_example_is_run_by_a_test() -> None:
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("*.py"))
    assert [heading for heading in sections() if f'"{heading}"' not in tests] == []


def test_the_beginning(fleet: Fleet, capsys: pytest.CaptureFixture[str]) -> None:
    for example in sections()["Tables"]:
        assert list(example.run()["pages"]) != []
    shown = capsys.readouterr().out
    assert '["v1"]' in shown  # by polars
    assert "imagePushedAt: timestamp[us, tz=UTC] not null" in shown  # by pyarrow
    assert "imageSizeInBytes" in shown  # by pandas
    untagged = sum(number % 3 == 0 for number in range(fleet.pages * fleet.page_size))
    assert f"{untagged} rows" in shown  # by DuckDB
    # Each of the four is a listing of its own, and so is each list above.
    assert Counter(fleet.asked) == {(REPOSITORY, page): 8 for page in range(fleet.pages)}


def test_the_columns(fleet: Fleet, capsys: pytest.CaptureFixture[str]) -> None:
    run("Columns")
    assert f"```\n{capsys.readouterr().out}```\n" in DOCUMENT.read_text("utf-8")
    assert fleet.asked == []


def test_an_error_of_this_library(fleet: Fleet, capsys: pytest.CaptureFixture[str]) -> None:
    fleet.failing = frozenset(["team/none"])
    run("Errors")
    assert capsys.readouterr().out == "team/none is gone\n"


def test_a_progress_bar_and_a_filter(fleet: Fleet) -> None:
    tagged = run("A progress bar or a filter in between")["tagged"]
    every = rows_of(fleet, REPOSITORY)
    untagged = {f"sha256:{number:064d}" for number in range(0, fleet.pages * fleet.page_size, 3)}
    assert rows_in(tagged) == {row: 1 for row in every if row[1] not in untagged}
    assert len(fleet.asked) == fleet.pages


@pytest.mark.aio
def test_asyncio(fleet: Fleet) -> None:
    assert rows_in(run("asyncio")["images"]) == rows_of(fleet, REPOSITORY)
    assert len(fleet.asked) == fleet.pages


def test_a_directory_of_parquet_files(fleet: Fleet, tmp_path: Path) -> None:
    for _ in range(2):  # the second time, in place of the first
        run("Parquet")
        read = pa.dataset.dataset("images", partitioning="hive").to_table()
        assert rows_in(read) == Counter(fleet.rows)
    with duckdb.connect() as connection:
        found = connection.execute(
            "select repositoryName, imageDigest from 'images/**/*.parquet'"
        ).fetchall()
    assert Counter(found) == Counter(fleet.rows)
    by_polars = pl.read_parquet("images", hive_partitioning=True).select(
        "repositoryName", "imageDigest"
    )
    assert Counter(by_polars.rows()) == Counter(fleet.rows)
    assert len(list(tmp_path.rglob("*.parquet"))) == fleet.count


def test_a_failing_listing_leaves_the_directory_before(fleet: Fleet) -> None:
    run("Parquet")
    fleet.failing = frozenset(["team/app1"])
    with pytest.raises(InventoryError):
        run("Parquet")
    left = pa.dataset.dataset("images", partitioning="hive").to_table()
    assert rows_in(left) == Counter(fleet.rows)
    assert Path("images.new").exists()
    fleet.failing = frozenset()
    run("Parquet")
    assert not Path("images.new").exists()


def test_a_checkpoint_beside_an_open_parquet_writer_loses_rows(
    server: Loopback, fleet: Fleet
) -> None:
    """As the document says."""
    inventory = describe_images_of(fleet.names, client=client_for(server.url))
    writer = pq.ParquetWriter("rows.parquet", arrow.schema(run("Columns")["ImageDetail"]))
    for _, page in inventory:
        inventory.checkpoint.save("checkpoint.json")
        writer.write_batch(pa.record_batch(page))
    inventory.checkpoint.save("checkpoint.json")
    written = Path("rows.parquet").read_bytes()  # what a crash at this moment leaves
    writer.close()
    assert set(InventoryCheckpoint.load("checkpoint.json").resume_tokens.values()) == {None}
    with pytest.raises(pa.ArrowInvalid, match="Parquet"):
        pq.read_table(pa.BufferReader(written))


def test_a_parquet_file_by_duckdb(fleet: Fleet) -> None:
    for _ in range(2):
        run("One Parquet file, with DuckDB")
        assert rows_in(pq.read_table("images.parquet")) == Counter(fleet.rows)
    fleet.failing = frozenset(["team/app1"])
    with pytest.raises(duckdb.InvalidInputException, match="team/app1 is gone"):
        run("One Parquet file, with DuckDB")
    assert rows_in(pq.read_table("images.parquet")) == Counter(fleet.rows)
    assert [path.name for path in Path().iterdir()] == ["images.parquet"]


def test_a_delta_table(fleet: Fleet) -> None:
    for version in range(2):
        run("Delta Lake")
        assert rows_in(DeltaTable("images").to_pyarrow_table()) == Counter(fleet.rows)
        assert DeltaTable("images").version() == version
    fleet.failing = frozenset(["team/app1"])
    with pytest.raises(DeltaError, match="team/app1 is gone"):
        run("Delta Lake")
    assert DeltaTable("images").version() == 1
    assert rows_in(DeltaTable("images").to_pyarrow_table()) == Counter(fleet.rows)


@pytest.mark.skipif(
    sys.version_info >= (3, 15) and find_spec("dlt") is None,
    reason="dlt has no version for this Python yet",
)
def test_dlt(
    server: Loopback, fleet: Fleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    assert run_by_itself("dlt").returncode == 0
    assert loaded() == Counter(fleet.rows)
    server.respond = lambda body: with_a_new_member(fleet.respond(body))
    assert run_by_itself("dlt").returncode == 0
    assert loaded() == Counter(fleet.rows)
    with duckdb.connect("images.duckdb") as connection:
        columns = {
            name: (kind, nullable)
            for name, kind, nullable, *_ in connection.sql("describe ecr_public.images").fetchall()
            if not name.startswith("_dlt")
        }
        ((pushed,),) = connection.sql(
            "select min(image_pushed_at) from ecr_public.images"
        ).fetchall()
    assert pushed.timestamp() == 1_700_000_000.125
    assert columns == {
        "registry_id": ("VARCHAR", "NO"),
        "repository_name": ("VARCHAR", "NO"),
        "image_digest": ("VARCHAR", "NO"),
        "image_tags": ("JSON", "NO"),
        "image_size_in_bytes": ("BIGINT", "YES"),
        "image_pushed_at": ("TIMESTAMP WITH TIME ZONE", "NO"),
        "image_manifest_media_type": ("VARCHAR", "YES"),
        "artifact_media_type": ("VARCHAR", "YES"),
        "newer_than_this_library": ("BIGINT", "YES"),
    }
    fleet.failing = frozenset(["team/app1"])
    failed = run_by_itself("dlt")
    assert failed.returncode == 1
    assert "team/app1 is gone" in failed.stderr
    assert loaded() == Counter(fleet.rows)


def with_a_new_member(answer: Answer) -> Answer:
    content: Any = answer.content
    for image in content.get("imageDetails", []):
        image["newerThanThisLibrary"] = 1
    return answer


def loaded() -> Counter[Row]:
    with duckdb.connect("images.duckdb") as connection:
        return Counter(
            connection.sql("select repository_name, image_digest from ecr_public.images").fetchall()
        )
