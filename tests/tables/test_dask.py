"""The recipe for Dask: exact also where a worker is killed, or a repository is deleted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Event

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecrpublic_models import ImageDetail, arrow
from ecrpublic_models.errors import RegistryNotFoundException
from tests.support.documents import ROOT
from tests.support.fleet import Fleet, Row
from tests.support.loopback import Answer, Loopback
from tests.tables.sections import run, run_by_itself


def rows_in(table: pa.Table) -> Counter[Row]:
    return Counter((row["repositoryName"], row["imageDigest"]) for row in table.to_pylist())


def test_a_worker_is_killed_and_every_row_is_there_once(
    server: Loopback, fleet: Fleet, tmp_path: Path
) -> None:
    fleet.count = 32  # two in each group
    rows = tmp_path / "rows.parquet"
    groups_begun: set[int] = set()
    workers: list[int] = []
    workers_known, killed = Event(), Event()

    def respond(body: dict[str, object]) -> Answer:
        """Kill a worker once both are in the middle of a group."""
        group = fleet.names.index(str(body["repositoryName"])) % recipe["GROUPS"]
        groups_begun.add(group)
        if len(groups_begun) == 2 and not killed.is_set():
            assert workers_known.wait(timeout=60)
            os.kill(workers[0], signal.SIGKILL)
            killed.set()
        if "nextToken" in body:  # no group ends before that
            assert killed.wait(timeout=60)
        return fleet.respond(body)

    recipe = run("Dask")
    server.respond = respond
    program = [sys.executable, "-W", "error", "-m", "tests.tables.dask_program"]
    with subprocess.Popen(
        [*program, str(rows), *fleet.names], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        workers += json.loads(process.stdout.readline())
        workers_known.set()
        assert process.wait(timeout=120) == 0
    assert killed.is_set()
    table = pq.read_table(rows)
    assert table.schema == arrow.schema(ImageDetail)
    assert rows_in(table) == Counter(fleet.rows)
    # A group was begun by the worker that was killed, and then by another.
    assert len(fleet.asked) > fleet.count * fleet.pages


def test_the_program_by_itself(fleet: Fleet) -> None:
    fleet.failing = frozenset(["team/app1"])
    done = run_by_itself("Dask")
    # Deleted after its first page, of which the rows stay.
    assert (done.returncode, done.stdout) == (0, f"{len(fleet.rows) - 2 * fleet.page_size}\n")


def test_a_repository_that_is_gone_stops_no_other(fleet: Fleet) -> None:
    fleet.failing = frozenset(["team/app1"])
    lost = {row for page in (1, 2) for row in fleet.page("team/app1", page)}
    assert rows_in(run("Dask")["images_of"](fleet.names)) == Counter(fleet.rows - lost)


def test_another_error_ends_the_group(fleet: Fleet) -> None:
    fleet.failing, fleet.reason = frozenset(["team/app1"]), "RegistryNotFoundException"
    with pytest.raises(RegistryNotFoundException):
        run("Dask")["images_of"](fleet.names)


def test_no_repositories_are_no_rows(fleet: Fleet) -> None:
    table = run("Dask")["images_of"]([])
    assert (table.num_rows, table.schema) == (0, arrow.schema(ImageDetail))
