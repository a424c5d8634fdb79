"""Streams: hostile text, terminals, pipes that close, full disks."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Emulator, Here
from tests.support.command import COMMAND, TIMEOUT, run, run_on_terminal
from tests.support.kinds import an_image
from tests.support.loopback import Answer, Loopback

LISTING = ("describe-images", "--repository-name", "team/app")

HOSTILE_TAGS = ["=cmd|' /C calc'!A0", "\x1b]0;owned\x07", "\u202eexe", "[bold]x", "\x7f\x9b"]
HOSTILE = an_image(
    imagePushedAt="2023-11-14T22:13:20.125000+00:00",
    imageTags=HOSTILE_TAGS,
    imageManifestMediaType='@SUM(1)\r\n,"quoted"',
    somethingNew="\x1b[2J",
)


def raw_controls(text: str) -> set[str]:
    return {char for char in text if not char.isprintable() and char not in "\r\n"}


@pytest.fixture
def hostile(server: Loopback) -> Loopback:
    server.respond = lambda _: Answer({"imageDetails": [HOSTILE]})
    return server


def listing(server: Loopback, *more: str) -> tuple[str, ...]:
    return (*LISTING, "--endpoint-url", server.url, *more)


@pytest.mark.parametrize("output", ["json", "jsonl"])
def test_hostile_text_in_json(hostile: Loopback, here: Here, output: str) -> None:
    done = here(*listing(hostile, "--output", output))
    assert (done.code, done.err) == (0, "")
    assert not raw_controls(done.out)
    content = json.loads(done.out)
    assert (content if output == "jsonl" else content["imageDetails"][0]) == HOSTILE


def test_hostile_text_in_csv(hostile: Loopback, here: Here) -> None:
    done = here(*listing(hostile, "--output", "csv"))
    assert (done.code, done.err) == (0, "")
    assert not raw_controls(done.out)
    assert len(done.out.splitlines()) == 2
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert row["imageTags"].startswith("'=cmd|")
    assert len(row["imageTags"].split(" ")) == len(HOSTILE_TAGS)
    assert row["imageManifestMediaType"] == r"""'@SUM(1)\r\n,"quoted" """.strip()


def test_hostile_text_in_the_table(hostile: Loopback, here: Here) -> None:
    done = here(*listing(hostile))
    assert (done.code, done.err) == (0, "")
    assert not raw_controls(done.out)
    assert "[bold]x" in done.out


def test_text_that_the_encoding_does_not_have(server: Loopback) -> None:
    server.respond = lambda _: Answer({"imageDetails": [an_image(imageTags=["käse"])]})
    done = run(*listing(server), env={"PYTHONIOENCODING": "ascii"})
    assert (done.code, done.err) == (0, "")
    assert r"k\xe4se" in done.out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_encoding_that_begins_with_a_mark(server: Loopback, encoding: str) -> None:
    pages = [{"imageDetails": [an_image(imageTags=[tag])], "nextToken": tag} for tag in "ab"]
    answers = iter([*map(Answer, pages), Answer({"imageDetails": []})])
    server.respond = lambda _: next(answers)
    command = [*COMMAND, *listing(server), "--output", "json"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=True
    )
    assert len(json.loads(done.stdout.decode(encoding))["imageDetails"]) == 2


def test_a_terminal_shows_a_table_that_fits(emulator: Emulator) -> None:
    rows = table_on_terminal(emulator, columns=80)
    assert max(map(len, rows)) <= 80
    assert len(rows) > len(emulator.images) + 1, "no tag is so long that it folds"
    assert_nothing_is_broken(rows, emulator)


def test_a_terminal_too_narrow_still_shows_every_column(emulator: Emulator) -> None:
    rows = table_on_terminal(emulator, columns=20)
    assert rows[0].split() == ["TAGS", "SIZE", "PUSHED", "(UTC)", "DIGEST", "KIND"]
    assert_nothing_is_broken(rows, emulator)


def table_on_terminal(emulator: Emulator, columns: int) -> list[str]:
    code, out, err = run_on_terminal(
        *emulator.listing(), stdout=True, stderr=False, columns=columns
    )
    assert (code, err) == (0, "")
    plain = out.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "\x1b" not in plain
    return plain.splitlines()


def assert_nothing_is_broken(rows: list[str], emulator: Emulator) -> None:
    """Every size, time and digest stands on one line, next to one another."""
    time = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    whole = re.compile(rf"  +\d+\.\d [kM]B  {time}  ([0-9a-f]{{12}})(?:  |$)")
    shown = [found[1] for row in rows[1:] if (found := whole.search(row))]
    assert shown == [digest.removeprefix("sha256:")[:12] for digest in emulator.digests]
    rest = " ".join(whole.sub(" ", row) for row in rows)
    assert not re.search(r"\d:\d", rest)


def test_progress_is_shown_on_a_terminal(emulator: Emulator) -> None:
    code, out, err = run_on_terminal(
        *emulator.listing("--output", "jsonl", "--page-size", "20"), stdout=False, stderr=True
    )
    assert code == 0
    assert len(out.splitlines()) == len(emulator.images)
    assert "so far" in err
    assert "imageDigest" not in err


def test_progress_does_not_mix_with_items_on_the_same_terminal(emulator: Emulator) -> None:
    code, out, err = run_on_terminal(
        *emulator.listing("--output", "jsonl"), stdout=True, stderr=True
    )
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == len(emulator.images)


def test_no_progress_where_there_is_no_terminal(emulator: Emulator) -> None:
    done = run(*emulator.listing(), env={"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"})
    assert (done.code, done.err) == (0, "")
    assert "\x1b" not in done.out


def in_shell(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ("bash", "-c", command), capture_output=True, text=True, timeout=TIMEOUT, check=False
    )


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv"])
def test_a_closed_pipe_is_no_error(emulator: Emulator, output: str) -> None:
    command = shlex.join((*COMMAND, *emulator.listing("--output", output, "--page-size", "1")))
    done = in_shell(f"{command} | head -1; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_a_closed_pipe_stops_the_listing(server: Loopback) -> None:
    def respond(request: dict[str, object]) -> Answer:
        number = int(str(request.get("nextToken", 0))) + 1
        images = [an_image(imageDigest=f"{number}")]
        return Answer({"imageDetails": images, "nextToken": f"{number}"})

    server.respond = respond  # a listing without end
    done = in_shell(f"{shlex.join((*COMMAND, *listing(server, '--output', 'jsonl')))} | head -1")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["imageDigest"] == "1"


@pytest.mark.parametrize("arguments", ["--help", "--version"])
def test_help_into_a_closed_pipe(arguments: str) -> None:
    command = shlex.join((*COMMAND, arguments))
    done = in_shell(f"{{ sleep 0.1; {command}; }} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to offer")
def test_a_full_disk(emulator: Emulator) -> None:
    done = in_shell(f"{shlex.join((*COMMAND, *emulator.listing()))} > /dev/full")
    assert done.returncode == 255
    assert done.stderr == (
        "ecrpublic: error: No space left on device\necrpublic: the output is incomplete\n"
    )


def test_stdout_that_is_not_open(emulator: Emulator) -> None:
    done = in_shell(f"{shlex.join((*COMMAND, *emulator.listing()))} >&-")
    assert done.returncode == 255
    assert done.stderr == "ecrpublic: error: stdout is not open\n"
