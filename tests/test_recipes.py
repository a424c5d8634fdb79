"""What the recipes do, against the emulator."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from freezegun import freeze_time
from pydantic import ValidationError

from ecrpublic_models import ECRPublic, InventoryCheckpoint, create_client
from ecrpublic_models.errors import InvalidParameterException, RepositoryNotFoundException
from ecrpublic_models.testing import ECRPublicServer, ecr_public_server, get_backend
from tests.support.documents import defined_with
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


def recipe(function: str) -> Any:
    """A function that a recipe defines."""
    return defined_with(function, "recipes.md")[function]


def push(registry: ECRPublic, repository: str, tags: Sequence[str | None]) -> list[str]:
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


def test_whether_a_tag_exists_and_its_digest(registry: ECRPublic) -> None:
    digest, _ = push(registry, REPOSITORY, ["a", "c"])
    assert recipe("digest_of")(registry, REPOSITORY, "a") == digest
    assert recipe("digest_of")(registry, REPOSITORY, "b") is None
    with pytest.raises(RepositoryNotFoundException):
        recipe("digest_of")(registry, "team/none", "a")


def test_a_repository_that_is_there_or_is_created(registry: ECRPublic) -> None:
    uri = recipe("uri_to_push_to")(registry, REPOSITORY)
    (made,) = registry.describe_repositories(repositoryNames=[REPOSITORY]).repositories
    assert uri == made.repositoryUri == recipe("uri_to_push_to")(registry, REPOSITORY)


def test_image_references(registry: ECRPublic) -> None:
    (digest,) = push(registry, REPOSITORY, ["a"])
    uri = recipe("uri_to_push_to")(registry, REPOSITORY)
    for text in (f"{uri}:a", f"{uri}@{digest}", f"{uri}:a@{digest}"):
        assert recipe("pinned")(registry, text) == f"{uri}@{digest}"
    assert recipe("pinned")(registry, f"{uri}:b") is None
    for text in (uri, f"https://{uri}:a"):
        with pytest.raises(ValidationError):
            recipe("pinned")(registry, text)


ORDERS = [None, *range(5)]


@pytest.mark.parametrize("seed", ORDERS)
def test_the_newest_image(registry: ECRPublic, *, seed: int | None) -> None:
    tags = [*(f"nightly-{number}" for number in range(5)), "Nightly-5", None, "v1", "v2", None]
    digests = push(registry, REPOSITORY, tags)
    in_order(seed)

    def newest_image(repository: str, *pattern: str) -> Any:
        pages = registry.get_paginator("describe_images").paginate(repositoryName=repository)
        return recipe("newest_image")(pages.items(), *pattern)

    assert newest_image(REPOSITORY).imageDigest == digests[-1]
    assert newest_image(REPOSITORY, "nightly-*").imageDigest == digests[4]
    assert newest_image(REPOSITORY, "nightly-[0-2]").imageDigest == digests[2]
    assert newest_image(REPOSITORY, "*").imageDigest == digests[8]
    assert newest_image(REPOSITORY, "v3") is None
    registry.put_image(repositoryName=REPOSITORY, imageManifest=manifest(1), imageTag="v0")
    assert newest_image(REPOSITORY, "v?").imageDigest == digests[8]
    push(registry, "team/empty", [])
    assert newest_image("team/empty") is None


@pytest.mark.parametrize("seed", ORDERS)
def test_the_newest_version(registry: ECRPublic, *, seed: int | None) -> None:
    tags = ["v1.9.0", "v1.10.0", "v1.2.0", "latest", "sha-0a1b", "v1.10.0-alpine", None, "v2.0rc1"]
    digests = push(registry, REPOSITORY, tags)
    in_order(seed)
    newest_version = recipe("newest_version")
    assert newest_version(registry, REPOSITORY).imageTag == "v1.10.0"
    assert newest_version(registry, REPOSITORY).imageDetail.imageDigest == digests[1]
    assert newest_version(registry, REPOSITORY, prereleases=True).imageTag == "v2.0rc1"
    registry.put_image(repositoryName=REPOSITORY, imageManifest=manifest(0), imageTag="1.10")
    assert newest_version(registry, REPOSITORY).imageTag == "1.10"  # the same version, but younger
    push(registry, "team/none", ["latest", None])
    assert newest_version(registry, "team/none") is None
    push(registry, "team/soon", ["v1.0.dev1", "v1.0a1"])
    assert newest_version(registry, "team/soon") is None
    assert newest_version(registry, "team/soon", prereleases=True).imageTag == "v1.0a1"


def in_order(seed: int | None) -> None:
    """List in the order of time, or in any other."""
    if seed is not None:
        get_backend().registry.shuffle_listings(seed=seed)


def two_days_ago() -> AbstractContextManager[object]:
    return freeze_time(datetime.now(UTC) - timedelta(days=2), tick=True)


def test_deleting_untagged_images(registry: ECRPublic) -> None:
    with two_days_ago():
        digests = push(registry, REPOSITORY, ["keep", *[None] * 230, "this"])
    young = registry.put_image(repositoryName=REPOSITORY, imageManifest=manifest(1000)).image
    assert recipe("delete_untagged_images")(registry, REPOSITORY) == []
    images = registry.get_paginator("describe_images").paginate(repositoryName=REPOSITORY)
    assert [image.imageDigest for image in images.items()] == [
        digests[0],
        digests[-1],
        young.imageId.imageDigest,
    ]


def test_deleting_untagged_lists_and_their_images(registry: ECRPublic) -> None:
    with two_days_ago():
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
    (left,) = recipe("delete_untagged_images")(registry, REPOSITORY)
    assert left.reason.startswith("ImageReferencedByManifestList: ")
    assert left.image.imageDigest == digests[2]
    images = registry.get_paginator("describe_images").paginate(repositoryName=REPOSITORY)
    assert [image.imageTags for image in images.items()] == [[], ["needed"]]


def test_an_error_while_untagged_images_are_deleted(registry: ECRPublic) -> None:
    with two_days_ago():
        push(registry, REPOSITORY, [None])
    get_backend().fail_next("BatchDeleteImage", "InvalidParameterException")
    with pytest.raises(InvalidParameterException):
        recipe("delete_untagged_images")(registry, REPOSITORY)


def test_logging_in_with_docker(
    registry: ECRPublic,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    docker = tmp_path / "docker"
    docker.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\ncat > {tmp_path}/password\n')
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    recipe("docker_login")(registry)
    said = (tmp_path / "said").read_text()
    assert said == "login --username AWS --password-stdin public.ecr.aws\n"
    password = (tmp_path / "password").read_text()
    assert len(password) > 20
    assert password not in said


def test_copying_catalog_data(registry: ECRPublic) -> None:
    shown = {"description": "Ours.", "architectures": ["ARM 64"], "aboutText": "# About"}
    registry.create_repository(repositoryName="team/source", catalogData=shown)  # type: ignore[arg-type]  # mypy wants the TypedDict by name
    registry.create_repository(repositoryName="team/target")
    assert recipe("copy_catalog_data")(registry, "team/target", "team/source") is False
    assert recipe("copy_catalog_data")(registry, "team/source", "team/target") is True
    copied = registry.get_repository_catalog_data(repositoryName="team/target").catalogData
    assert copied is not None
    assert (copied.description, copied.architectures) == ("Ours.", ["ARM 64"])
    assert copied.aboutText == "# About"


def test_every_image_of_every_repository(registry: ECRPublic) -> None:
    for name in ("team/app", "team/api"):
        push(registry, name, [None] * 5)
    assert recipe("size_of_registry")() == 2 * sum(range(5))


def test_going_on_from_a_checkpoint(
    registry: ECRPublic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    push(registry, "team/app", [None] * 3)
    push(registry, "team/api", [None] * 2)
    names = defined_with("take_inventory", "inventories.md")
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
