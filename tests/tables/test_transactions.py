"""The recipe with rows and checkpoint in one transaction: exactly once, whatever happens."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ecrpublic_models import InventoryCheckpoint
from ecrpublic_models.errors import InventoryError
from tests.support.documents import ROOT
from tests.support.fleet import Fleet, Row
from tests.tables.sections import run
from tests.tables.transaction_program import RECIPE

DATABASE = "images.duckdb"


def start(*arguments: object) -> subprocess.Popen[bytes]:
    database = Path(DATABASE).resolve()
    program = [sys.executable, "-m", "tests.tables.transaction_program", str(database)]
    return subprocess.Popen([*program, *map(str, arguments)], cwd=ROOT)


def kept() -> Counter[Row]:
    with duckdb.connect(DATABASE) as connection:
        return Counter(connection.sql("select repositoryName, imageDigest from images").fetchall())


def checkpoint() -> InventoryCheckpoint:
    with duckdb.connect(DATABASE) as connection:
        ((json,),) = connection.sql("select json from checkpoint").fetchall()
    return InventoryCheckpoint.model_validate_json(json)


@pytest.fixture
def recipe(fleet: Fleet) -> dict[str, Any]:
    return run(RECIPE)


def stopped_at(fleet: Fleet, request: int, number: signal.Signals) -> int:
    """Run the recipe, send it a signal at a request, and give what it ends with."""
    fleet.asked.clear()

    def stop(count: int) -> None:
        if count == request:
            process.send_signal(number)

    fleet.before_answering = stop
    process = start()
    status = process.wait(timeout=60)
    fleet.before_answering = lambda count: None
    return status


def finish(fleet: Fleet, *lines: int) -> None:
    """Run it, kill it at these lines, run it to its end, and see that each row is there once."""
    assert start(*lines).wait(timeout=60) == 0
    assert kept() == Counter(fleet.rows)
    assert set(checkpoint().resume_tokens.values()) == {None}


def test_killed_at_many_requests_every_row_is_there_once(fleet: Fleet) -> None:
    fleet.count = 25
    for request in (1, 18, 25, 20):
        assert stopped_at(fleet, request, signal.SIGKILL) == -signal.SIGKILL
    finish(fleet)


def test_killed_at_every_line_of_the_loop_every_row_is_there_once(fleet: Fleet) -> None:
    fleet.count = 20
    # Before the second line and the eighth, which no turn of the loop has come before, and before
    # each line of its second turn, from another page on each time.
    finish(fleet, 2, 8, *range(17, 27))


def test_interrupted_every_row_is_there_once(fleet: Fleet) -> None:
    fleet.count = 10
    assert stopped_at(fleet, 20, signal.SIGINT) != 0
    finish(fleet)


def test_a_second_run_asks_for_nothing(fleet: Fleet, recipe: dict[str, Any]) -> None:
    recipe["take_inventory"](DATABASE)
    assert len(fleet.asked) == fleet.count * fleet.pages
    recipe["take_inventory"](DATABASE)
    assert kept() == Counter(fleet.rows)
    assert len(fleet.asked) == fleet.count * fleet.pages


def test_a_repository_that_is_gone_stops_no_other(fleet: Fleet, recipe: dict[str, Any]) -> None:
    fleet.failing = frozenset(["team/app1"])
    with pytest.raises(InventoryError, match="team/app1 is gone"):
        recipe["take_inventory"](DATABASE)
    lost = {row for page in (1, 2) for row in fleet.page("team/app1", page)}
    assert kept() == Counter(fleet.rows - lost)
    fleet.asked.clear()
    with pytest.raises(InventoryError, match="team/app1 is gone"):
        recipe["take_inventory"](DATABASE)
    assert fleet.asked == [("team/app1", 1)]
    fleet.failing = frozenset()
    recipe["take_inventory"](DATABASE)
    assert kept() == Counter(fleet.rows)


def test_another_process_is_refused(fleet: Fleet) -> None:
    with duckdb.connect(DATABASE):
        assert start().wait(timeout=60) == 1
    assert fleet.asked == []
