"""No public name without a type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.checkers import run


@pytest.mark.parametrize(
    ("environment", "without"),
    [
        ("this package alone", ("ecrpublic_models.spark", "ecrpublic_models.testing")),
        ("all extras and boto3-stubs", ()),
    ],
)
def test_every_public_type_is_complete(
    interpreters: dict[str, Path], tmp_path: Path, environment: str, without: tuple[str, ...]
) -> None:
    """Spark's types and moto's, which the emulator has, are there only with their extras."""
    output = run(
        *("pyright", "--verifytypes", "ecrpublic_models", "--ignoreexternal", "--outputjson"),
        directory=tmp_path,
        python=interpreters[environment],
    )
    report: dict[str, Any] = json.loads(output)["typeCompleteness"]
    incomplete = [symbol["name"] for symbol in report["symbols"] if not symbol["isTypeKnown"]]
    assert len(report["symbols"]) > 1000
    assert [name for name in incomplete if not name.startswith(without)] == []
