"""The examples of the emulator's documentation, each by itself."""

from __future__ import annotations

import re

import pytest

from tests.emulator.conftest import fresh_registries
from tests.support.documents import ROOT, Example, examples

DOCUMENT = ROOT / "docs" / "emulator.md"


@pytest.mark.parametrize("example", list(examples(DOCUMENT)), ids=lambda example: example.place)
def test_the_example_runs(example: Example, capsys: pytest.CaptureFixture[str]) -> None:
    with fresh_registries():
        example.run()
    printed = capsys.readouterr().out.splitlines()
    # What it catches, it prints.
    caught = re.findall(r"(\w+) as error:", example.code)
    assert [re.findall(r"\((\w+)\)", line) for line in printed] == [[name] for name in caught]
