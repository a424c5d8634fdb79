"""The examples of `docs/tables.md`, by the headings that they stand under."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.documents import ROOT, examples

DOCUMENT = ROOT / "docs" / "tables.md"


def programs() -> dict[str, str]:
    """All examples under each heading as one program, each at its own line numbers."""
    headings = _headings()
    lines: dict[str, list[str]] = {}
    for example in examples(DOCUMENT):
        program = lines.setdefault(headings[example.lines_before], [])
        program += [""] * (example.lines_before - len(program)) + example.code.splitlines()
    return {heading: "".join(f"{line}\n" for line in lines[heading]) for heading in lines}


def run(heading: str, name: str = "recipe") -> dict[str, Any]:
    """Run the program under a heading as a module of this name, and give what it defines."""
    names: dict[str, Any] = {"__name__": name}
    exec(compile(programs()[heading], DOCUMENT, "exec"), names)
    return names


def run_by_itself(heading: str) -> subprocess.CompletedProcess[str]:
    """Run the program under a heading as a file that was copied to the working directory."""
    Path("program.py").write_text(programs()[heading], "utf-8")
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
