"""`--output parquet`: what the file holds, and that it is there whole or not at all."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import stat
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from ecrpublic_models import arrow
from tests.cli.conftest import Here
from tests.support.command import INTERRUPTIBLE, TIMEOUT, run_on_terminal, run_python
from tests.support.fleet import Fleet
from tests.support.kinds import IMAGES, KINDS, Kind, an_image, image
from tests.support.loopback import Answer, Loopback
from tests.support.service import PagedService

PAGES = [[0, 1, 2], [], [3, 4], [5, 6]]
OLD = b"what was there before"
MAGIC = b"PAR1"
"""What a Parquet file begins and ends with."""
# Hands on each page, and not only what many of them make.
PAGE_BY_PAGE = f"""
from ecrpublic_models.cli import parquet
parquet._BYTES_OF_ROW_GROUP = 1
{INTERRUPTIBLE}"""
GOES_WITH_PARQUET = "goes with --output parquet; other forms go to stdout, as with > FILE"
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.operation.method_name)


@dataclass(frozen=True)
class Done:
    """How a run ended, with the bytes that it gave."""

    code: int
    out: bytes
    err: str

    @property
    def table(self) -> pa.Table:
        return parquet.read_table(pa.BufferReader(self.out))


def command_of(kind: Kind) -> tuple[str, ...]:
    needed = [part for name in kind.arguments.values() for part in ("--repository-name", name)]
    return (kind.operation.method_name.replace("_", "-"), *needed)


LISTING = command_of(IMAGES)
ALL = ("describe-images", "--all-repositories")


@pytest.fixture
def parquet_run(server: Loopback) -> Callable[..., Done]:
    """Run a command line in a process of its own, that writes a Parquet file."""

    def run_it(*more: str, program: str = INTERRUPTIBLE) -> Done:
        done = subprocess.run(
            command(server, *more, program=program),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr.decode())

    return run_it


ParquetRun = Callable[..., Done]


def arguments(server: Loopback, *more: str) -> tuple[str, ...]:
    return (*more, "--endpoint-url", server.url, "--output", "parquet")


def command(server: Loopback, *more: str, program: str = INTERRUPTIBLE) -> list[str]:
    return [sys.executable, "-c", program, *arguments(server, *more)]


def serve(server: Loopback, kind: Kind, pages: Sequence[Sequence[int]] = PAGES) -> None:
    tokens = [f"token{number}" for number in range(len(pages) - 1)]
    kind.serve(server, PagedService([list(page) for page in pages], tokens))


def rows_of(kind: Kind) -> list[dict[str, Any]]:
    """The rows by the models, in the order of the listing."""
    return [
        kind.operation.item.model_validate(kind.item(number)).model_dump()
        for page in PAGES
        for number in page
    ]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that was there before, alone in its directory."""
    file = tmp_path / "images.parquet"
    file.write_bytes(OLD)
    return file


def assert_old(file: Path) -> None:
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


@each_kind
def test_it_is_the_table_of_the_models(
    server: Loopback, parquet_run: ParquetRun, kind: Kind
) -> None:
    serve(server, kind)
    done = parquet_run(*command_of(kind))
    assert (done.code, done.err) == (0, "")
    assert done.table.schema == arrow.schema(kind.operation.item)
    assert done.table.to_pylist() == rows_of(kind)


def read_with_pyarrow(file: Path) -> pa.Table:
    return parquet.read_table(file)


def read_with_polars(file: Path) -> pa.Table:
    import polars as pl

    table: pa.Table = pl.read_parquet(file).to_arrow()
    return table


def read_with_duckdb(file: Path) -> pa.Table:
    import duckdb

    table: pa.Table = duckdb.read_parquet(str(file)).to_arrow_table()
    return table


def read_with_pandas(file: Path) -> pa.Table:
    import pandas as pd

    return pa.Table.from_pandas(pd.read_parquet(file, dtype_backend="pyarrow"))


@pytest.mark.parametrize(
    "read", [read_with_pyarrow, read_with_polars, read_with_duckdb, read_with_pandas]
)
@each_kind
def test_it_is_read_back_as_it_was(
    server: Loopback, here: Here, old: Path, kind: Kind, read: Callable[[Path], pa.Table]
) -> None:
    serve(server, kind)
    done = here(*arguments(server, *command_of(kind), "--output-file", str(old)))
    assert (done.code, done.out, done.err) == (0, "", "")
    table = read(old)
    assert table.column_names == list(kind.operation.item.model_fields)
    assert table.to_pylist() == rows_of(kind)
    assert list(old.parent.iterdir()) == [old]


@each_kind
def test_an_empty_listing_has_the_columns(
    server: Loopback, parquet_run: ParquetRun, kind: Kind
) -> None:
    serve(server, kind, pages=[[]])
    done = parquet_run(*command_of(kind))
    assert (done.code, done.err) == (0, "")
    assert done.table.schema == arrow.schema(kind.operation.item)
    assert done.table.num_rows == 0


def test_all_repositories(fleet: Fleet, parquet_run: ParquetRun) -> None:
    done = parquet_run(*ALL)
    assert (done.code, done.err) == (0, "")
    assert Counter(rows_in(done.table)) == Counter(fleet.rows)


def rows_in(table: pa.Table) -> list[tuple[str, str]]:
    return [(row["repositoryName"], row["imageDigest"]) for row in table.to_pylist()]


def test_the_old_file_stays_if_all_repositories_fail(
    server: Loopback, fleet: Fleet, parquet_run: ParquetRun, old: Path
) -> None:
    """As where a job has lost its rights: an empty file would be no news of the registry."""
    refusal = {"__type": "AccessDeniedException", "message": "not you"}
    server.respond = lambda body: (
        Answer(refusal, status=400) if "repositoryName" in body else fleet.respond(body)
    )
    done = parquet_run(*ALL, "--output-file", str(old))
    assert (done.code, done.out) == (254, b"")
    assert done.err.startswith("ecrpublic: error: 6 of the repositories failed: team/app")
    assert_old(old)


def test_the_file_has_the_images_of_the_others_if_some_repositories_fail(
    fleet: Fleet, parquet_run: ParquetRun, old: Path
) -> None:
    fleet.failing, fleet.reason = frozenset(["team/app1", "team/app4"]), "ServerException"
    done = parquet_run(*ALL, "--output-file", str(old))
    assert (done.code, done.out) == (254, b"")
    assert done.err.startswith("ecrpublic: error: 2 of the repositories failed: team/app")
    assert done.err.endswith("ecrpublic: the listing stopped; its output is incomplete\n")
    failed = {row for name in fleet.failing for page in (1, 2) for row in fleet.page(name, page)}
    assert Counter(rows_in(parquet.read_table(old))) == Counter(fleet.rows - failed)


def test_what_is_left_out_can_be_had(server: Loopback, parquet_run: ParquetRun) -> None:
    serve(server, IMAGES)
    first = parquet_run(*LISTING, "--max-items", "4")
    assert first.code == 0
    assert first.err.startswith("ecrpublic: there are more images; continue with --starting-token ")
    token = first.err.rpartition(" ")[2].strip()
    rest = parquet_run(*LISTING, "--starting-token", token)
    assert (rest.code, rest.err) == (0, "")
    assert first.table.to_pylist() + rest.table.to_pylist() == rows_of(IMAGES)
    server.requests.clear()
    assert parquet_run(*LISTING, "--page-size", "7").code == 0
    assert {request["maxResults"] for request in server.requests} == {7}


def test_the_same_pages_give_the_same_bytes(server: Loopback, parquet_run: ParquetRun) -> None:
    serve(server, IMAGES)
    first, second = (parquet_run(*LISTING) for _ in range(2))
    assert first == second
    metadata = parquet.ParquetFile(pa.BufferReader(first.out)).metadata
    columns = range(metadata.num_columns)
    assert {metadata.row_group(0).column(i).compression for i in columns} == {"ZSTD"}


@pytest.mark.parametrize("what", [LISTING, ALL])
def test_a_terminal_is_not_written_to(server: Loopback, what: tuple[str, ...]) -> None:
    server.requests.clear()
    code, out, err = run_on_terminal(*arguments(server, *what), stdout=True, stderr=False)
    assert (code, out) == (252, "")
    assert err == (
        "ecrpublic: error: --output: parquet is nothing to show on a terminal; "
        "give --output-file FILE\n"
    )
    assert server.requests == []


def test_on_a_terminal_there_is_progress_and_a_file(server: Loopback, old: Path) -> None:
    serve(server, IMAGES)
    to_file = arguments(server, *LISTING, "--output-file", str(old))
    code, out, err = run_on_terminal(*to_file, stdout=True, stderr=True)
    assert (code, out) == (0, "")
    assert "7 images in 4 pages so far" in re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", err)
    assert parquet.read_table(old).to_pylist() == rows_of(IMAGES)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            (*LISTING, "--output", "parquet", "--query", "imageDetails[]"),
            "--query: can't be used together with --output parquet, whose columns are the fields",
        ),
        (
            (*ALL, "--output", "parquet", "--query", "imageDetails[]"),
            "--query: can't be used together with --output parquet, whose columns are the fields",
        ),
        (
            (*ALL, "--output", "parquet", "--checkpoint", "{directory}/file"),
            "--checkpoint: goes with --output jsonl or csv; a Parquet file can't be added to",
        ),
        *(
            (
                (*what, *form, "--output-file", "{directory}/file"),
                f"--output-file: {GOES_WITH_PARQUET}",
            )
            for what in (LISTING, ALL)
            for form in ((), ("--output", "csv"))
        ),
        *(
            (
                (*LISTING, "--output", "parquet", "--output-file", place),
                f"--output-file: {place} can't be a file",
            )
            for place in (
                *("{directory}", "{directory}/none/file", "{directory}/pipe", "{directory}/circle"),
                *("{directory}/new.parquet/", "{directory}/" + "long" * 100),
            )
        ),
        (
            (*LISTING, "--output", "parquet", "--page-size", "0"),
            "--page-size: 0 is less than 1 (allowed: 1 to 1000)",
        ),
    ],
)
def test_what_does_not_go_together(
    server: Loopback, here: Here, tmp_path: Path, more: tuple[str, ...], message: str
) -> None:
    pipe, circle = tmp_path / "pipe", tmp_path / "circle"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    server.requests.clear()
    given = [argument.replace("{directory}", str(tmp_path)) for argument in more]
    done = here(*given, "--endpoint-url", server.url)
    message = message.replace("{directory}", str(tmp_path))
    assert (done.code, done.out, done.err) == (252, "", f"ecrpublic: error: {message}\n")
    assert server.requests == []
    assert set(tmp_path.iterdir()) == {pipe, circle}


def test_a_directory_that_can_not_be_written_to(server: Loopback, here: Here) -> None:
    server.requests.clear()
    done = here(*arguments(server, *LISTING, "--output-file", "/proc/file"))
    assert (done.code, done.out) == (255, "")
    assert re.fullmatch(r"ecrpublic: error: /proc/file: not written: .+\n", done.err)
    assert server.requests == []


@pytest.mark.parametrize("what", ["preview-lifecycle-policy", "apply-lifecycle-policy"])
def test_what_is_no_listing_gives_no_parquet(here: Here, what: str) -> None:
    done = here(what, "--all-repositories", "--lifecycle-policy-text", "{}", "--output", "parquet")
    assert (done.code, done.out) == (252, "")
    assert "'parquet' is not one of 'table', 'json', 'jsonl', 'csv', 'text'" in done.err


@pytest.mark.parametrize("what", [LISTING, ALL])
def test_pyarrow_is_needed(server: Loopback, old: Path, what: tuple[str, ...]) -> None:
    server.requests.clear()
    without = f"import sys; sys.modules['pyarrow'] = None\n{INTERRUPTIBLE}"
    done = run_python(*command(server, *what, "--output-file", str(old), program=without)[1:])
    assert (done.code, done.out) == (253, "")
    assert done.err == (
        "ecrpublic: error: --output parquet needs pyarrow: pip install 'ecrpublic-models[arrow]'\n"
    )
    assert server.requests == []
    assert_old(old)


@pytest.mark.parametrize(("output", "loaded"), [("table", 0), ("csv", 0), ("parquet", 1)])
def test_pyarrow_is_loaded_only_for_parquet(server: Loopback, output: str, loaded: int) -> None:
    serve(server, IMAGES, pages=[[]])
    given = [*LISTING, "--endpoint-url", server.url, "--output", output]
    told = "import sys; sys.exit('pyarrow' in sys.modules)"
    program = f"from ecrpublic_models.cli.app import run; run({given!r})\n{told}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (loaded, b"")


def fail_at_the_second_page(server: Loopback, answer: Answer) -> None:
    first = Answer({"imageDetails": [image(1)], "nextToken": "more"})
    server.respond = lambda request: answer if "nextToken" in request else first


FAILURES = [
    (Answer({"__type": "RepositoryNotFoundException", "message": "gone"}, status=400), 254),
    (Answer({"imageDetails": "many"}), 255),
    (Answer({"imageDetails": [an_image(imageSizeInBytes=2**63)]}), 255),
    (Answer({"imageDetails": [], "nextToken": "more"}), 255),
]
each_failure = pytest.mark.parametrize(
    ("answer", "code"), FAILURES, ids=["refused", "bad", "too large", "in a circle"]
)


@each_failure
def test_after_a_failure_the_old_file_is_there(
    server: Loopback, parquet_run: ParquetRun, old: Path, answer: Answer, code: int
) -> None:
    fail_at_the_second_page(server, answer)
    done = parquet_run(*LISTING, "--output-file", str(old), program=PAGE_BY_PAGE)
    assert (done.code, done.out) == (code, b"")
    (error,) = done.err.splitlines()
    assert error.startswith("ecrpublic: error: ")
    assert "--starting-token" not in error
    assert_old(old)


@each_failure
def test_after_a_failure_there_is_no_footer(
    server: Loopback, parquet_run: ParquetRun, answer: Answer, code: int
) -> None:
    fail_at_the_second_page(server, answer)
    done = parquet_run(*LISTING, program=PAGE_BY_PAGE)
    assert done.code == code
    (error,) = done.err.splitlines()
    assert error.startswith("ecrpublic: error: ")
    assert done.out.startswith(MAGIC)
    assert not done.out.endswith(MAGIC)
    with pytest.raises(pa.ArrowInvalid):
        assert done.table


def test_before_anything_came_nothing_is_written(server: Loopback, parquet_run: ParquetRun) -> None:
    server.respond = lambda _: FAILURES[0][0]
    done = parquet_run(*LISTING, program=PAGE_BY_PAGE)
    assert (done.code, done.out) == (254, b"")


@pytest.mark.parametrize("what", [LISTING, ALL])
@pytest.mark.parametrize("program", [INTERRUPTIBLE, PAGE_BY_PAGE], ids=["at its end", "midway"])
def test_on_a_full_disk_the_old_file_is_there(
    server: Loopback, parquet_run: ParquetRun, old: Path, what: tuple[str, ...], program: str
) -> None:
    fleet = Fleet(count=3)
    server.respond = fleet.respond
    # Room for less than the file.
    limit = "from resource import *; setrlimit(RLIMIT_FSIZE, (1000, RLIM_INFINITY))"
    done = parquet_run(*what, "--output-file", str(old), program=f"{limit}\n{program}")
    assert (done.code, done.out) == (255, b"")
    assert done.err == f"ecrpublic: error: {old}: not written: File too large\n"
    assert_old(old)


def in_shell(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ("bash", "-c", script), capture_output=True, text=True, timeout=TIMEOUT, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to offer")
@pytest.mark.parametrize("what", [LISTING, ALL])
def test_a_full_disk_behind_stdout(fleet: Fleet, server: Loopback, what: tuple[str, ...]) -> None:
    done = in_shell(f"{shlex.join(command(server, *what))} > /dev/full")
    assert done.returncode == 255
    assert done.stderr == (
        "ecrpublic: error: No space left on device\necrpublic: the output is incomplete\n"
    )


def test_a_closed_pipe_is_no_error(server: Loopback) -> None:
    serve(server, IMAGES)
    line = shlex.join(command(server, *LISTING))
    done = in_shell(f"{line} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, "")


def test_stdout_that_is_not_open(server: Loopback) -> None:
    serve(server, IMAGES)
    done = in_shell(f"{shlex.join(command(server, *LISTING))} >&-")
    assert done.returncode == 255
    assert done.stderr == "ecrpublic: error: stdout is not open\n"


class Ended:
    """A run that was ended by a signal while it waited for an answer."""

    def __init__(
        self, server: Loopback, number: signal.Signals, *more: str, request: int = 3
    ) -> None:
        reached, release = threading.Event(), threading.Event()
        server.requests.clear()
        respond = server.respond

        def wait(body: dict[str, object]) -> Answer:
            if len(server.requests) == request:
                reached.set()
                release.wait(TIMEOUT)
            return respond(body)

        server.respond = wait
        process = subprocess.Popen(
            command(server, *more, program=PAGE_BY_PAGE),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            assert reached.wait(TIMEOUT)
            process.send_signal(number)
            if number == signal.SIGKILL:
                process.wait(TIMEOUT)
            else:  # the threads of an inventory wait for what they have requested
                threading.Timer(0.2, release.set).start()
            self.out, self.err = process.communicate(timeout=TIMEOUT)
        finally:
            release.set()
            process.kill()
        self.code = process.returncode


@pytest.mark.parametrize("what", [LISTING, ALL])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_after_an_interruption_the_old_file_is_there(
    server: Loopback, old: Path, what: tuple[str, ...], number: signal.Signals
) -> None:
    server.respond = Fleet(count=6).respond
    ended = Ended(server, number, *what, "--output-file", str(old))
    assert (ended.code, ended.out, ended.err) == (128 + number, b"", b"")
    assert_old(old)


def test_interrupted_it_writes_no_footer(server: Loopback) -> None:
    server.respond = Fleet(count=6).respond
    ended = Ended(server, signal.SIGINT, *LISTING)
    assert (ended.code, ended.err) == (130, b"")
    assert ended.out.startswith(MAGIC)
    assert not ended.out.endswith(MAGIC)


def test_killed_it_leaves_the_old_file_and_a_part(server: Loopback, old: Path) -> None:
    server.respond = Fleet(count=6).respond
    ended = Ended(server, signal.SIGKILL, *LISTING, "--output-file", str(old))
    assert ended.code == -signal.SIGKILL
    assert old.read_bytes() == OLD
    (part,) = {*old.parent.iterdir()} - {old}
    assert re.fullmatch(r"\.unfinished-[0-9a-f]{16}", part.name)


def test_killed_at_first_there_is_no_file(server: Loopback, tmp_path: Path) -> None:
    server.respond = Fleet(count=6).respond
    file = tmp_path / "images.parquet"
    Ended(server, signal.SIGKILL, *LISTING, "--output-file", str(file))
    assert not file.exists()


def test_a_link_and_the_rights_stay(server: Loopback, parquet_run: ParquetRun, old: Path) -> None:
    serve(server, IMAGES)
    old.chmod(0o640)
    link = old.with_name("link")
    link.symlink_to(old.name)
    assert parquet_run(*LISTING, "--output-file", str(link)).code == 0
    assert link.is_symlink()
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert parquet.read_table(old).to_pylist() == rows_of(IMAGES)


def test_a_file_of_a_long_name_in_this_directory(
    server: Loopback, here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(server, IMAGES)
    monkeypatch.chdir(tmp_path)
    name = "x" * 255
    assert here(*arguments(server, *LISTING, "--output-file", name)).code == 0
    assert [file.name for file in tmp_path.iterdir()] == [name]


def serve_many(server: Loopback, pages: int, images: list[dict[str, object]]) -> None:
    """Serve the same images as each of many pages, which are made beforehand."""
    body = json.dumps({"imageDetails": images, "nextToken": "<token>"}).encode()
    before, after = body.split(b"<token>")

    def respond(request: dict[str, object]) -> Answer:
        number = int(str(request.get("nextToken", 0))) + 1
        if number == pages:
            return Answer({"imageDetails": images})
        return Answer(before + str(number).encode() + after)

    server.respond = respond


def test_a_hundred_thousand_images_are_one_row_group(
    server: Loopback, parquet_run: ParquetRun
) -> None:
    serve_many(server, 100, [image(number) for number in range(1000)])
    done = parquet_run(*LISTING)
    assert (done.code, done.err) == (0, "")
    metadata = parquet.ParquetFile(pa.BufferReader(done.out)).metadata
    assert (metadata.num_rows, metadata.num_row_groups) == (100_000, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of a process")
def test_memory_does_not_grow(server: Loopback, parquet_run: ParquetRun) -> None:
    # Eleven megabytes a page.
    tags = [f"{number:0100}" for number in range(100)]
    images = [{**image(number), "imageTags": tags} for number in range(1000)]
    # Its own peak: what the system says of a child includes the process that began it.
    told = """
import atexit, pathlib, sys
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: sys.stderr.write(status.read_text().partition("VmHWM:")[2].split()[0]))
"""
    peaks: list[int] = []
    for pages in (8, 40):
        serve_many(server, pages, images)
        done = parquet_run(*LISTING, program=f"{told}{INTERRUPTIBLE}")
        assert done.code == 0
        metadata = parquet.ParquetFile(pa.BufferReader(done.out)).metadata
        assert (metadata.num_rows, metadata.num_row_groups) == (pages * 1000, pages // 4)
        peaks.append(int(done.err))
    fewer, more = peaks
    assert more - fewer < 64 * 1024, "in KiB; it grows by 350 MiB if nothing is handed on"
