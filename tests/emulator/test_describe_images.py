from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from botocore.paginate import TokenDecoder

from tests.support.pushing import digest_of, image_manifest, refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

NAME = "team/app"
MANIFESTS = [image_manifest(str(number)) for number in range(7)]
DIGESTS = [digest_of(manifest) for manifest in MANIFESTS]


@pytest.fixture(autouse=True)
def _images(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)
    for number, manifest in enumerate(MANIFESTS):
        client.put_image(repositoryName=NAME, imageManifest=manifest, imageTag=f"v{number}")


def digests(answer: Any) -> list[str]:
    return [detail["imageDigest"] for detail in answer["imageDetails"]]


def test_all(client: ECRPublicClient) -> None:
    answer = client.describe_images(repositoryName=NAME)
    assert digests(answer) == DIGESTS
    assert "nextToken" not in answer
    assert set(answer["imageDetails"][0]) == {
        "artifactMediaType",
        "imageDigest",
        "imageManifestMediaType",
        "imagePushedAt",
        "imageSizeInBytes",
        "imageTags",
        "registryId",
        "repositoryName",
    }


def test_missing_repository(client: ECRPublicClient) -> None:
    with refused(
        "RepositoryNotFoundException",
        "The repository with name 'none' does not exist in the registry with id '123456789012'",
    ):
        client.describe_images(repositoryName="none")


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 1000])
def test_pages(client: ECRPublicClient, size: int) -> None:
    pages = list(
        client.get_paginator("describe_images").paginate(
            repositoryName=NAME, PaginationConfig={"PageSize": size}
        )
    )
    assert [digest for page in pages for digest in digests(page)] == DIGESTS
    assert len(pages) == -(-len(DIGESTS) // size)


def test_page_size_can_change(client: ECRPublicClient) -> None:
    first = client.describe_images(repositoryName=NAME, maxResults=2)
    second = client.describe_images(repositoryName=NAME, nextToken=first["nextToken"], maxResults=4)
    third = client.describe_images(repositoryName=NAME, nextToken=second["nextToken"])
    assert digests(first) + digests(second) + digests(third) == DIGESTS
    again = client.describe_images(repositoryName=NAME, nextToken=first["nextToken"], maxResults=4)
    assert digests(again) == digests(second)


def test_default_page_size(client: ECRPublicClient) -> None:
    for number in range(94):
        client.put_image(repositoryName=NAME, imageManifest=image_manifest(f"more {number}"))
    answer = client.describe_images(repositoryName=NAME)
    assert len(answer["imageDetails"]) == 100
    rest = client.describe_images(repositoryName=NAME, nextToken=answer["nextToken"])
    assert len(rest["imageDetails"]) == 1


def test_pages_while_images_come_and_go(client: ECRPublicClient) -> None:
    first = client.describe_images(repositoryName=NAME, maxResults=3)
    client.batch_delete_image(
        repositoryName=NAME, imageIds=[{"imageDigest": DIGESTS[n]} for n in (0, 2, 3)]
    )
    added = image_manifest("added")
    client.put_image(repositoryName=NAME, imageManifest=added)
    client.put_image(repositoryName=NAME, imageManifest=MANIFESTS[2])
    second = client.describe_images(repositoryName=NAME, nextToken=first["nextToken"])
    assert digests(second) == [*DIGESTS[4:], digest_of(added), DIGESTS[2]]


def test_last_page_can_have_become_empty(client: ECRPublicClient) -> None:
    first = client.describe_images(repositoryName=NAME, maxResults=6)
    client.batch_delete_image(repositoryName=NAME, imageIds=[{"imageTag": "v6"}])
    second = client.describe_images(repositoryName=NAME, nextToken=first["nextToken"])
    assert second["imageDetails"] == []
    assert "nextToken" not in second


def forged(token: str) -> list[str]:
    other_digit = "1" if token[15] != "1" else "2"
    return [
        token[:15] + other_digit + token[16:],
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        token[:-1],
        token + "0",
        token.upper() + "A",
        token + "\n",
        "0" * len(token),
        base64.b64encode(json.dumps({"nextToken": token}).encode()).decode(),
        "garbage",
        "",
        "٣" * len(token),
    ]


def test_bad_tokens(client: ECRPublicClient) -> None:
    token = client.describe_images(repositoryName=NAME, maxResults=3)["nextToken"]
    for bad in forged(token):
        with refused("InvalidParameterException", "'nextToken'"):
            client.describe_images(repositoryName=NAME, nextToken=bad)


def test_tokens_of_other_listings(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName="other")
    for manifest in MANIFESTS:
        client.put_image(repositoryName="other", imageManifest=manifest)
    of_other = client.describe_images(repositoryName="other", maxResults=3)["nextToken"]
    of_repositories = client.describe_repositories(maxResults=1)["nextToken"]
    for token in (of_other, of_repositories):
        with refused("InvalidParameterException", "'nextToken'"):
            client.describe_images(repositoryName=NAME, nextToken=token)
    with refused("InvalidParameterException", "'nextToken'"):
        client.describe_repositories(nextToken=of_other)
    assert client.describe_images(repositoryName="other", nextToken=of_other)


def test_tokens_end_with_their_repository(client: ECRPublicClient) -> None:
    of_images = client.describe_images(repositoryName=NAME, maxResults=3)["nextToken"]
    of_tags = client.describe_image_tags(repositoryName=NAME, maxResults=3)["nextToken"]
    client.delete_repository(repositoryName=NAME, force=True)
    client.create_repository(repositoryName=NAME)
    with refused("InvalidParameterException", "'nextToken'"):
        client.describe_images(repositoryName=NAME, nextToken=of_images)
    with refused("InvalidParameterException", "'nextToken'"):
        client.describe_image_tags(repositoryName=NAME, nextToken=of_tags)


def test_token_is_no_token_of_botocore(client: ECRPublicClient) -> None:
    for size in range(1, 7):
        token = client.describe_images(repositoryName=NAME, maxResults=size)["nextToken"]
        with pytest.raises(ValueError):
            TokenDecoder().decode(token)
        pages = client.get_paginator("describe_images").paginate(
            repositoryName=NAME, PaginationConfig={"StartingToken": token}
        )
        assert digests(pages.build_full_result()) == DIGESTS[size:]


def test_by_id(client: ECRPublicClient) -> None:
    answer = client.describe_images(
        repositoryName=NAME,
        imageIds=[
            {"imageTag": "v5"},
            {"imageDigest": DIGESTS[1]},
            {"imageDigest": DIGESTS[5]},
            {"imageTag": "v1", "imageDigest": DIGESTS[1]},
            {"imageTag": "v0"},
        ],
    )
    assert digests(answer) == [DIGESTS[5], DIGESTS[1], DIGESTS[0]]


@pytest.mark.parametrize(
    "image_id",
    [
        {"imageTag": "none"},
        {"imageDigest": digest_of("none")},
        {"imageTag": "v1", "imageDigest": DIGESTS[2]},
        {"imageTag": "none", "imageDigest": DIGESTS[2]},
    ],
)
def test_missing_image(client: ECRPublicClient, image_id: Any) -> None:
    message = (
        f"The image with imageId {{imageDigest:'{image_id.get('imageDigest', 'null')}',"
        f" imageTag:'{image_id.get('imageTag', 'null')}'}} does not exist within the repository"
        f" with name '{NAME}' in the registry with id '123456789012'"
    )
    with refused("ImageNotFoundException", message):
        client.describe_images(repositoryName=NAME, imageIds=[{"imageTag": "v0"}, image_id])


@pytest.mark.parametrize(
    ("image_id", "parameter", "pattern"),
    [
        ({"imageDigest": "none"}, "imageDigest", "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"),
        ({"imageDigest": DIGESTS[0] + "\n"}, "imageDigest", "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"),
        ({"imageDigest": DIGESTS[0], "imageTag": "a b"}, "imageTag", "[a-zA-Z0-9-_.]+"),
    ],
)
def test_malformed_id(client: ECRPublicClient, image_id: Any, parameter: str, pattern: str) -> None:
    with refused(
        "InvalidParameterException",
        f"Invalid parameter at '{parameter}' failed to satisfy constraint:"
        f" 'must satisfy regular expression '{pattern}''",
    ):
        client.describe_images(repositoryName=NAME, imageIds=[{"imageTag": "v0"}, image_id])


def test_id_of_nothing(client: ECRPublicClient) -> None:
    with refused("InvalidParameterException", "'imageIds'"):
        client.describe_images(repositoryName=NAME, imageIds=[{"imageTag": "v0"}, {}])


@pytest.mark.parametrize("paging", [{"maxResults": 1}, {"nextToken": "x"}])
def test_by_id_takes_no_paging(client: ECRPublicClient, paging: Any) -> None:
    with refused("InvalidParameterException", f"'{next(iter(paging))}'"):
        client.describe_images(repositoryName=NAME, imageIds=[{"imageTag": "v0"}], **paging)
