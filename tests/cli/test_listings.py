"""The commands that list image tags, repositories and registries, against the emulator."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.conftest import REPOSITORY, Emulator, Here
from tests.support.command import run
from tests.support.loopback import Answer, Loopback, client_for


def arguments(emulator: Emulator, command: str, *more: str) -> tuple[str, ...]:
    needed = ("--repository-name", REPOSITORY) if command == "describe-image-tags" else ()
    return (command, *needed, "--endpoint-url", emulator.url, *more)


@pytest.fixture
def listing(here: Here, emulator: Emulator) -> Here:
    """Run one of the commands in this process."""
    return lambda command, *more: here(*arguments(emulator, command, *more))


COMMANDS = {
    "describe-image-tags": "imageTagDetails",
    "describe-repositories": "repositories",
    "describe-registries": "registries",
}
each_command = pytest.mark.parametrize("command", COMMANDS)


@each_command
def test_json_is_what_boto3_gives(emulator: Emulator, command: str) -> None:
    done = run(*arguments(emulator, command, "--output", "json"))
    assert (done.code, done.err) == (0, "")
    client = client_for(emulator.url)
    given = {"repositoryName": REPOSITORY} if command == "describe-image-tags" else {}
    method = getattr(client, command.replace("-", "_"))
    answer = method(**given, maxResults=1000)
    shown = json.loads(done.out)
    assert list(shown) == [COMMANDS[command]]
    theirs = json.dumps(answer[COMMANDS[command]], default=lambda time: time.timestamp())
    names = [list(item) for item in json.loads(theirs)]
    assert [list(item) for item in shown[COMMANDS[command]]] == names
    assert len(names) > 0


@each_command
def test_jsonl_and_csv_have_every_item(listing: Here, command: str) -> None:
    lines = listing(command, "--output", "jsonl").out.splitlines()
    rows = list(csv.DictReader(io.StringIO(listing(command, "--output", "csv").out)))
    assert len(rows) == len(lines) > 0
    for row, line in zip(rows, lines, strict=True):
        for name, value in json.loads(line).items():
            nested = isinstance(value, dict | list)
            assert json.loads(row[name]) == value if nested else row[name] == text(value)


def text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("command", ["describe-image-tags", "describe-repositories"])
def test_a_listing_stops_and_resumes(listing: Here, command: str) -> None:
    whole = listing(command, "--output", "jsonl")
    first = listing(command, "--output", "jsonl", "--max-items", "1")
    assert first.err.startswith("ecrpublic: there are more ")
    rest = listing(command, "--output", "jsonl", "--starting-token", first.token)
    assert first.out + rest.out == whole.out


@pytest.mark.parametrize(
    ("command", "heading", "row"),
    [
        ("describe-image-tags", "TAG SIZE CREATED (UTC) DIGEST KIND", "1.0.0 "),
        ("describe-repositories", "NAME CREATED (UTC) URI", "team/app "),
        ("describe-registries", "REGISTRY ALIASES VERIFIED URI", "123456789012 "),
    ],
)
def test_a_table(listing: Here, command: str, heading: str, row: str) -> None:
    done = listing(command)
    assert (done.code, done.err) == (0, "")
    first, *rows = done.out.splitlines()
    assert " ".join(first.split()) == heading
    assert any(line.startswith(row) for line in rows)


@pytest.mark.parametrize(
    "names", [("team/empty", REPOSITORY), (f'["team/empty", "{REPOSITORY}"]',)]
)
def test_repositories_by_name(listing: Here, names: tuple[str, ...]) -> None:
    given = ("--repository-names", *names)
    done = listing("describe-repositories", *given, "--output", "jsonl")
    assert [json.loads(line)["repositoryName"] for line in done.out.splitlines()] == [
        "team/empty",
        REPOSITORY,
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            ("--repository-names", "team/app", "--page-size", "5"),
            "--page-size can't be used together with --repository-names\n",
        ),
        (
            ("--repository-names", "[}"),
            (
                "--repository-names: '[}' is not JSON: Expecting value: line 1 column 2 (char 1) "
                "(allowed: 1 to 100 names such as team/app, or one JSON list of them)\n"
            ),
        ),
        (
            ("--repository-names", "team/app", "Bad"),
            (
                "--repository-names: value 2: 'Bad' is not valid "
                "(allowed: 1 to 100 names such as team/app, or one JSON list of them)\n"
            ),
        ),
    ],
)
def test_bad_repository_names(listing: Here, more: tuple[str, ...], message: str) -> None:
    done = listing("describe-repositories", *more)
    assert (done.code, done.out, done.err) == (252, "", f"ecrpublic: error: {message}")


@pytest.mark.parametrize(
    ("more", "size"), [((), 1000), (("--max-items", "7"), 7), (("--page-size", "3"), 3)]
)
def test_as_many_items_are_requested_as_are_of_use(
    server: Loopback, here: Here, more: tuple[str, ...], size: int
) -> None:
    server.respond = lambda _: Answer({"repositories": []})
    server.requests.clear()
    here("describe-repositories", "--endpoint-url", server.url, *more)
    assert [request["maxResults"] for request in server.requests] == [size]
