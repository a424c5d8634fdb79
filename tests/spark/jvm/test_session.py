"""Reading with Spark itself."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from ecrpublic_models.testing import get_backend
from tests.spark.jvm.processes import listening_on, with_descendants
from tests.spark.registry import Requests, delete, fill, in_order, rows

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def load(spark: SparkSession, *path: str, **options: str | int) -> DataFrame:
    return spark.read.format("ecrpublic").options(**options).load(*path)


def collected(images: DataFrame) -> list[dict[str, Any]]:
    return in_order(images.toArrow().to_pylist())


def test_the_rows_are_the_models(spark: SparkSession, emulator: str) -> None:
    names = [f"team/app-{number}" for number in range(5)]
    fill({**dict.fromkeys(names, 25), "team/empty": 0})
    images = load(spark, pageSize=10)
    assert collected(images) == rows(emulator, *names)
    assert images.rdd.getNumPartitions() == 6
    assert images.where("imageTags = array()").count() == 5 * 9


def test_it_listens_on_the_loopback_interface_alone(spark: SparkSession) -> None:
    assert collected(load(spark)) == []
    addresses = listening_on(with_descendants({os.getpid()}))
    assert len(addresses) >= 2
    assert {address for address in addresses if not address.is_loopback} == set()


def test_a_path_is_names_and_patterns(spark: SparkSession, emulator: str) -> None:
    fill({"team/app": 2, "team/api": 3, "lib/a": 4})
    assert collected(load(spark, "team/*")) == rows(emulator, "team/app", "team/api")
    assert collected(load(spark, "lib/a,team/a[!p]*")) == rows(emulator, "lib/a")
    assert collected(load(spark, repositories="team/app")) == rows(emulator, "team/app")
    several = spark.read.format("ecrpublic").load(["lib/a", "team/app"])
    assert collected(several) == rows(emulator, "lib/a", "team/app")
    assert collected(load(spark, "nobody/*")) == []


def test_an_empty_registry_has_no_rows(spark: SparkSession) -> None:
    assert collected(load(spark)) == []


def test_columns_are_chosen_by_select(spark: SparkSession) -> None:
    fill({"team/app": 3})
    sizes = load(spark).select("imageSizeInBytes").toArrow().to_pylist()
    assert sorted(row["imageSizeInBytes"] for row in sizes) == [1000, 1001, 1002]
    with pytest.raises(PySparkException, match=r"leave schema\(\) out"):
        spark.read.format("ecrpublic").schema("imageDigest STRING").load().collect()


def test_it_is_read_from_sql(spark: SparkSession) -> None:
    fill({"team/app": 3, "lib/a": 1})
    spark.sql("CREATE TEMPORARY VIEW images USING ecrpublic OPTIONS (path 'team/*', pageSize 2)")
    assert spark.sql("SELECT count(*) AS n FROM images").toArrow().to_pylist() == [{"n": 3}]
    spark.catalog.dropTempView("images")


def test_a_wrong_option_is_an_error_of_load(spark: SparkSession) -> None:
    with pytest.raises(PySparkException, match="option pageSize: '1001' given: Input should be"):
        load(spark, pageSize=1001)
    with pytest.raises(PySparkException, match="option 'pagesise': there is none of this name"):
        load(spark, pageSise=5)


def test_a_credential_is_refused_and_not_shown(spark: SparkSession, workers_say: Path) -> None:
    secret = "hunter2-hunter2"
    with pytest.raises(PySparkException, match="credentials are not taken as options") as caught:
        load(spark, aws_secret_access_key=secret)
    assert secret not in f"{caught.value!r} {caught.value}"
    assert secret not in workers_say.read_text()


def test_a_name_that_is_not_there_is_an_error_where_it_is_planned(spark: SparkSession) -> None:
    fill({"team/app": 1})
    with pytest.raises(PySparkException, match="'team/gone' does not exist"):
        load(spark, "team/*,team/gone").count()


def test_a_deleted_repository_is_skipped_and_reported(
    spark: SparkSession, emulator: str, workers_say: Path, requests: Requests
) -> None:
    fill({"team/app": 2, "team/was-deleted": 2})
    expected = rows(emulator, "team/app")
    requests.before_images = lambda _: delete("team/was-deleted")
    assert collected(load(spark, numPartitions=1, concurrency=1)) == expected
    assert "skipped team/was-deleted, deleted since" in workers_say.read_text()


def test_an_error_fails_the_task_and_a_retry_succeeds(spark: SparkSession, emulator: str) -> None:
    fill({"team/app": 3})
    expected = rows(emulator, "team/app")
    get_backend().fail_next("DescribeImages", "AccessDeniedException", count=1)
    assert collected(load(spark)) == expected
    get_backend().fail_next("DescribeImages", "AccessDeniedException", count=2)
    with pytest.raises(PySparkException, match="while the images of team/app were listed"):
        collected(load(spark))


def test_a_time_is_the_same_instant_in_every_time_zone(spark: SparkSession, emulator: str) -> None:
    fill({"team/app": 1})
    (row,) = rows(emulator, "team/app")
    pushed = row["imagePushedAt"]
    before = spark.conf.get("spark.sql.session.timeZone")
    assert before is not None
    try:
        for zone in ("Asia/Tokyo", "America/St_Johns", "UTC"):
            spark.conf.set("spark.sql.session.timeZone", zone)
            images = load(spark).selectExpr(
                "imagePushedAt",
                "unix_micros(imagePushedAt) AS micros",
                "date_format(imagePushedAt, 'yyyy-MM-dd HH:mm:ss.SSSSSS') AS shown",
            )
            (read,) = images.toArrow().to_pylist()
            assert read["imagePushedAt"] == pushed
            assert timedelta(microseconds=read["micros"]) == pushed - EPOCH
            local = pushed.astimezone(ZoneInfo(zone))
            assert read["shown"] == local.strftime("%Y-%m-%d %H:%M:%S.%f")
    finally:
        spark.conf.set("spark.sql.session.timeZone", before)
