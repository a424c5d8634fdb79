"""The examples of the emulator's documentation, run as one program."""

from __future__ import annotations

import pytest

from tests.emulator.conftest import fresh_registries
from tests.support.documents import ROOT, program

DOCUMENT = ROOT / "docs" / "emulator.md"


def test_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with fresh_registries():
        exec(compile(program(DOCUMENT), DOCUMENT, "exec"), {})
    first, second = capsys.readouterr().out.splitlines()
    assert "(LayersNotFoundException)" in first
    assert "(LimitExceededException)" in second
