"""A cluster of which an executor is killed in the midst of its work."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Event

import pyarrow.parquet as pq

from tests.spark.jvm import program
from tests.spark.jvm.processes import (
    TIMEOUT,
    children,
    cluster,
    listening_on,
    open_files,
    wait_for,
    with_descendants,
)
from tests.spark.registry import Requests, delete, fill, in_order, rows

NAMES = [f"team/app-{number}" for number in range(4)]
DELETED = "team/was-deleted"
# More than Python and Spark hold back before they hand rows on.
IMAGES = 1200


def test_a_killed_executor_changes_no_rows(
    emulator: str, requests: Requests, tmp_path: Path
) -> None:
    fill({**dict.fromkeys(NAMES, IMAGES), DELETED: 1})
    expected = rows(emulator, *NAMES)
    goes_on = Event()

    def wait(request: Mapping[str, object]) -> None:
        if "nextToken" in request or request["repositoryName"] == DELETED:
            goes_on.wait(TIMEOUT)

    requests.before_images = wait
    to = tmp_path / "images"
    with cluster(tmp_path) as running:
        driver = running.run(
            *("driver", sys.executable, "-m", program.__name__, running.url, emulator, str(to))
        )
        try:
            executor = wait_for(
                lambda: executor_that_writes(running.workers, to), "an executor that writes"
            )
            addresses = listening_on(with_descendants(running.pids))
            os.kill(executor, signal.SIGKILL)
            driver.wait_until_it_says("Lost executor")
            delete(DELETED)
        finally:
            goes_on.set()
        assert driver.wait() == 0, driver.said
        assert f"skipped {DELETED}" in running.executors_say()
    assert in_order(pq.read_table(to).to_pylist()) == expected
    # The master, the workers, the driver and the executors.
    assert len(addresses) >= 6
    assert {address for address in addresses if not address.is_loopback} == set()


def executor_that_writes(workers: set[int], to: Path) -> int | None:
    """The process of an executor that has a file of the result open."""
    writing = (
        pid
        for pid in children(workers)
        if any(path.startswith(f"{to}/_temporary/") for path in open_files(pid))
    )
    return next(writing, None)
