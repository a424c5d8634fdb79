"""What the recipes do, against the emulator."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ecrpublic_models import ECRPublic, InventoryCheckpoint, create_client
from ecrpublic_models.testing import ECRPublicServer, ecr_public_server
from tests.support.documents import defined_in
from tests.test_with_moto import manifest

REPOSITORY = "team/app"


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[ECRPublicServer]:
    with ecr_public_server() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        yield server


@pytest.fixture
def registry(emulator: ECRPublicServer) -> ECRPublic:
    return ECRPublic(create_client(endpoint_url=emulator.url))


@pytest.fixture
def recipes(emulator: ECRPublicServer) -> dict[str, Any]:
    return defined_in("recipes.md")


def push(registry: ECRPublic, repository: str, tags: list[str | None]) -> list[str]:
    """Push an image for each tag, and give their digests."""
    registry.create_repository(repositoryName=repository)
    digests = []
    for number, tag in enumerate(tags):
        image = registry.put_image(
            repositoryName=repository, imageManifest=manifest(number), imageTag=tag
        ).image
        digests.append(str(image.imageId.imageDigest))
        time.sleep(0.002)  # times are in milliseconds
    return digests


def test_the_newest_image(registry: ECRPublic, recipes: dict[str, Any]) -> None:
    *_, newest = push(registry, REPOSITORY, ["a", "b", "c"])
    assert recipes["newest_image"](REPOSITORY).imageDigest == newest
    push(registry, "team/empty", [])
    assert recipes["newest_image"]("team/empty") is None


def test_whether_a_tag_exists(registry: ECRPublic, recipes: dict[str, Any]) -> None:
    push(registry, REPOSITORY, ["a"])
    assert recipes["tag_exists"](REPOSITORY, "a") is True
    assert recipes["tag_exists"](REPOSITORY, "b") is False


def test_deleting_untagged_images(registry: ECRPublic, recipes: dict[str, Any]) -> None:
    digests = push(registry, REPOSITORY, ["keep", *[None] * 230, "this"])
    assert recipes["delete_untagged_images"](REPOSITORY) == []
    images = registry.get_paginator("describe_images").paginate(repositoryName=REPOSITORY)
    assert [image.imageDigest for image in images.items()] == [digests[0], digests[-1]]


def test_deleting_untagged_lists_and_their_images(
    registry: ECRPublic, recipes: dict[str, Any]
) -> None:
    digests = push(registry, REPOSITORY, [None] * 4)
    for named, tag in ((digests[:2], None), (digests[2:3], "needed")):
        content = {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.index.v1+json",
            "manifests": [{"digest": digest, "size": 1} for digest in named],
        }
        registry.put_image(
            repositoryName=REPOSITORY, imageManifest=json.dumps(content), imageTag=tag
        )
    failures = recipes["delete_untagged_images"](REPOSITORY)
    assert [failure.failureCode for failure in failures] == ["ImageReferencedByManifestList"]
    assert [failure.imageId.imageDigest for failure in failures] == [digests[2]]
    images = registry.get_paginator("describe_images").paginate(repositoryName=REPOSITORY)
    assert [image.imageTags for image in images.items()] == [[], ["needed"]]


def test_logging_in_with_docker(
    registry: ECRPublic,
    recipes: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    docker = tmp_path / "docker"
    docker.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\ncat > {tmp_path}/password\n')
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    recipes["docker_login"]()
    said = (tmp_path / "said").read_text()
    assert said == "login --username AWS --password-stdin public.ecr.aws\n"
    password = (tmp_path / "password").read_text()
    assert len(password) > 20
    assert password not in said


def test_copying_catalog_data(registry: ECRPublic, recipes: dict[str, Any]) -> None:
    shown = {"description": "Ours.", "architectures": ["ARM 64"], "aboutText": "# About"}
    registry.create_repository(repositoryName="team/source", catalogData=shown)  # type: ignore[arg-type]  # mypy wants the TypedDict by name
    registry.create_repository(repositoryName="team/target")
    assert recipes["copy_catalog_data"]("team/target", "team/source") is False
    assert recipes["copy_catalog_data"]("team/source", "team/target") is True
    copied = registry.get_repository_catalog_data(repositoryName="team/target").catalogData
    assert copied is not None
    assert (copied.description, copied.architectures) == ("Ours.", ["ARM 64"])
    assert copied.aboutText == "# About"


def test_every_image_of_every_repository(registry: ECRPublic, recipes: dict[str, Any]) -> None:
    for name in ("team/app", "team/api"):
        push(registry, name, [None] * 5)
    assert recipes["size_of_registry"]() == 2 * sum(range(5))


def test_going_on_from_a_checkpoint(
    registry: ECRPublic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    push(registry, "team/app", [None] * 3)
    push(registry, "team/api", [None] * 2)
    names = defined_in("inventories.md")
    stored: list[str] = []

    def fail(repository: str, page: object) -> None:
        raise RuntimeError("a crash")

    names["store"] = fail
    with pytest.raises(RuntimeError):
        names["take_inventory"](["team/app", "team/api"])
    saved = InventoryCheckpoint.model_validate_json((tmp_path / "inventory.json").read_bytes())
    assert saved.resume_tokens.keys() == {"team/app", "team/api"}
    names["store"] = lambda repository, page: stored.append(repository)
    names["take_inventory"](["not/asked/again"])
    assert sorted(stored) == ["team/api", "team/app"]
    assert not (tmp_path / "inventory.json").exists()
