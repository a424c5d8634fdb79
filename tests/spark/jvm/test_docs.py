"""Every Python example of the document runs as it stands there, but for where it writes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from tests.spark.registry import fill, in_order, rows
from tests.support.documents import ROOT, Example, examples

EXAMPLES = list(examples(ROOT / "docs" / "spark.md"))


def written_by(example: Example) -> list[str]:
    """The directories that it writes rows to."""
    return re.findall(r'\("/data/(\w+)"\)', example.code)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.place)
def test_the_example_runs(
    example: Example, spark: SparkSession, emulator: str, tmp_path: Path
) -> None:
    fill({"team/app": 3, "team/api": 2, "lib/a": 1})
    code = example.code.replace("/data/", f"{tmp_path}/")
    assert replace(example, code=code).run()["spark"] is spark
    for directory in written_by(example):
        written = spark.read.parquet(str(tmp_path / directory)).toArrow().to_pylist()
        assert in_order(written) == rows(emulator, "team/api", "team/app")


def test_rows_are_written_at_once_and_as_a_stream() -> None:
    written = [directory for example in EXAMPLES for directory in written_by(example)]
    assert written == ["images", "pass"]
