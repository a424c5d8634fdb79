"""No public name without a type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.support.checkers import run


def test_every_public_type_is_complete(interpreters: dict[str, Path], tmp_path: Path) -> None:
    output = run(
        *("pyright", "--verifytypes", "ecrpublic_models", "--ignoreexternal", "--outputjson"),
        directory=tmp_path,
        python=interpreters["this package alone"],
    )
    report: dict[str, Any] = json.loads(output)["typeCompleteness"]
    incomplete = [symbol["name"] for symbol in report["symbols"] if not symbol["isTypeKnown"]]
    assert report["completenessScore"] == 1, "\n".join(incomplete)
