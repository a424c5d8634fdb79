"""Contestants run in turn, each time in a fresh process, so that all share the machine's moods."""

from __future__ import annotations

import os
import subprocess
import sys
from compileall import compile_dir
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import ecrpublic_models
from benchmarks.costs import Cost

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Credentials that are valid nowhere, and none of the user's own settings.
_ENVIRONMENT = {
    **{
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTHON"))
    },
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
MISSING = "can't be imported: "
"""How the complaint of a contestant begins that needs a package which is not installed."""


@dataclass
class Result:
    """What a contestant has cost, round by round, or what it misses."""

    costs: list[Cost] = field(default_factory=list)
    missing: str | None = None


def race(contestants: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Result]:
    """Run every contestant once a round.

    Args:
        contestants: Each one's name, and the arguments of a Python that prints its `Cost`.
        rounds: How many times each one is run.
    """
    # As pip compiles what it installs; this library is mostly run from its sources here.
    compile_dir(Path(ecrpublic_models.__file__).parent, quiet=1)
    results = {name: Result() for name in contestants}
    for number in range(rounds):
        for name, arguments in contestants.items():
            _show(f"round {number + 1} of {rounds}: {name}")
            result = results[name]
            if result.missing is None:
                _run(arguments, result)
    _show("")
    return results


def _show(progress: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{progress}", end="", file=sys.stderr, flush=True)


def _run(arguments: Sequence[str], result: Result) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], env=_ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        result.costs.append(Cost.from_json(done.stdout))
    elif done.stderr.startswith(MISSING):
        result.missing = done.stderr.strip()
    else:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr}")
