"""The paginators against the emulator: inside moto's mock, and over loopback HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC

import boto3
import pytest
from moto import mock_aws

from ecrpublic_models import DescribeImagesPaginator, ECRPublic, PaginationConfig, create_client
from ecrpublic_models.errors import RepositoryNotFoundException
from ecrpublic_models.testing import ECRPublicServer, ecr_public_server, get_backend, register

QUOTA = 10_000
OCI = "application/vnd.oci.image.{}.v1+json"


def manifest(number: int) -> str:
    config = {"mediaType": OCI.format("config"), "digest": f"sha256:{number:064x}", "size": number}
    content = {"schemaVersion": 2, "mediaType": OCI.format("manifest")}
    return json.dumps({**content, "config": config, "layers": []})


def push(count: int) -> None:
    registry = get_backend(region_name="us-east-1")
    registry.call("CreateRepository", {"repositoryName": "team/app"})
    for number in range(count):
        image = {"imageManifest": manifest(number), "imageTag": f"v{number}"}
        registry.call("PutImage", {"repositoryName": "team/app", **image})


@pytest.fixture
def mocked() -> Iterator[ECRPublic]:
    register()
    with mock_aws():
        yield ECRPublic(boto3.client("ecr-public", region_name="us-east-1"))


def test_a_listing_inside_the_mock(mocked: ECRPublic) -> None:
    push(25)
    paginator = mocked.get_paginator("describe_images")
    pages = paginator.paginate(
        repositoryName="team/app", PaginationConfig={"PageSize": 7, "MaxItems": 17}
    )
    images = list(pages.items())
    rest = paginator.paginate(
        repositoryName="team/app",
        PaginationConfig=PaginationConfig(StartingToken=pages.resume_token),
    )
    images += rest.items()
    assert [image.imageTags for image in images] == [[f"v{number}"] for number in range(25)]
    assert all(image.imagePushedAt.tzinfo is UTC for image in images)


def test_bodies_come_unparsed_inside_the_mock(
    mocked: ECRPublic, parsed_bodies: list[bytes]
) -> None:
    push(1)
    parsed_bodies.clear()
    assert len(mocked.describe_images(repositoryName="team/app").imageDetails) == 1
    assert parsed_bodies == [b""]


def test_a_missing_repository_inside_the_mock(mocked: ECRPublic) -> None:
    with pytest.raises(RepositoryNotFoundException, match="team/none"):
        list(mocked.get_paginator("describe_images").paginate(repositoryName="team/none"))


@pytest.fixture(scope="module")
def full() -> Iterator[ECRPublicServer]:
    """A repository that holds as many images as one may."""
    with ecr_public_server() as server:
        push(QUOTA)
        yield server


@pytest.mark.parametrize(
    "page_size", [1000, *(pytest.param(size, marks=pytest.mark.thorough) for size in (100, 7))]
)
def test_ten_thousand_images_all_distinct_and_in_order(
    full: ECRPublicServer, page_size: int
) -> None:
    client = create_client(endpoint_url=full.url)
    pages = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app", PaginationConfig=PaginationConfig(PageSize=page_size)
    )
    lengths: list[int] = []
    images = []
    for page in pages:
        lengths.append(len(page.imageDetails))
        images += page.imageDetails
    assert lengths == [min(page_size, QUOTA - start) for start in range(0, QUOTA, page_size)]
    assert [image.imageTags for image in images] == [[f"v{number}"] for number in range(QUOTA)]
    assert len({image.imageDigest for image in images}) == QUOTA
