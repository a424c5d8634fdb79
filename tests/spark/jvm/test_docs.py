"""Every Python example of the document runs as it stands there, but for where it writes."""

from __future__ import annotations

from pathlib import Path

from pyspark.sql import SparkSession

from tests.spark.registry import fill, in_order, rows
from tests.support.documents import ROOT, examples

DOCUMENT = ROOT / "docs" / "spark.md"


def test_the_examples_run(spark: SparkSession, emulator: str, tmp_path: Path) -> None:
    fill({"team/app": 3, "team/api": 2, "lib/a": 1})
    names: dict[str, object] = {}
    for example in examples(DOCUMENT):
        code = example.in_place.replace("/data/", f"{tmp_path}/")
        exec(compile(code, DOCUMENT, "exec"), names)
    assert names["spark"] is spark
    for directory in ("images", "pass"):
        written = spark.read.parquet(str(tmp_path / directory)).toArrow().to_pylist()
        assert in_order(written) == rows(emulator, "team/api", "team/app")
