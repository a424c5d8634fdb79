"""`ecrpublic describe-images --all-repositories`: nothing is lost, whatever ends it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ecrpublic_models.cli import app, inventories
from ecrpublic_models.cli.checkpoints import ListingCheckpoint
from ecrpublic_models.cli.connection import Connection
from tests.support.command import COMMAND, INTERRUPTIBLE, TIMEOUT, Run, run_on_terminal
from tests.support.fleet import Fleet, Row
from tests.support.loopback import Loopback

COMMANDS = ("describe-images", "--all-repositories")
# Saves before each page, and not every few seconds.
SAVING_ALWAYS = f"""
from ecrpublic_models.cli import checkpoints
checkpoints._SECONDS_BETWEEN_SAVES = 0
{INTERRUPTIBLE}"""


Here = Callable[..., Run]


@pytest.fixture
def here(server: Loopback, capsys: pytest.CaptureFixture[str]) -> Here:
    return lambda *more: Run(
        app.run([*COMMANDS, "--endpoint-url", server.url, *more]), *capsys.readouterr()
    )


class Runs:
    """Runs in processes of their own, whose rows are added to one file."""

    def __init__(self, server: Loopback, directory: Path, output: str = "jsonl") -> None:
        self.rows_file = directory / "rows"
        self.checkpoint = directory / "checkpoint.json"
        self.options: tuple[str, ...] = ("--output", output)
        self._arguments = [*COMMANDS, "--endpoint-url", server.url]

    def start(self, program: str = INTERRUPTIBLE) -> subprocess.Popen[str]:
        with self.rows_file.open("ab") as rows:
            return subprocess.Popen(
                [
                    *(sys.executable, "-c", program, *self._arguments, *self.options),
                    *("--checkpoint", str(self.checkpoint)),
                ],
                stdout=rows,
                stderr=subprocess.PIPE,
                text=True,
            )

    def run(self, program: str = INTERRUPTIBLE) -> tuple[int, str]:
        process = self.start(program)
        _, said = process.communicate(timeout=TIMEOUT)
        return process.returncode, said

    def killed_at(self, moment: int, fleet: Fleet, program: str) -> bool:
        """Run until the fleet is asked for so many pages. Tell whether it came to that."""

        def kill(number: int) -> None:
            if number == moment:
                os.kill(process.pid, signal.SIGKILL)

        fleet.before_answering = kill
        process = self.start(program)
        process.communicate(timeout=TIMEOUT)
        fleet.before_answering = lambda number: None
        return process.returncode == -signal.SIGKILL

    def rows(self) -> list[Row]:
        text = self.rows_file.read_text()
        if "jsonl" in self.options:
            found = [json.loads(line) for line in text.splitlines()]
        else:
            found = list(csv.DictReader(io.StringIO(text)))
        return [(row["repositoryName"], row["imageDigest"]) for row in found]


def rows_in(out: str) -> list[Row]:
    found = [json.loads(line) for line in out.splitlines()]
    return [(one["repositoryName"], one["imageDigest"]) for one in found]


def test_all_images_of_all_repositories(fleet: Fleet, here: Here) -> None:
    done = here("--output", "jsonl")
    assert (done.code, done.err) == (0, "")
    assert Counter(rows_in(done.out)) == Counter(fleet.rows)


@pytest.mark.parametrize("output", ["json", "csv", "text", "table"])
def test_in_every_form_of_output(fleet: Fleet, here: Here, output: str) -> None:
    done = here("--output", output)
    assert (done.code, done.err) == (0, "")
    for name, digest in fleet.rows:
        shown = digest.removeprefix("sha256:")[:12] if output == "table" else digest
        assert any(name in part and shown in part for part in _parts(done.out, output))
    assert len(_parts(done.out, output)) == len(fleet.rows)


def _parts(out: str, output: str) -> list[str]:
    if output == "json":
        return [json.dumps(one) for one in json.loads(out)["imageDetails"]]
    lines = [line for line in out.splitlines() if not line.startswith("IMAGETAGS")]
    return lines if output == "text" else lines[1:]


def test_a_query_of_all(fleet: Fleet, here: Here) -> None:
    done = here("--query", "length(imageDetails)")
    assert (done.code, done.out, done.err) == (0, f"{len(fleet.rows)}\n", "")


def test_several_are_listed_at_a_time(fleet: Fleet, here: Here) -> None:
    fleet.gathered = 6
    done = here("--output", "jsonl")
    assert done.code == 0
    assert fleet.most_at_once == 6


def test_progress_over_repositories(fleet: Fleet, server: Loopback) -> None:
    more = ("--endpoint-url", server.url, "--output", "jsonl")
    code, out, err = run_on_terminal(*COMMANDS, *more, stdout=False, stderr=True)
    assert (code, len(out.splitlines())) == (0, len(fleet.rows))
    err = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", err)
    assert "6 repositories so far" in err
    assert "72 images, 6 of 6 repositories so far" in err


@pytest.mark.parametrize("output", ["jsonl", "csv"])
@pytest.mark.parametrize("program", [INTERRUPTIBLE, SAVING_ALWAYS], ids=["as it is", "saving"])
@pytest.mark.parametrize("moment", [1, 8, 17])
def test_killed_and_run_again_every_row_is_there_once(
    server: Loopback, fleet: Fleet, tmp_path: Path, output: str, program: str, moment: int
) -> None:
    runs = Runs(server, tmp_path, output)
    assert runs.killed_at(moment, fleet, program)
    assert set(runs.rows()) < fleet.rows
    assert ListingCheckpoint.load(runs.checkpoint).resume_tokens.keys() == set(fleet.names)
    code, said = runs.run(program)
    assert code == 0
    assert f"ecrpublic: going on from {runs.checkpoint}: " in said
    assert Counter(runs.rows()) == Counter(fleet.rows)
    assert not runs.checkpoint.exists()


def test_killed_again_and_again_at_any_time(server: Loopback, fleet: Fleet, tmp_path: Path) -> None:
    fleet.count, fleet.pages = 20, 4
    runs = Runs(server, tmp_path)
    killed = 0
    for number in range(2, 80, 9):
        fleet.asked.clear()
        if not runs.killed_at(number, fleet, SAVING_ALWAYS):
            break
        killed += 1
    assert killed >= 3
    if runs.checkpoint.exists():
        assert runs.run()[0] == 0
    assert Counter(runs.rows()) == Counter(fleet.rows)


@pytest.fixture
def stopped(server: Loopback, fleet: Fleet, tmp_path: Path) -> Runs:
    """A run of which a part has failed, and left its checkpoint."""
    runs = Runs(server, tmp_path)
    fleet.failing, fleet.reason = frozenset(["team/app1", "team/app4"]), "ServerException"
    assert runs.run()[0] == 254
    fleet.failing = frozenset()
    fleet.asked.clear()
    return runs


@pytest.mark.parametrize("cut", [1, 50, 1000])
def test_what_no_checkpoint_knows_of_is_taken_off(stopped: Runs, fleet: Fleet, cut: int) -> None:
    with stopped.rows_file.open("a") as rows:
        rows.write("x" * cut)
    code, said = stopped.run()
    assert code == 0
    assert said == (
        f"ecrpublic: going on from {stopped.checkpoint}: 4 of 6 repositories are listed; "
        f"{cut} bytes after that are taken off, and come again\n"
    )
    assert Counter(stopped.rows()) == Counter(fleet.rows)


@pytest.mark.parametrize("content", ["", "{}\n"])
def test_rows_that_are_missing_are_noticed(stopped: Runs, fleet: Fleet, content: str) -> None:
    stopped.rows_file.write_text(content)  # as `>` does in place of `>>`
    code, said = stopped.run()
    assert code == 252
    assert "rows of the earlier run are missing in the output; add to it (>>)" in said
    assert (stopped.rows_file.read_text(), fleet.asked) == (content, [])
    assert stopped.checkpoint.exists()


@pytest.mark.parametrize("content", ["", '{"important": 1}'])
def test_another_file_is_left_as_it_is(
    stopped: Runs, fleet: Fleet, tmp_path: Path, content: str
) -> None:
    first = stopped.rows()
    stopped.rows_file = tmp_path / "other"
    stopped.rows_file.write_text(f"{content}\n" if content else "")
    code, said = stopped.run()
    assert code == 0
    assert "4 of 6 repositories are listed; their rows are in another output\n" in said
    assert stopped.rows_file.read_text().startswith(content)
    stopped.rows_file.write_text(stopped.rows_file.read_text().removeprefix(f"{content}\n"))
    assert Counter([*first, *stopped.rows()]) == Counter(fleet.rows)


def test_a_file_that_was_there_keeps_what_it_has(
    server: Loopback, fleet: Fleet, tmp_path: Path
) -> None:
    runs = Runs(server, tmp_path, "csv")
    runs.rows_file.write_text("what somebody else has written\n")
    assert runs.killed_at(1, fleet, INTERRUPTIBLE)
    assert runs.run()[0] == 0
    other, _, rows = runs.rows_file.read_text().partition("\n")
    assert other == "what somebody else has written"
    runs.rows_file.write_text(rows)
    assert Counter(runs.rows()) == Counter(fleet.rows)


def test_two_runs_do_not_write_to_one_file(server: Loopback, fleet: Fleet, tmp_path: Path) -> None:
    runs, other = Runs(server, tmp_path), Runs(server, tmp_path)
    other.checkpoint = tmp_path / "other.json"
    said: list[tuple[int, str]] = []

    def start_another(number: int) -> None:
        if number == 3:
            said.append(other.run())

    fleet.before_answering = start_another
    assert runs.run()[0] == 0
    ((code, message),) = said
    assert code == 252
    assert message == "ecrpublic: error: --checkpoint: another run is writing to the same output\n"
    assert Counter(runs.rows()) == Counter(fleet.rows)


@pytest.mark.parametrize(
    "form", [("--output", "csv"), ("--output", "jsonl", "--query", "imageDetails[].imageDigest")]
)
def test_another_form_of_output_is_refused(stopped: Runs, form: tuple[str, ...]) -> None:
    before = stopped.rows_file.read_text()
    stopped.options = form
    code, said = stopped.run()
    assert code == 252
    assert f"was begun with --output jsonl, so it can't go on with {' '.join(form)}" in said
    assert stopped.rows_file.read_text() == before


def test_the_registry_is_that_of_the_first_run(stopped: Runs, server: Loopback) -> None:
    server.requests.clear()
    assert stopped.run()[0] == 0
    assert {request["registryId"] for request in server.requests} == {"123456789012"}


def test_a_full_disk_gives_nothing_twice(server: Loopback, fleet: Fleet, tmp_path: Path) -> None:
    runs = Runs(server, tmp_path)
    # Room for fewer bytes than there are rows, and not up to the end of a page.
    limit = "from resource import *; setrlimit(RLIMIT_FSIZE, (9000, RLIM_INFINITY))"
    ignoring = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    code, said = runs.run(f"{limit}\n{ignoring}\n{INTERRUPTIBLE}")
    assert code == 255
    assert "File too large" in said
    assert said.endswith(f"the listing stopped; continue with --checkpoint {runs.checkpoint}\n")
    assert runs.run()[0] == 0
    assert Counter(runs.rows()) == Counter(fleet.rows)


def test_csv_has_one_heading_and_another_in_another_file(
    server: Loopback, fleet: Fleet, tmp_path: Path
) -> None:
    runs = Runs(server, tmp_path, "csv")
    fleet.failing, fleet.reason = frozenset(["team/app3"]), "ServerException"
    assert runs.run()[0] == 254
    kept = runs.rows_file.read_text()
    fleet.failing = frozenset()
    runs.rows_file = tmp_path / "another"
    assert runs.run()[0] == 0
    other = runs.rows_file.read_text()
    assert kept.splitlines()[0] == other.splitlines()[0]
    assert kept.count("registryId,") == other.count("registryId,") == 1


def test_an_empty_registry_has_a_heading(fleet: Fleet, here: Here) -> None:
    fleet.count = 0
    done = here("--output", "csv")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("registryId,")
    assert done.out.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_goes_on_and_gives_nothing_twice(
    server: Loopback, fleet: Fleet, tmp_path: Path, number: signal.Signals
) -> None:
    runs = Runs(server, tmp_path)

    def interrupt(count: int) -> None:
        if count == 9:
            process.send_signal(number)

    fleet.before_answering = interrupt
    process = runs.start()
    _, said = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 128 + number
    assert said == (
        f"ecrpublic: the listing stopped; continue with --checkpoint {runs.checkpoint}\n"
    )
    fleet.before_answering = lambda count: None
    assert runs.run()[0] == 0
    assert Counter(runs.rows()) == Counter(fleet.rows)


def test_what_fails_is_told_and_tried_again(server: Loopback, fleet: Fleet, tmp_path: Path) -> None:
    runs = Runs(server, tmp_path)
    fleet.failing, fleet.reason = frozenset(["team/app1", "team/app4"]), "ServerException"
    code, said = runs.run()
    assert code == 254
    assert said.startswith("ecrpublic: error: 2 of the repositories failed: team/app")
    hint = f"continue with --checkpoint {runs.checkpoint}, or delete that to begin anew\n"
    assert said.endswith(f"the listing stopped; {hint}")
    before = set(runs.rows())
    assert len(before) == len(fleet.rows) - 2 * 2 * 4
    fleet.failing = frozenset()
    fleet.asked.clear()
    assert runs.run()[0] == 0
    assert Counter(runs.rows()) == Counter(fleet.rows)
    assert {name for name, _ in fleet.asked} == {"team/app1", "team/app4"}


def test_without_a_checkpoint_what_fails_is_told(fleet: Fleet, here: Here) -> None:
    fleet.failing, fleet.reason = frozenset(["team/app1"]), "ServerException"
    done = here("--output", "jsonl")
    assert done.code == 254
    assert "team/app1" in done.err
    assert done.err.endswith(
        "the listing stopped; its output is incomplete, and with --checkpoint FILE it could go on\n"
    )


def test_a_repository_that_is_deleted_meanwhile_is_left_out(
    server: Loopback, fleet: Fleet, tmp_path: Path
) -> None:
    runs = Runs(server, tmp_path)
    fleet.failing = frozenset(["team/app2"])
    assert runs.run() == (0, "ecrpublic: team/app2 was deleted meanwhile\n")
    assert set(runs.rows()) == fleet.rows - {
        row for page in (1, 2) for row in fleet.page("team/app2", page)
    }


def test_a_closed_pipe_keeps_the_place(server: Loopback, fleet: Fleet, tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.json"
    arguments = [*COMMANDS, "--endpoint-url", server.url, "--output", "jsonl"]
    with subprocess.Popen(
        [*COMMAND, *arguments, "--checkpoint", str(checkpoint)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(TIMEOUT) == 1
    assert "stdout is no file, so rows count as written that its reader may lose\n" in said
    assert f"nobody reads the output any more; continue with --checkpoint {checkpoint}\n" in said
    tokens = ListingCheckpoint.load(checkpoint).resume_tokens
    assert tokens.keys() == set(fleet.names)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--max-items", "5"), "--all-repositories: can't be used together with --max-items"),
        (("--starting-token", "x"), "--all-repositories: can't be used together with --starting"),
        (("--image-ids", "imageTag=a"), "--all-repositories: can't be used together with --image"),
        (("--repository-name", "team/app"), "--all-repositories: can't be used together with --re"),
        (("--max-items=",), "--all-repositories: can't be used together with --max-items"),
        (("--repository-name=",), "--all-repositories: can't be used together with --repo"),
        (("--page-size", "1001"), "--page-size: 1001 is more than 1000"),
        (("--registry-id", "1"), "--registry-id: 1 is not valid"),
        (("--checkpoint", "file"), "--checkpoint: goes with --output jsonl or csv"),
        (
            ("--checkpoint", "file", "--output", "jsonl", "--query", "length(imageDetails)"),
            "--checkpoint: goes with --output jsonl or csv",
        ),
    ],
)
def test_what_does_not_go_together(
    server: Loopback, fleet: Fleet, here: Here, more: tuple[str, ...], message: str
) -> None:
    done = here(*more)
    assert (done.code, done.out) == (252, "")
    assert done.err.startswith(f"ecrpublic: error: {message}")
    assert server.requests == []


def test_a_checkpoint_needs_all_repositories(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["describe-images", "--repository-name", "team/app", "--checkpoint", "file"]
    assert app.run(arguments) == 252
    assert capsys.readouterr().err == (
        "ecrpublic: error: --checkpoint: goes with --all-repositories\n"
    )


def test_a_checkpoint_of_another_page_size(stopped: Runs) -> None:
    stopped.options = (*stopped.options, "--page-size", "20")
    code, said = stopped.run()
    assert code == 252
    assert "--page-size: 20 given, but the checkpoint was taken with None" in said


def test_a_page_size_in_another_notation(fleet: Fleet, here: Here, server: Loopback) -> None:
    assert here("--output", "jsonl", "--page-size", "5.0").code == 0
    assert {request["maxResults"] for request in server.requests[1:]} == {5}


@pytest.mark.parametrize("content", ["", "{", '{"resume_tokens": 1}'])
def test_a_checkpoint_that_is_damaged(
    fleet: Fleet, here: Here, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "checkpoint.json"
    file.write_text(content)
    done = here("--output", "jsonl", "--checkpoint", str(file))
    assert (done.code, done.out) == (255, "")
    assert "not a whole checkpoint of an inventory" in done.err


@pytest.mark.parametrize("place", ["none/file", "."])
def test_a_checkpoint_that_can_not_be_kept(
    server: Loopback, fleet: Fleet, here: Here, tmp_path: Path, place: str
) -> None:
    done = here("--output", "jsonl", "--checkpoint", str(tmp_path / place))
    assert (done.code, done.out) == (252, "")
    assert "can't be a file" in done.err
    assert server.requests == []


def test_a_checkpoint_behind_a_link(stopped: Runs, fleet: Fleet, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(stopped.checkpoint)
    target, stopped.checkpoint = stopped.checkpoint, link
    assert stopped.run()[0] == 0
    assert not target.exists()
    assert Counter(stopped.rows()) == Counter(fleet.rows)


def test_a_query_of_items_goes_on_too(server: Loopback, fleet: Fleet, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.json"
    query = ["--query", "imageDetails[].imageDigest", "--output", "jsonl"]
    command = [*COMMAND, *COMMANDS, "--endpoint-url", server.url, "--checkpoint", str(file), *query]
    fleet.failing, fleet.reason = frozenset(["team/app1"]), "ServerException"
    first = subprocess.run(command, capture_output=True, text=True, check=False)
    fleet.failing = frozenset()
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in (first.stdout + second.stdout).splitlines()]
    assert Counter(found) == Counter(digest for _, digest in fleet.rows)


def test_the_client_is_patient_and_has_a_connection_for_each_request() -> None:
    client = Connection("us-east-1", None, "http://127.0.0.1:1").open(30)
    settings = client.meta.config
    retries: dict[str, object] = getattr(settings, "retries")  # noqa: B009 - botocore's own
    assert retries["mode"] == "adaptive"
    assert getattr(settings, "max_pool_connections") == 30  # noqa: B009
    assert inventories.CONCURRENCY <= 10
