"""The everyday programs, which the type checkers find right, do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from moto import mock_aws

from ecrpublic_models import ECRPublic, ImageIdentifier, create_client
from ecrpublic_models.testing import register
from tests.support.pushing import digest_of, image_manifest
from tests.typing.programs import everyday

NAME = "team/app"
NOW = datetime(2024, 6, 1, tzinfo=UTC)
FIRST, SECOND, THIRD = (image_manifest(comment) for comment in ("first", "second", "third"))


@pytest.fixture
def registry(own_settings: None) -> Iterator[ECRPublic]:
    """Three images: one untagged of January, one tagged of February, one untagged of May."""
    register()
    with mock_aws():
        registry = ECRPublic(create_client())
        registry.create_repository(repositoryName=NAME)
        for month, manifest, tag in ((1, FIRST, None), (2, SECOND, "v1"), (5, THIRD, None)):
            with freeze_time(datetime(2024, month, 1, tzinfo=UTC)):
                registry.put_image(repositoryName=NAME, imageManifest=manifest, imageTag=tag)
        yield registry


def digests(registry: ECRPublic) -> list[str]:
    images = registry.get_paginator("describe_images").paginate(repositoryName=NAME).items()
    return [image.imageDigest for image in images]


def test_clean_up(registry: ECRPublic) -> None:
    assert everyday.clean_up(registry, NAME, NOW - timedelta(days=90)) == []
    assert digests(registry) == [digest_of(SECOND), digest_of(THIRD)]


def test_newest_tag(registry: ECRPublic) -> None:
    registry.put_image(repositoryName=NAME, imageManifest=THIRD, imageTag="v2")
    assert everyday.newest_tag(registry, NAME) == "v2"


def test_find_old_images(registry: ECRPublic) -> None:
    old = everyday.find_old_images(registry, NAME, NOW)
    assert [image.imageDigest for image in old] == [digest_of(FIRST), digest_of(SECOND)]


def test_login(registry: ECRPublic) -> None:
    assert everyday.login(registry).username == "AWS"


def test_tag_exists(registry: ECRPublic) -> None:
    assert everyday.tag_exists(registry, NAME, "v1")
    assert not everyday.tag_exists(registry, NAME, "v2")
    assert not everyday.tag_exists(registry, "team/other", "v1")


def test_push_with_tag(registry: ECRPublic) -> None:
    manifest = image_manifest("fourth")
    pushed = everyday.push_with_tag(registry, NAME, manifest, "stable")
    assert pushed == ImageIdentifier(imageDigest=digest_of(manifest), imageTag="stable")
    assert len(digests(registry)) == 4


def test_catalogue(registry: ECRPublic) -> None:
    assert everyday.catalogue(registry, "team/new").description == "made of parts"


def test_inventory(registry: ECRPublic) -> None:
    assert everyday.inventory([NAME], registry) == {NAME: datetime(2024, 5, 1, tzinfo=UTC)}


def test_release(registry: ECRPublic) -> None:
    first = everyday.release(registry, "team/new", FIRST, "v1")
    assert (first.repositoryName, first.imageTag) == ("team/new", "v1")
    assert first.imageDigest == digest_of(FIRST)
    assert everyday.release(registry, "team/new", SECOND, "v1") == first


def test_missing(registry: ECRPublic, capsys: pytest.CaptureFixture[str]) -> None:
    released = str(everyday.release(registry, "team/new", FIRST, "v1"))
    uri, _, _ = released.rpartition(":v1@")
    (missing,) = everyday.missing([uri, f"{uri}:v1", f"{uri}:v2", released])
    assert str(missing) == f"{uri}:v2"
    assert capsys.readouterr().out.count(uri.upper()) == 4
