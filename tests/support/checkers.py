"""The type checkers at their strictest, run as a user runs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TIMEOUT = 300
# Taken here, since the checkers run in threads, and pytest changes the environment meanwhile.
_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")
}


@dataclass(frozen=True)
class Checker:
    """A type checker: how to run it, and the settings that it finds where it runs."""

    command: tuple[str, ...]
    settings: Mapping[str, str]


# Sibling directories share what mypy has learnt of what is installed; it notices what differs.
_MYPY = ("mypy", "--python-executable", "{python}", "--cache-dir=../mypy-cache", ".")

CHECKERS = {
    "mypy": Checker(_MYPY, {"mypy.ini": "[mypy]\nstrict = True\n"}),
    "mypy with pydantic's plugin": Checker(
        _MYPY,
        {
            "mypy.ini": (
                "[mypy]\nstrict = True\nplugins = pydantic.mypy\n"
                "[pydantic-mypy]\ninit_forbid_extra = True\ninit_typed = True\n"
                # Its thousand modules have no models that the plugin would read differently.
                "[mypy-moto.*]\nfollow_imports = skip\n"
            )
        },
    ),
    "pyright": Checker(
        ("pyright", "--pythonpath", "{python}", "."),
        {"pyrightconfig.json": '{"typeCheckingMode": "strict"}'},
    ),
    "pyrefly": Checker(
        (
            *("pyrefly", "check", "--python-interpreter-path", "{python}"),
            *("--output-format", "min-text"),
        ),
        {"pyrefly.toml": 'preset = "strict"\n'},
    ),
    "ty": Checker(
        ("ty", "check", "--python", "{python}", "--output-format", "concise"),
        {"ty.toml": '[rules]\nall = "error"\n'},
    ),
}


@dataclass(frozen=True)
class Remark:
    """What a checker says about one line of a program."""

    program: str
    line: int
    message: str

    @property
    def revealed(self) -> str | None:
        """The type that `reveal_type` shows on this line, without the names of modules."""
        found = re.search(r"(?:[Rr]evealed type(?: is|:)|Type of .* is) (.*)$", self.message)
        if found is None:
            return None
        shown = found[1].removesuffix(" [reveal-type]").strip('"`')
        # Some write out what a generator takes and returns where that is nothing, some do not.
        return re.sub(r"(?:\w+\.)+(\w+)", r"\1", shown).replace(", None, None]", "]")


def check(checker: Checker, directory: Path, python: Path) -> list[Remark]:
    """Let a checker look at the programs in a directory, with an environment's interpreter."""
    for name, content in checker.settings.items():
        (directory / name).write_text(content)
    return list(_remarks(run(*checker.command, directory=directory, python=python)))


def run(*command: str, directory: Path, python: Path) -> str:
    """Run a checker that is installed here, with another environment active."""
    done = subprocess.run(
        [sys.executable, "-m", *(part.format(python=python) for part in command)],
        cwd=directory,
        env={**_ENVIRONMENT, "PATH": f"{python.parent}{os.pathsep}{_ENVIRONMENT['PATH']}"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    # They exit with 1 when they have found something, and with more when they could not look.
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done.stdout


def _remarks(output: str) -> Iterator[Remark]:
    for line in output.splitlines():
        if found := re.search(r"(\w+)\.py:(\d+)(?::[\d-]+)*(.*)", line):
            yield Remark(found[1], int(found[2]), found[3])
