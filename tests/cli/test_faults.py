"""What goes wrong: one line on stderr, the AWS CLI's exit code, no traceback, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from ecrpublic_models.cli import app
from tests.cli.command import Run, run
from tests.cli.conftest import Emulator
from tests.loopback import Answer, Loopback

LISTING = ("describe-images", "--repository-name", "team/app")


Here = Callable[..., Run]


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """Run a command line in this process, which is quicker."""

    def run_here(*arguments: str, env: Mapping[str, str] | None = None) -> Run:
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        code = app.run(arguments)
        return Run(code, *capsys.readouterr())

    return run_here


def assert_one_line(done: Run, code: int, *parts: str) -> None:
    assert done.code == code, done
    assert done.out == ""
    assert done.err.startswith("ecrpublic: error: ")
    assert done.err.count("\n") == 1
    assert done.err.endswith("\n")
    for part in parts:
        assert part in done.err


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ((), ["a command is missing"]),
        (("describe-imagse",), ["describe-imagse"]),
        (("describe-images",), ["--repository-name"]),
        (("--bogus",), ["--bogus"]),
        ((*LISTING, "--bogus"), ["--bogus"]),
        ((*LISTING, "extra"), ["extra"]),
        ((*LISTING, "--image-ids"), ["--image-ids"]),
        ((*LISTING, "--output", "yaml"), ["--output", "'yaml'", "'jsonl'"]),
        ((*LISTING, "--page-size", "1001"), ["--page-size: 1001 is more than 1000", "1 to 1000"]),
        ((*LISTING, "--page-size", "0"), ["--page-size: 0 is less than 1"]),
        ((*LISTING, "--page-size", "ten"), ["--page-size: 'ten' is not a whole number"]),
        ((*LISTING, "--max-items", "-1"), ["--max-items: -1 is less than 0"]),
        ((*LISTING, "--registry-id", "12"), ["--registry-id: 12 is not", "12 digits"]),
        (("describe-images", "--repository-name", "A"), ["--repository-name: 'A' is shorter"]),
        (("describe-images", "--repository-name", "a\x1b\nb"), [r"'a\x1b\nb'"]),
        ((*LISTING, "--starting-token", ""), ["--starting-token: ''"]),
        ((*LISTING, "--starting-token", "eyJuZXh0VG9rZW4iO"), ["--starting-token: 'eyJuZXh0"]),
        ((*LISTING, "--image-ids", "latest"), ["--image-ids: 'latest'", "imageTag=TAG"]),
        ((*LISTING, "--image-ids", "imageTag=a", "imageTga=b"), ["value 2", "imageTga"]),
        ((*LISTING, "--image-ids", "imageTag=a,imageTag=b"), ["imageTag stands twice"]),
        ((*LISTING, "--image-ids", "[1]"), ["'[1]' is not a JSON list of objects"]),
        ((*LISTING, "--image-ids", "[}"), ["is not JSON"]),
        ((*LISTING, "--image-ids", "[]"), ["--image-ids: 0 were given"]),
        ((*LISTING, "--image-ids", '{"imageTag": 1}'), ["1 is not a string"]),
        ((*LISTING, "--image-ids", *5 * ["imageTag="]), ["value 3: ''", "; and 2 more\n"]),
        (
            (*LISTING, "--image-ids", "imageTag=a", "--page-size", "5"),
            ["error: --page-size can't be used together with --image-ids\n"],
        ),
        ((*LISTING, "--endpoint-url", "127.0.0.1"), ["--endpoint-url: Invalid endpoint"]),
        ((*LISTING, "--region", "x y"), ["--region: 'x y'"]),
    ],
)
def test_usage(arguments: tuple[str, ...], parts: list[str], here: Here) -> None:
    assert_one_line(here(*arguments), 252, *parts)


@pytest.mark.parametrize("arguments", [("--bogus",), (*LISTING, "--page-size", "1001")])
def test_usage_in_a_process_of_its_own(arguments: tuple[str, ...]) -> None:
    assert_one_line(run(*arguments), 252)


def test_several_faults_are_still_one_line(here: Here) -> None:
    done = here(*LISTING, "--page-size", "0", "--max-items", "x", "--registry-id", "1")
    assert_one_line(done, 252, "--page-size", "--max-items", "--registry-id")


def test_no_such_profile() -> None:
    assert_one_line(run(*LISTING, "--profile", "nobody"), 253, "nobody")


def test_no_such_profile_in_the_environment(here: Here) -> None:
    assert_one_line(here(*LISTING, env={"AWS_PROFILE": "nobody"}), 253, "nobody")


def test_no_credentials(here: Here) -> None:
    done = here(*LISTING, env={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""})
    assert_one_line(done, 253, "credentials")


def test_no_such_repository(emulator: Emulator) -> None:
    done = run(*emulator.listing("--repository-name", "team/none"))
    assert_one_line(done, 254, "RepositoryNotFoundException", "DescribeImages", "team/none")


def test_no_such_image(emulator: Emulator, here: Here) -> None:
    done = here(*emulator.listing("--image-ids", "imageTag=none", "--output", "json"))
    assert_one_line(done, 254, "ImageNotFoundException")


def test_no_connection_and_no_secrets_told(here: Here) -> None:
    url = "http://user:hunter2@127.0.0.1:1"
    done = here(*LISTING, "--endpoint-url", url, env={"AWS_MAX_ATTEMPTS": "1"})
    assert_one_line(done, 255, "Could not connect", "127.0.0.1:1")
    assert "hunter2" not in done.err


def test_secrets_in_an_answer_are_not_told(server: Loopback, here: Here) -> None:
    secrets = {
        "AWS_SECRET_ACCESS_KEY": "s3cr3t/key/of/forty/characters",
        "AWS_SESSION_TOKEN": "t0ken/that/is/longer/still==",
    }
    message = "Signed with {}\nand {}".format(*secrets.values())
    server.respond = lambda _: Answer({"__type": "Denied", "message": message}, status=400)
    done = here(*LISTING, "--endpoint-url", server.url, env=secrets)
    assert_one_line(done, 254, "Signed with *** and ***")


def test_an_answer_that_does_not_fit(server: Loopback, here: Here) -> None:
    server.respond = lambda _: Answer({"imageDetails": [{"imageSizeInBytes": "\x1b[31mbig"}]})
    done = here(*LISTING, "--endpoint-url", server.url)
    assert_one_line(done, 255, "imageDetails.0.imageSizeInBytes")
    assert "\x1b" not in done.err


def test_an_answer_that_is_not_json(server: Loopback, here: Here) -> None:
    server.respond = lambda _: Answer(b"<html>")
    assert_one_line(here(*LISTING, "--endpoint-url", server.url), 255)


def two_images_then(then: Answer, server: Loopback) -> None:
    """One page, which says that there is another, and for that one something else."""
    first = Answer(
        {"imageDetails": [{"imageDigest": "sha256:1"}, {"imageDigest": "sha256:2"}]}
        | {"nextToken": "more"}
    )
    server.respond = lambda request: then if "nextToken" in request else first


MIDWAY = [
    (Answer({"__type": "RepositoryNotFoundException", "message": "gone"}, status=400), 254),
    (Answer({"imageDetails": "many"}), 255),
    (Answer({"imageDetails": [], "nextToken": "more"}), 255),
]


@pytest.mark.parametrize(("then", "code"), MIDWAY)
def test_failing_midway_tells_where_to_go_on(
    server: Loopback, then: Answer, code: int, here: Here
) -> None:
    two_images_then(then, server)
    done = run(*LISTING, "--endpoint-url", server.url, "--output", "jsonl")
    assert done.code == code
    assert [json.loads(line)["imageDigest"] for line in done.out.splitlines()] == [
        "sha256:1",
        "sha256:2",
    ]
    error, hint = done.err.splitlines()
    assert error.startswith("ecrpublic: error: ")
    assert hint.startswith("ecrpublic: the listing stopped; go on with --starting-token ")
    server.requests.clear()
    here(*LISTING, "--endpoint-url", server.url, "--starting-token", done.token)
    assert server.requests[0]["nextToken"] == "more"


def test_json_is_whole_even_if_the_listing_is_not(server: Loopback, here: Here) -> None:
    two_images_then(MIDWAY[0][0], server)
    done = here(*LISTING, "--endpoint-url", server.url, "--output", "json")
    document = json.loads(done.out)
    assert done.code == 254
    assert len(document["imageDetails"]) == 2
    assert document["NextToken"] == done.token


def test_the_table_has_what_came_before_the_failure(server: Loopback, here: Here) -> None:
    two_images_then(MIDWAY[0][0], server)
    done = here(*LISTING, "--endpoint-url", server.url)
    assert done.code == 254
    assert [line.split()[-2] for line in done.out.splitlines()[1:]] == ["sha256:1", "sha256:2"]
    assert done.token
