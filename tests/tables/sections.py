"""The examples of `docs/tables.md`, by the headings that they stand under."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.documents import ROOT, Example, examples

DOCUMENT = ROOT / "docs" / "tables.md"


def sections() -> dict[str, list[Example]]:
    """The examples under each heading."""
    headings = _headings()
    found: dict[str, list[Example]] = {}
    for example in examples(DOCUMENT):
        found.setdefault(headings[example.lines_before], []).append(example)
    return found


def run(heading: str) -> dict[str, Any]:
    """Import the one example under a heading, and give what it defines."""
    (example,) = sections()[heading]
    return example.run("recipe")


def run_by_itself(heading: str) -> subprocess.CompletedProcess[str]:
    """Run the one example under a heading as a file that was copied to the working directory."""
    (example,) = sections()[heading]
    Path("program.py").write_text(example.in_place, "utf-8")
    return subprocess.run(
        [sys.executable, "-W", "error", "program.py"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _headings() -> list[str]:
    """The heading above each line."""
    headings = []
    heading, in_code = "", False
    for line in DOCUMENT.read_text("utf-8").splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif line.startswith("#") and not in_code:
            heading = line.lstrip("# ")
        headings.append(heading)
    return headings
