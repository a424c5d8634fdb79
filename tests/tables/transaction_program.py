"""Runs the recipe with rows and checkpoint in one transaction, as a process that may be killed.

Arguments: the database, and numbers. The recipe is run once for each number, and killed at the line
of that number, counted as lines are run. Then it is run to its end.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from itertools import count
from types import FrameType
from typing import Any

from tests.tables.sections import DOCUMENT, run

RECIPE = "Rows and checkpoint in one transaction"


def main() -> None:
    # What starts the tests, such as a shell in the background, may have it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # A Ctrl-C that comes while a finalizer runs is lost, in any program: urllib3's close sockets.
    gc.disable()
    database, *lines = sys.argv[1:]
    recipe = run(RECIPE)
    recipe["SECONDS_BETWEEN_COMMITS"] = 0.0  # after each page
    for line in map(int, lines):
        process = os.fork()  # since a new process takes a second to import all this
        if process == 0:
            sys.settrace(killed_at(line))
            recipe["take_inventory"](database)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit(f"it was not killed at line {line}")
    recipe["take_inventory"](database)


def killed_at(last: int) -> Any:
    """Give what `sys.settrace` takes to kill this process at a line of the recipe."""
    lines = count(1)

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename != str(DOCUMENT):
            return None
        if event == "line" and next(lines) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


if __name__ == "__main__":
    main()
