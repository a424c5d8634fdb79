"""Real runs of the command, in processes of their own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

COMMAND = (sys.executable, "-m", "ecrpublic_models.cli")
TIMEOUT = 120
INTERRUPTIBLE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from ecrpublic_models.cli import main
sys.exit(main())
"""


@dataclass(frozen=True)
class Run:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def token(self) -> str:
        """The resume token that stderr names."""
        return self.err.rpartition("--starting-token ")[2].strip()


def run(*arguments: str, env: Mapping[str, str] | None = None) -> Run:
    return run_python(*COMMAND[1:], *arguments, env=env)


def run_python(*arguments: str, env: Mapping[str, str] | None = None) -> Run:
    done = subprocess.run(
        (sys.executable, *arguments),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        env={**os.environ, **(env or {})},
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def interruptible_run(*arguments: str) -> tuple[str, ...]:
    """A command line that can be interrupted even where the test's own process ignores SIGINT."""
    return (sys.executable, "-c", INTERRUPTIBLE, *arguments)


class Terminal:
    """A terminal for a process to write to, that keeps what it is shown."""

    def __init__(self) -> None:
        self._ours, self.theirs = pty.openpty()
        self._shown = bytearray()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                some = os.read(self._ours, 4096)
            except OSError:  # how Linux says that nobody has the other end open any more
                return
            if not some:
                return
            self._shown += some

    def has(self, text: str) -> bool:
        """Whether this was shown already."""
        return text.encode() in self._shown

    def text(self) -> str:
        """Everything that was shown. Ends the terminal."""
        os.close(self.theirs)
        self._reader.join(TIMEOUT)
        os.close(self._ours)
        return self._shown.decode()


def run_on_terminal(
    *arguments: str, stdout: bool, stderr: bool, columns: int = 80
) -> tuple[int, str, str]:
    """Run with stdout, stderr or both on a terminal of their own."""
    terminals = [Terminal() if wanted else None for wanted in (stdout, stderr)]
    out, err = (subprocess.PIPE if t is None else t.theirs for t in terminals)
    process = subprocess.Popen(
        (*COMMAND, *arguments),
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        text=True,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm"},
    )
    piped = process.communicate(timeout=TIMEOUT)
    shown = [
        pipe if terminal is None else terminal.text()
        for pipe, terminal in zip(piped, terminals, strict=True)
    ]
    return process.returncode, shown[0], shown[1]


def run_asked(
    *arguments: str,
    answer: str,
    ahead: str = "",
    meanwhile: Callable[[], object] = lambda: None,
) -> tuple[int, str, str]:
    """Run with stdin and stderr on a terminal, at which somebody types an answer when asked.

    Args:
        arguments: The command line.
        answer: What is typed when there is a question.
        ahead: What is typed before there is one.
        meanwhile: What happens while the question stands.
    """
    shown = Terminal()
    keyboard, theirs = pty.openpty()
    os.write(keyboard, ahead.encode())
    process = subprocess.Popen(
        (*COMMAND, *arguments),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=shown.theirs,
        text=True,
        env={**os.environ, "COLUMNS": "80", "TERM": "xterm"},
    )
    deadline = time.monotonic() + TIMEOUT
    while process.poll() is None and not shown.has("[y/N] ") and time.monotonic() < deadline:
        time.sleep(0.01)
    if process.poll() is None:
        meanwhile()
        os.write(keyboard, answer.encode())
    try:
        out, _ = process.communicate(timeout=TIMEOUT)
    finally:
        process.kill()
        os.close(keyboard)
        os.close(theirs)
    return process.returncode, out, shown.text()


def output_of(program: str) -> str:
    """Run a Python program in a process of its own, and give what it prints."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
