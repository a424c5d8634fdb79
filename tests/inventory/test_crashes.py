"""An inventory whose process is killed, and which another process ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.support.fleet import Fleet
from tests.support.loopback import Loopback
from tests.support.program import checkpoint_file, rows_file

REPOSITORIES = 50
PAGES = 4
# The requests, of 200 in all, at which the process is killed.
MOMENTS = [
    pytest.param(number, marks=() if number % 60 == 1 else pytest.mark.thorough)
    for number in range(1, REPOSITORIES * PAGES, 10)
]
ROOT = Path(__file__).parent.parent.parent


def start(program: str, url: str, directory: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", program, url, str(directory)], cwd=ROOT)


def rows(directory: Path) -> list[tuple[str, str]]:
    lines = rows_file(directory).read_text().splitlines() if rows_file(directory).exists() else []
    return [(repository, digest) for repository, digest in map(json.loads, lines)]


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("tests.support.program", id="threads"),
        pytest.param("tests.support.async_program", id="tasks", marks=pytest.mark.aio),
    ],
)
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_started_again_nothing_is_lost(
    server: Loopback, tmp_path: Path, program: str, moment: int
) -> None:
    fleet = Fleet(count=REPOSITORIES, pages=PAGES, page_size=3)
    server.respond = fleet.respond
    (tmp_path / "repositories.json").write_text(json.dumps(fleet.names))

    def kill(number: int) -> None:
        if number == moment:
            os.kill(process.pid, signal.SIGKILL)

    fleet.before_answering = kill
    process = start(program, server.url, tmp_path)
    assert process.wait(timeout=60) == -signal.SIGKILL
    before = rows(tmp_path)
    assert set(before) < fleet.rows

    fleet.before_answering = lambda number: None
    assert start(program, server.url, tmp_path).wait(timeout=60) == 0
    found = Counter(rows(tmp_path))
    assert found.keys() == fleet.rows
    twice = {row for row, count in found.items() if count > 1}
    # At the most the page that was being dealt with.
    pages = [set(fleet.page(name, page)) for name in fleet.names for page in range(PAGES)]
    assert not twice or twice in pages
    tokens = json.loads(checkpoint_file(tmp_path).read_text())["resume_tokens"]
    assert tokens == dict.fromkeys(fleet.names)
