"""Ctrl-C and SIGTERM: what was written is whole, and the rest can be had."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from ecrpublic_models import DescribeImagesPaginator, ImageDetail
from ecrpublic_models.cli import app
from ecrpublic_models.cli.interruptions import Interruption, interruptible, uninterrupted
from ecrpublic_models.cli.listing import write_listing
from ecrpublic_models.cli.terminal import OutputCutError
from ecrpublic_models.cli.views import IMAGES
from tests.support.command import COMMAND, TIMEOUT, Run, Terminal, interruptible_run, run
from tests.support.kinds import an_image
from tests.support.loopback import Answer, Loopback, client_for

PAGE = 1000  # images, far more than a pipe holds
SIGNALS: dict[int, int] = {signal.SIGINT: 130, signal.SIGTERM: 143}
each_signal = pytest.mark.parametrize("number", SIGNALS)


@pytest.fixture(autouse=True)
def _ctrl_c_interrupts() -> Iterator[None]:
    """What is tested in this process is tested as if the process had not begun ignoring SIGINT."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def listing(server: Loopback, *more: str) -> tuple[str, ...]:
    images = ("describe-images", "--repository-name", "team/app")
    return (*images, "--endpoint-url", server.url, *more)


def interrupt_at_request(number: int, with_signal: int, server: Loopback, *more: str) -> Run:
    """Interrupt a run while it waits for the answer to a request."""
    reached, release = threading.Event(), threading.Event()
    server.requests.clear()

    def respond(_: dict[str, object]) -> Answer:
        if len(server.requests) == number:
            reached.set()
            release.wait(TIMEOUT)
            return Answer({}, status=500)
        return Answer({"imageDetails": [an_image()], "nextToken": "more"})

    server.respond = respond
    process = subprocess.Popen(
        interruptible_run(*listing(server, *more)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert reached.wait(TIMEOUT)
        process.send_signal(with_signal)
        out, err = process.communicate(timeout=TIMEOUT)
    finally:
        release.set()
        process.kill()
    return Run(process.returncode, out, err)


@each_signal
@pytest.mark.parametrize("output", ["table", "json", "jsonl"])
def test_midway_the_token_is_told(server: Loopback, output: str, number: int) -> None:
    done = interrupt_at_request(2, number, server, "--output", output)
    assert done.code == SIGNALS[number]
    assert done.err.startswith("ecrpublic: the listing stopped; continue with --starting-token ")
    assert done.err.count("\n") == 1
    if output == "json":
        assert json.loads(done.out)["NextToken"] == done.token
    else:
        assert len(done.out.splitlines()) == 1 + (output == "table")


@each_signal
def test_before_anything_came_it_is_quiet(server: Loopback, number: int) -> None:
    assert interrupt_at_request(1, number, server) == Run(SIGNALS[number], "", "")


def test_the_cursor_comes_back(server: Loopback) -> None:
    reached, release = threading.Event(), threading.Event()

    def respond(_: dict[str, object]) -> Answer:
        reached.set()
        release.wait(TIMEOUT)
        return Answer({}, status=500)

    server.respond = respond
    terminal = Terminal()
    process = subprocess.Popen(
        interruptible_run(*listing(server)),
        stdout=subprocess.DEVNULL,
        stderr=terminal.theirs,
        env={**os.environ, "TERM": "xterm"},
    )
    try:
        assert reached.wait(TIMEOUT)
        process.terminate()
        assert process.wait(TIMEOUT) == 143
    finally:
        release.set()
        process.kill()
    shown = terminal.text()
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l") >= 0


def images_from(number: int) -> list[dict[str, object]]:
    return [an_image(imageDigest=f"sha256:{i:0200}") for i in range(number, number + PAGE)]


@pytest.fixture
def endless(server: Loopback) -> Loopback:
    """Pages far larger than a pipe, without end."""

    def respond(request: dict[str, object]) -> Answer:
        first = int(str(request.get("nextToken", 0)))
        return Answer({"imageDetails": images_from(first), "nextToken": f"{first + PAGE}"})

    server.respond = respond
    server.requests.clear()
    return server


def signal_in_mid_write(command: Sequence[str], *numbers: int, unbuffered: str = "") -> Run:
    """Send signals while the run waits for somebody to read on; then read all."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    assert process.stdout is not None
    try:
        begun = os.read(process.stdout.fileno(), 1)  # the rest of the page does not fit the pipe
        for number in numbers:
            process.send_signal(number)
        out, err = process.communicate(timeout=TIMEOUT)
    finally:
        process.kill()
    return Run(process.returncode, begun.decode() + out, err)


def read_json(out: str) -> list[str]:
    return [image["imageDigest"] for image in json.loads(out)["imageDetails"]]


def read_jsonl(out: str) -> list[str]:
    return [json.loads(line)["imageDigest"] for line in out.splitlines()]


def read_csv(out: str) -> list[str]:
    return [row["imageDigest"] for row in csv.DictReader(io.StringIO(out))]


READERS: dict[str, Callable[[str], list[str]]] = {
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
}


@each_signal
@pytest.mark.parametrize(
    ("output", "unbuffered"), [("json", ""), ("jsonl", ""), ("jsonl", "1"), ("csv", "")]
)
def test_a_page_is_written_to_its_end(
    endless: Loopback, output: str, unbuffered: str, number: int
) -> None:
    command = interruptible_run(*listing(endless, "--output", output))
    done = signal_in_mid_write(command, number, unbuffered=unbuffered)
    assert done.code == SIGNALS[number]
    assert READERS[output](done.out) == [image["imageDigest"] for image in images_from(0)]
    assert len(endless.requests) == 1
    (hint,) = done.err.splitlines()
    assert hint.startswith("ecrpublic: the listing stopped; continue with --starting-token ")
    rest = run(
        *listing(endless, "--output", output),
        *("--max-items", "1", "--starting-token", done.token),
    )
    assert READERS[output](rest.out) == [images_from(PAGE)[0]["imageDigest"]]


def test_a_second_signal_does_not_wait(endless: Loopback) -> None:
    # Two different ones: a process sees two of the same kind as one if they come close together.
    done = signal_in_mid_write(
        interruptible_run(*listing(endless, "--output", "json")), signal.SIGINT, signal.SIGTERM
    )
    assert done.code == 143
    assert not done.out.endswith("}\n")
    assert len(done.out) < len(json.dumps(images_from(0)))
    assert done.err == "ecrpublic: the output is incomplete\n"


@each_signal
def test_the_first_waits_and_the_second_does_not(number: int) -> None:
    def write_a_page() -> None:
        signal.raise_signal(number)
        with pytest.raises(Interruption) as second:
            signal.raise_signal(number)
        assert second.value.exit_code == SIGNALS[number]

    with interruptible():
        with pytest.raises(Interruption) as first, uninterrupted():
            write_a_page()
        assert first.value.exit_code == SIGNALS[number]


def test_what_has_waited_is_raised_once() -> None:
    with interruptible():
        with pytest.raises(Interruption), uninterrupted():
            signal.raise_signal(signal.SIGINT)
        with uninterrupted():
            pass


def test_handlers_are_put_back() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with interruptible():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_ctrl_c_that_was_ignored_is_ignored_on(endless: Loopback) -> None:
    more = ("--output", "jsonl", "--max-items", str(PAGE))
    command = shlex.join((*COMMAND, *listing(endless, *more)))
    done = signal_in_mid_write(("bash", "-c", f"trap '' INT; exec {command}"), signal.SIGINT)
    assert done.code == 0
    assert len(read_jsonl(done.out)) == PAGE
    assert "there are more images" in done.err


class Impatient:
    """A writer that is told to end twice while it finishes, as a table is that takes long."""

    streams = False
    tells_token = False
    needs_all = False
    makes_rows = False

    def write(self, items: Sequence[ImageDetail]) -> None:
        pass

    def close(self, resume_token: str | None) -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("fails", [True, False])
def test_a_second_signal_while_the_output_is_finished_leaves_it_incomplete(
    server: Loopback, *, fails: bool
) -> None:
    more = {"nextToken": "more"} if fails else {}
    answers = iter([Answer({"imageDetails": [an_image()], **more})])
    server.respond = lambda _: next(answers, Answer({}, status=500))
    paginator = DescribeImagesPaginator(client_for(server.url))
    pages: Any = paginator.paginate(repositoryName="team/app")
    with interruptible(), pytest.raises(OutputCutError):
        write_listing(pages, IMAGES, Impatient())


def test_in_another_thread_signals_are_left_alone(
    server: Loopback, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.respond = lambda _: Answer({"imageDetails": [an_image()]})
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    codes: list[int] = []
    thread = threading.Thread(
        target=lambda: codes.append(app.run(listing(server, "--output", "jsonl")))
    )
    thread.start()
    thread.join(TIMEOUT)
    assert codes == [0]
    assert isinstance(sys.stdout, io.StringIO)
    assert read_jsonl(sys.stdout.getvalue()) == ["sha256:0"]
    assert capsys.readouterr().err == ""
