"""Runs one command line: `python -m benchmarks.command_once MODULE ARGUMENT...`.

The wall time is that until its first line came, the processor time all that it took.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from benchmarks.costs import PEAK_UNITS_PER_MIB, Cost
from benchmarks.rounds import MISSING

_FIRST = 4096


def main() -> None:
    module, *arguments = sys.argv[1:]
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    if process.stdout is None:
        raise RuntimeError("the command was started without a pipe")
    first = os.read(process.stdout.fileno(), _FIRST)
    wall = time.perf_counter() - start
    while os.read(process.stdout.fileno(), 2**20):
        pass
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0 or not first:
        sys.exit(f"{MISSING if not first else ''}{module} ended with {status}")
    cpu = usage.ru_utime + usage.ru_stime
    print(Cost(cpu, wall, usage.ru_maxrss / PEAK_UNITS_PER_MIB).to_json())


if __name__ == "__main__":
    main()
