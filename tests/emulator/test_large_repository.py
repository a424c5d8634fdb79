"""A full repository, listed over HTTP by botocore's own paginator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ecrpublic_models.testing import ecr_public_server, get_backend
from tests.emulator.conftest import fresh_registries, make_client
from tests.support.pushing import digest_of, image_manifest, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_ecr_public import ECRPublicClient

MANIFESTS = [image_manifest(str(number), sizes=(1, number)) for number in range(10_000)]


@pytest.fixture(scope="module")
def full() -> Iterator[ECRPublicClient]:
    """A client of a server whose repository is full. It is filled in process, which is quick."""
    with fresh_registries(), ecr_public_server() as server:
        backend = get_backend()
        backend.call("CreateRepository", {"repositoryName": "full"})
        for number, manifest in enumerate(MANIFESTS):
            backend.call(
                "PutImage",
                {"repositoryName": "full", "imageManifest": manifest, "imageTag": f"v{number}"},
            )
        yield make_client(server.url)


# A quick run lists as many images once, by this package's own paginator (test_with_moto.py).
@pytest.mark.thorough
@pytest.mark.parametrize("size", [1000, 100, 7])
def test_all_images(full: ECRPublicClient, size: int) -> None:
    pages = full.get_paginator("describe_images").paginate(
        repositoryName="full", PaginationConfig={"PageSize": size}
    )
    counts: list[int] = []
    digests: list[str] = []
    tags: list[str] = []
    for page in pages:
        counts.append(len(page["imageDetails"]))
        for number, image in enumerate(page["imageDetails"], len(digests)):
            digests.append(image["imageDigest"])
            tags += image["imageTags"]
            assert image["imageSizeInBytes"] == number + 1
    assert counts == [size] * (10_000 // size) + [10_000 % size] * bool(10_000 % size)
    assert digests == [digest_of(manifest) for manifest in MANIFESTS]
    assert len(set(digests)) == 10_000
    assert tags == [f"v{number}" for number in range(10_000)]


def test_resumes_where_it_stopped(full: ECRPublicClient) -> None:
    paginator = full.get_paginator("describe_images")
    first = paginator.paginate(
        repositoryName="full", PaginationConfig={"MaxItems": 2345, "PageSize": 1000}
    ).build_full_result()
    rest = paginator.paginate(
        repositoryName="full",
        PaginationConfig={"StartingToken": first["NextToken"], "PageSize": 1000},
    ).build_full_result()
    digests = [image["imageDigest"] for image in [*first["imageDetails"], *rest["imageDetails"]]]
    assert digests == [digest_of(manifest) for manifest in MANIFESTS]


def test_takes_no_more(full: ECRPublicClient) -> None:
    one_more = image_manifest("one more")
    get_backend().registry.quotas.images_per_repository = 10_000
    with refused("LimitExceededException", "10000 images"):
        full.put_image(repositoryName="full", imageManifest=one_more)
    full.put_image(repositoryName="full", imageManifest=MANIFESTS[0], imageTag="another")
    full.batch_delete_image(
        repositoryName="full", imageIds=[{"imageDigest": digest_of(MANIFESTS[-1])}]
    )
    full.put_image(repositoryName="full", imageManifest=one_more)
