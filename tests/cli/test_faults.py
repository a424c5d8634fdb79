"""What goes wrong: one line on stderr, the AWS CLI's exit code, no traceback, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Emulator, Here
from tests.support.command import Run, run
from tests.support.kinds import an_image
from tests.support.loopback import Answer, Loopback

LISTING = ("describe-images", "--repository-name", "team/app")


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
        ((), ["no command given; see 'ecrpublic --help'\n"]),
        (("describe-imagse",), ["describe-imagse"]),
        (("describe-images",), ["--repository-name: is needed, or --all-repositories\n"]),
        (("describe-image-tags",), ["--repository-name"]),
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
        (("describe-images", "--repository-name", ""), ["--repository-name: must not be empty"]),
        ((*LISTING, "--image-ids", *101 * ["imageTag=a"]), ["expected at most 100, got 101"]),
        ((*LISTING, "--image-ids", "imageTag=a,"), ["'imageTag=a,' is not in the form"]),
        (("describe-images", "--repository-name", "a\x1b\nb"), [r"'a\x1b\nb'"]),
        ((*LISTING, "--starting-token", ""), ["--starting-token: ''"]),
        ((*LISTING, "--starting-token", "eyJuZXh0VG9rZW4iO"), ["--starting-token: 'eyJuZXh0"]),
        ((*LISTING, "--image-ids", "latest"), ["--image-ids: 'latest'", "imageTag=TAG"]),
        ((*LISTING, "--image-ids", "imageTag=a", "imageTga=b"), ["value 2", "imageTga"]),
        ((*LISTING, "--image-ids", "imageTag=a,imageTag=b"), ["imageTag is given twice"]),
        ((*LISTING, "--image-ids", "[1]"), ["'[1]' is not a JSON list of objects"]),
        ((*LISTING, "--image-ids", "[}"), ["is not JSON"]),
        (
            (*LISTING, "--image-ids", "[]"),
            ["--image-ids: expected at least 1, got 0 (allowed: 1 to 100"],
        ),
        ((*LISTING, "--image-ids", '{"imageTag": 1}'), ["1 is not a string"]),
        (
            (*LISTING, "--image-ids", *5 * ["imageTag="]),
            ["value 3: must not be empty", "; and 2 more\n"],
        ),
        (
            (*LISTING, "--image-ids", "imageTag=a", "--page-size", "5"),
            ["error: --page-size can't be used together with --image-ids\n"],
        ),
        ((*LISTING, "--region", "x y"), ["--region: 'x y'"]),
        (
            (*LISTING, "--region", "eu-west-1"),
            ["--region: ECR Public has no API in 'eu-west-1'; it is in us-east-1 and us-west-2\n"],
        ),
        (("get-login-password", "--region", "eu-west-1"), ["it is in us-east-1 and us-west-2"]),
        (
            ("describe-images", "--all-repositories", "--region", "eu-west-1"),
            ["it is in us-east-1 and us-west-2"],
        ),
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


def test_no_connection(here: Here) -> None:
    done = here(*LISTING, env={"AWS_MAX_ATTEMPTS": "1", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"})
    assert_one_line(done, 255, "127.0.0.1:1")


def test_secrets_in_a_url_are_not_told(server: Loopback, here: Here) -> None:
    message = "Ask http://user:hunter2@hunter2/hunter2@proxy.example:3128 for it"
    server.respond = lambda _: Answer({"__type": "Denied", "message": message}, status=400)
    done = here(*LISTING, "--endpoint-url", server.url)
    assert_one_line(done, 254, "Ask http://***@proxy.example:3128 for it")


@pytest.mark.parametrize(
    "url",
    [
        *("", "hunter2.example", "ftp://hunter2", "http://", "http://:1", "http://[hunter2"),
        *("http://user:hunter2@127.0.0.1:1", "http://hunter2@127.0.0.1:1"),
        *("http://user:1/hunter2@127.0.0.1:1", "http://user:hun@ter2@127.0.0.1:1"),
        *("http://127.0.0.1:1?hunter2", "http://127.0.0.1:1/#hunter2"),
        *("http://hunter2:x", "http://hunter2:65536", "http://hunter2:0", "http://hunter2:"),
        *("http://hunter2_", "http://hunter2\n", "http://hunter 2"),
    ],
)
def test_an_endpoint_that_is_none_is_not_repeated(url: str, here: Here) -> None:
    done = here(*LISTING, "--endpoint-url", url)
    assert_one_line(done, 252, "--endpoint-url: not a valid URL (allowed: http://HOST or ")
    assert "hunter2" not in done.err


@pytest.mark.parametrize(
    ("setting", "parts"),
    [
        ("max_attempts = many", ["the AWS configuration can't be used:", "'many'"]),
        ("retry_mode = hectic", ["hectic"]),
        ("defaults_mode = hectic", ["hectic"]),
        ("credential_process = echo", ["the credential_process of the AWS config", "no JSON"]),
        ("credential_process = /no/program", ["/no/program: No such file"]),
        ("credential_process = false", ["custom-process"]),
        ("[", ["Unable to parse config file"]),
    ],
)
@pytest.mark.parametrize("more", [(), ("--endpoint-url", "http://127.0.0.1:1")])
def test_a_configuration_that_cannot_be_used(
    setting: str, parts: list[str], more: tuple[str, ...], tmp_path: Path, here: Here
) -> None:
    file = tmp_path / "config"
    file.write_text(f"[profile broken]\n{setting}\n")
    env = {"AWS_CONFIG_FILE": str(file)}
    assert_one_line(here(*LISTING, "--profile", "broken", *more, env=env), 253, *parts)


@pytest.mark.parametrize(
    "url",
    [
        *("user:hunter2@127.0.0.1", "http://user:hun ter2@127.0.0.1:1", "http://hunter2:65536"),
        *("http://user:hunter2@127.0.0.1:1", "http://127.0.0.1:1/?hunter2", "http://hunter2:x"),
    ],
)
def test_a_configured_endpoint_is_not_repeated(url: str, here: Here) -> None:
    done = here(*LISTING, env={"AWS_ENDPOINT_URL": url})
    assert_one_line(done, 253, "the endpoint URL of the AWS configuration (AWS_ENDPOINT_URL")
    assert "ter2" not in done.err


def test_secrets_in_an_answer_are_not_told(server: Loopback, here: Here) -> None:
    secrets = {
        "AWS_SECRET_ACCESS_KEY": "s3cr3t/key/of/forty/characters",
        "AWS_SESSION_TOKEN": "t0ken/that/is/longer/still==",
    }
    message = "Signed with {}\nand {}".format(*secrets.values())
    server.respond = lambda _: Answer({"__type": "Denied", "message": message}, status=400)
    done = here(*LISTING, "--endpoint-url", server.url, env=secrets)
    assert_one_line(done, 254, "Signed with *** and ***")


def test_a_session_token_with_a_line_end_is_not_told(server: Loopback, here: Here) -> None:
    secrets = {"AWS_SECRET_ACCESS_KEY": "test", "AWS_SESSION_TOKEN": "t0ken/of/some/length\r"}
    done = here(*LISTING, "--endpoint-url", server.url, env=secrets)
    assert_one_line(done, 255, "Invalid header value b'***")


def test_an_html_page_is_not_shown_whole(server: Loopback, here: Here) -> None:
    secret = "s3cr3t/key/of/forty/characters"
    page = b"<html>" + b"<p>Bad gateway</p>\n" * 25 + secret.encode() * 100
    server.respond = lambda _: Answer(page, status=400, headers={"Content-Type": "text/html"})
    done = here(*LISTING, "--endpoint-url", server.url, env={"AWS_SECRET_ACCESS_KEY": secret})
    assert_one_line(done, 254, "<html>", "...\n")
    assert len(done.err) < 650
    assert secret[:8] not in done.err


def test_an_answer_that_does_not_fit(server: Loopback, here: Here) -> None:
    server.respond = lambda _: Answer({"imageDetails": [an_image(imageSizeInBytes="\x1b[31mbig")]})
    done = here(*LISTING, "--endpoint-url", server.url)
    assert_one_line(done, 255, "imageDetails.0.imageSizeInBytes")
    assert "\x1b" not in done.err


def test_an_answer_that_is_not_json(server: Loopback, here: Here) -> None:
    server.respond = lambda _: Answer(b"<html>")
    assert_one_line(here(*LISTING, "--endpoint-url", server.url), 255)


def two_images_then(then: Answer, server: Loopback) -> None:
    """One page, which says that there is another, and for that one something else."""
    images = [an_image(imageDigest=f"sha256:{number}") for number in (1, 2)]
    first = Answer({"imageDetails": images, "nextToken": "more"})
    server.respond = lambda request: then if "nextToken" in request else first


MIDWAY = [
    (Answer({"__type": "RepositoryNotFoundException", "message": "gone"}, status=400), 254),
    (Answer({"imageDetails": "many"}), 255),
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
    assert hint.startswith("ecrpublic: the listing stopped; continue with --starting-token ")
    server.requests.clear()
    here(*LISTING, "--endpoint-url", server.url, "--starting-token", done.token)
    assert server.requests[0]["nextToken"] == "more"


@pytest.mark.parametrize("output", ["json", "jsonl"])
def test_a_token_that_leads_in_a_circle_is_not_told(
    server: Loopback, output: str, here: Here
) -> None:
    two_images_then(Answer({"imageDetails": [], "nextToken": "more"}), server)
    done = here(*LISTING, "--endpoint-url", server.url, "--output", output)
    assert done.code == 255
    (error,) = done.err.splitlines()
    assert "'more' a second time" in error
    assert "--starting-token" not in error
    if output == "json":
        document = json.loads(done.out)
        assert list(document) == ["imageDetails"]
        assert len(document["imageDetails"]) == 2


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
    assert [line.split()[-2] for line in done.out.splitlines()[1:]] == ["1", "2"]
    assert done.token


def test_a_password_is_never_told_by_an_error(server: Loopback, here: Here) -> None:
    for token in ("AWS:the-password-of-today", 5, ["AWS:the-password-of-today"]):
        data = {"authorizationToken": token, "expiresAt": 1_900_000_000}
        server.respond = lambda _, data=data: Answer({"authorizationData": data})  # type: ignore[misc]  # bound
        done = here("get-login-password", "--endpoint-url", server.url)
        assert done.code == 255
        assert done.out == ""
        assert "the-password" not in done.err
