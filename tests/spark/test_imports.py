"""What is said where pyspark is missing or too old."""

from __future__ import annotations

import pytest

from tests.support.command import output_of

WITHOUT = """
import sys

sys.modules["{missing}"] = None
try:
    import ecrpublic_models.spark
except ImportError as error:
    print(error)
"""


@pytest.mark.parametrize("missing", ["pyarrow", "pyspark", "pyspark.sql.datasource"])
def test_what_is_missing_is_told_in_one_line(missing: str) -> None:
    assert output_of(WITHOUT.format(missing=missing)) == (
        "ecrpublic_models.spark needs pyspark 4.0 or newer, and pyarrow: "
        "pip install 'ecrpublic-models[spark]'"
    )
