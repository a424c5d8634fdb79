"""Reading a registry as a stream: one pass, batch by batch, that goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.streaming.query import StreamingQuery

from ecrpublic_models.testing import get_backend
from tests.spark.registry import Requests, fill, in_order, rows

TIMEOUT = 60
NAMES = [f"team/app-{number}" for number in range(7)]


def run(spark: SparkSession, to: Path, **options: str | int) -> StreamingQuery:
    """Start a pass, or go on with it, and wait until it ends."""
    query = (
        spark.readStream.format("ecrpublic")
        .options(repositoriesPerBatch=3, **options)
        .load()
        .writeStream.format("parquet")
        .option("checkpointLocation", str(to / "checkpoint"))
        .trigger(availableNow=True)
        .start(str(to / "images"))
    )
    assert query.awaitTermination(TIMEOUT)
    return query


def offsets(to: Path) -> list[str]:
    """The last repository of each batch that was planned."""
    files = sorted((to / "checkpoint" / "offsets").glob("[0-9]*"), key=lambda file: int(file.name))
    return [json.loads(file.read_text().splitlines()[-1])["repositoryName"] for file in files]


def written(spark: SparkSession, to: Path) -> list[dict[str, object]]:
    """The rows that batches have committed."""
    return in_order(spark.read.parquet(str(to / "images")).toArrow().to_pylist())


def test_a_pass_reads_all_repositories_in_batches(
    spark: SparkSession, emulator: str, tmp_path: Path
) -> None:
    fill(dict.fromkeys(NAMES, 4))
    query = run(spark, tmp_path)
    assert offsets(tmp_path) == [NAMES[2], NAMES[5], NAMES[6]]
    assert written(spark, tmp_path) == rows(emulator, *NAMES)
    assert sum(progress["numInputRows"] for progress in query.recentProgress) == 28


def test_a_pass_that_failed_goes_on_with_the_batch_that_was_not_committed(
    spark: SparkSession, emulator: str, tmp_path: Path, requests: Requests
) -> None:
    fill(dict.fromkeys(NAMES, 4))

    def fail(request: Mapping[str, object]) -> None:
        if request["repositoryName"] == NAMES[4]:
            get_backend().fail_next("DescribeImages", "AccessDeniedException")

    requests.before_images = fail
    with pytest.raises(PySparkException, match=f"while the images of {NAMES[4]} were listed"):
        run(spark, tmp_path, concurrency=1, numPartitions=1)
    assert offsets(tmp_path) == [NAMES[2], NAMES[5]]
    assert written(spark, tmp_path) == rows(emulator, *NAMES[:3])

    requests.before_images = lambda _: None
    requests.forget()
    # It comes before all that is done, so that it is of the next pass.
    fill({"lib/new": 2})
    run(spark, tmp_path)
    asked = {request["repositoryName"] for request in requests.of("DescribeImages")}
    assert asked == set(NAMES[3:])
    assert offsets(tmp_path) == [NAMES[2], NAMES[5], NAMES[6]]
    assert written(spark, tmp_path) == rows(emulator, *NAMES)


def test_a_pass_that_is_over_reads_what_comes_behind_it_only(
    spark: SparkSession, emulator: str, tmp_path: Path, requests: Requests
) -> None:
    fill(dict.fromkeys(NAMES[:2], 4))
    run(spark, tmp_path)
    requests.forget()
    run(spark, tmp_path)
    assert requests.of("DescribeImages") == []
    fill(dict.fromkeys(NAMES[2:3], 4))
    run(spark, tmp_path)
    assert written(spark, tmp_path) == rows(emulator, *NAMES[:3])
