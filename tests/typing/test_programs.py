"""What users see in their editors, with this package alone and with boto3-stubs beside it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.checkers import Remark

PROGRAMS = Path(__file__).parent / "programs"


def _marks(program: str, pattern: str) -> dict[int, str]:
    """The comments at the ends of a program's lines, by line."""
    lines = (PROGRAMS / f"{program}.txt").read_text().splitlines()
    return {
        number: mark[1]
        for number, line in enumerate(lines, 1)
        if (mark := re.search(pattern, line))
    }


def test_a_right_program_is_right(remarks: list[Remark]) -> None:
    assert [remark for remark in remarks if remark.program not in {"mistakes", "hovers"}] == []


def test_every_mistake_is_reported_and_nothing_else(remarks: list[Remark]) -> None:
    reported = {remark.line for remark in remarks if remark.program == "mistakes"}
    assert sorted(reported) == sorted(_marks("mistakes", r"  # (mistake)$"))


def test_every_type_is_known(remarks: list[Remark]) -> None:
    revealed = {remark.line: remark.revealed for remark in remarks if remark.program == "hovers"}
    assert revealed == _marks("hovers", r"^\s*reveal_type\(.*\)  # (.*)$")
