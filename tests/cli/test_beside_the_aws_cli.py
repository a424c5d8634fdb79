"""The same command lines for `ecrpublic` and for `aws ecr-public`: the same bytes."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.cli.conftest import REPOSITORY, Emulator, Here
from tests.support.loopback import Answer, Loopback

IMAGES = ("describe-images", "--repository-name", REPOSITORY)
TAGS = ("describe-image-tags", "--repository-name", REPOSITORY)
REPOSITORIES = ("describe-repositories",)
REGISTRIES = ("describe-registries",)

QUERIES = [
    (*IMAGES, "--query", query)
    for query in (
        "imageDetails",
        "imageDetails[].imageDigest",
        "imageDetails[*].[imageDigest, imageSizeInBytes, imagePushedAt]",
        "imageDetails[].{digest: imageDigest, tags: imageTags, size: imageSizeInBytes}",
        "imageDetails[].imageTags[]",
        "imageDetails[].imageTags",
        "imageDetails[?imageTags].imageTags[0]",
        "imageDetails[?!imageTags].[imageDigest]",
        "imageDetails[?contains(imageTags || `[]`, '1.0.0')] | [0]",
        "sort_by(imageDetails, &imagePushedAt)[-1].imageDigest",
        "reverse(sort_by(imageDetails, &imageSizeInBytes))[:3].[imageSizeInBytes, imageDigest]",
        "length(imageDetails)",
        "sum(imageDetails[].imageSizeInBytes)",
        "max_by(imageDetails, &imageSizeInBytes)",
        "imageDetails[0]",
        "imageDetails[0].imageTags",
        "imageDetails[?imageSizeInBytes > `1e12`]",
        "nothing",
        "keys(@)",
        "{count: length(imageDetails), largest: max(imageDetails[].imageSizeInBytes)}",
        "imageDetails[].imageManifestMediaType | sort(@) | [0]",
        "to_string(imageDetails[0].imageSizeInBytes)",
    )
]
OTHERS = [
    (*IMAGES, "--image-ids", "imageTag=1.0.0", "--query", "imageDetails[].imageTags[]"),
    (*TAGS, "--query", "imageTagDetails[].[imageTag, imageDetail.imageDigest]"),
    (*TAGS, "--query", "imageTagDetails[?imageTag == '1.0.0']"),
    (*REPOSITORIES, "--query", "repositories[].repositoryName"),
    (*REPOSITORIES, "--query", "repositories[?repositoryName == 'team/app'].repositoryUri"),
    (*REPOSITORIES, "--repository-names", "team/empty", "--query", "repositories[0]"),
    (*REGISTRIES, "--query", "registries[].aliases[].name"),
    (*REGISTRIES, "--query", "registries[0]"),
]
WITHOUT = [IMAGES, TAGS, REPOSITORIES, REGISTRIES]


# The AWS CLI as it is, for one command line after the other.
SERVE = """
import contextlib, io, json, sys
from awscli.clidriver import create_clidriver
for line in sys.stdin:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = create_clidriver().main(json.loads(line))
    print(json.dumps([code, out.getvalue()]), flush=True)
"""
Aws = Callable[..., str]


@pytest.fixture(scope="module")
def aws(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    """Run a command line with the AWS CLI, with the times that its version 2 prints."""
    settings = tmp_path_factory.mktemp("aws") / "config"
    settings.write_text("[default]\ncli_timestamp_format = iso8601\nregion = us-east-1\n")
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "AWS_CONFIG_FILE": str(settings), "TZ": "UTC"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        questions, answers = process.stdin, process.stdout

        def run(*arguments: str, url: str = emulator.url) -> str:
            line = ["ecr-public", *arguments, "--endpoint-url", url]
            questions.write(f"{json.dumps(line)}\n")
            questions.flush()
            code, out = json.loads(answers.readline())
            assert code == 0
            printed: str = out
            return printed

        yield run
        questions.close()


def assert_same_bytes(emulator: Emulator, here: Here, aws: Aws, *arguments: str) -> None:
    done = here(*arguments, "--endpoint-url", emulator.url)
    assert (done.code, done.err) == (0, "")
    assert done.out == aws(*arguments)


@pytest.mark.parametrize("output", ["json", "text", "table"])
@pytest.mark.parametrize("arguments", [*QUERIES, *OTHERS], ids=" ".join)
def test_queries(
    emulator: Emulator, here: Here, aws: Aws, arguments: tuple[str, ...], output: str
) -> None:
    assert_same_bytes(emulator, here, aws, *arguments, "--output", output)


@pytest.mark.parametrize("arguments", QUERIES, ids=" ".join)
def test_queries_of_several_pages(
    emulator: Emulator, here: Here, aws: Aws, arguments: tuple[str, ...]
) -> None:
    # Of what form, is as with the AWS CLI if nobody says.
    assert_same_bytes(emulator, here, aws, *arguments, "--page-size", "7")


@pytest.mark.parametrize("output", ["json", "text"])
@pytest.mark.parametrize("arguments", WITHOUT, ids=" ".join)
def test_whole_documents(
    emulator: Emulator, here: Here, aws: Aws, arguments: tuple[str, ...], output: str
) -> None:
    assert_same_bytes(emulator, here, aws, *arguments, "--output", output)


@pytest.mark.parametrize(
    "form", [("--output", "json"), ("--output", "text"), ("--query", "NextToken")], ids=" ".join
)
def test_documents_that_are_cut(
    emulator: Emulator, here: Here, aws: Aws, form: tuple[str, ...]
) -> None:
    asked = (*IMAGES, "--page-size", "5", "--max-items", "5", *form)
    done = here(*asked, "--endpoint-url", emulator.url)
    assert done.code == 0
    assert done.out == aws(*asked)


def test_the_login_password(server: Loopback, here: Here, aws: Aws) -> None:
    token = base64.b64encode(b"AWS:the+password/of-today==").decode()
    expires = 1_900_000_000.5
    server.respond = lambda _: Answer(
        {"authorizationData": {"authorizationToken": token, "expiresAt": expires}}
    )
    done = here("get-login-password", "--endpoint-url", server.url)
    assert (done.code, done.out, done.err) == (0, "the+password/of-today==\n", "")
    assert done.out == aws("get-login-password", url=server.url)
