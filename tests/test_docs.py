"""Every Python example of README and of the documents runs as it stands there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ecrpublic_models.cli.demo_images import DemoImage, demo_images
from ecrpublic_models.testing import ecr_public_server, get_backend
from tests.support.documents import DOCUMENTS, ELSEWHERE, ROOT, Example, commands, examples

REPOSITORY = "team/app"
README = ROOT / "README.md"


@pytest.fixture
def pushed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[DemoImage]]:
    """The repository that the examples list, on an emulator where boto3 looks by itself."""
    images = list(demo_images())
    with ecr_public_server() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        # Filled in process, which is quick.
        backend = get_backend()
        backend.call("CreateRepository", {"repositoryName": REPOSITORY})
        backend.call("CreateRepository", {"repositoryName": "team/api"})
        for image in images:
            pushed_image = {
                "repositoryName": REPOSITORY,
                "imageManifest": image.manifest,
                "imageManifestMediaType": image.media_type,
            }
            for tag in image.tags or (None,):
                tagged = {} if tag is None else {"imageTag": tag}
                backend.call("PutImage", {**pushed_image, **tagged})
        yield images


def run(example: Example) -> dict[str, Any]:
    """Run an example with no names but its own, and give what it defines."""
    with pytest.MonkeyPatch.context() as patch:
        if "mock_aws" in example.code:
            patch.delenv("AWS_ENDPOINT_URL")
        return example.run()


@pytest.mark.parametrize(
    "example",
    [
        # asyncio's name has no aio in it.
        pytest.param(
            example, id=example.place, marks=pytest.mark.aio if "aio" in example.code else ()
        )
        for document in DOCUMENTS
        for example in examples(document)
    ],
)
@pytest.mark.usefixtures("pushed")
def test_the_example_runs(example: Example) -> None:
    run(example)


def test_both_sides_of_a_migration_print_the_same(
    pushed: list[DemoImage], capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = examples(ROOT / "docs" / "migrating.md")
    run(before)
    printed = capsys.readouterr().out
    run(after)
    assert capsys.readouterr().out == printed
    assert len(printed.splitlines()) == len(pushed)


def test_every_name_in_an_example_is_its_own(tmp_path: Path) -> None:
    """Also in functions, which nothing here may call."""
    for document in (*DOCUMENTS, *ELSEWHERE):
        for example in examples(document):
            (tmp_path / f"{example.module}.py").write_text(example.in_place, "utf-8")
    done = subprocess.run(
        (sys.executable, "-m", "ruff", "check", "--isolated", "--select=F", tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_first_program_lists_every_image(
    pushed: list[DemoImage], capsys: pytest.CaptureFixture[str]
) -> None:
    run(next(examples(README)))
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        image.digest for image in pushed
    ]


def test_a_listing_stops_and_resumes(
    pushed: list[DemoImage], capsys: pytest.CaptureFixture[str]
) -> None:
    names = run(next(examples(ROOT / "docs" / "pagination.md")))
    assert capsys.readouterr().out.split() == ["100", "images", "100", "images", "50", "images"]
    assert [image.imageDigest for image in names["rest"].items()] == [
        image.digest for image in pushed[250:]
    ]


# What is written to it is read, as docker does.
DOCKER = '#!/bin/sh\nread -r password && [ -n "$password" ]\n'
POLICY = {
    "rules": [
        {
            "rulePriority": 1,
            "selection": {
                "tagStatus": "any",
                "countType": "imageCountMoreThan",
                "countNumber": 200,
            },
            "action": {"type": "expire"},
        }
    ]
}


@pytest.mark.parametrize("document", [README, ROOT / "docs" / "cli.md"], ids=lambda one: one.name)
def test_the_commands_run(pushed: list[DemoImage], document: Path, tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text(json.dumps(POLICY))
    docker = tmp_path / "docker"
    docker.write_text(DOCKER)
    docker.chmod(0o755)
    path = f"{tmp_path}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    shown = commands(document)
    assert shown
    for command in shown:
        done = subprocess.run(
            ("bash", "-euo", "pipefail", "-c", command),
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "error" in done.stderr) == (0, False), (command, done.stderr)
    rows = [json.loads(line) for line in (tmp_path / "images.jsonl").read_text().splitlines()]
    assert {row["imageDigest"] for row in rows} == {image.digest for image in pushed}
