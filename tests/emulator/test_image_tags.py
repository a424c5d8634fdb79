from __future__ import annotations

from typing import TYPE_CHECKING, Any

import moto.core.utils
import pytest

from tests.support.pushing import HELM_CONFIG, OCI_IMAGE, digest_of, image_manifest, refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

NAME = "team/app"
ONE, TWO = image_manifest("one"), image_manifest("two", sizes=(1, 2))


@pytest.fixture(autouse=True)
def _repository(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)


def push(client: ECRPublicClient, manifest: str, *tags: str) -> None:
    for tag in tags:
        client.put_image(repositoryName=NAME, imageManifest=manifest, imageTag=tag)


def details(client: ECRPublicClient, **more: Any) -> Any:
    return client.describe_image_tags(repositoryName=NAME, **more)["imageTagDetails"]


def tags(client: ECRPublicClient) -> dict[str, str]:
    return {detail["imageTag"]: detail["imageDetail"]["imageDigest"] for detail in details(client)}


def test_details(client: ECRPublicClient) -> None:
    chart = image_manifest(media_type=OCI_IMAGE, config_media_type=HELM_CONFIG)
    push(client, chart, "v1")
    (detail,) = details(client)
    (image,) = client.describe_images(repositoryName=NAME)["imageDetails"]
    assert detail["imageTag"] == "v1"
    assert detail["createdAt"].tzinfo is not None
    assert detail["imageDetail"] == {
        "imageDigest": digest_of(chart),
        "imageSizeInBytes": 23,
        "imagePushedAt": image["imagePushedAt"],
        "imageManifestMediaType": OCI_IMAGE,
        "artifactMediaType": HELM_CONFIG,
    }


def test_in_the_order_of_tagging(client: ECRPublicClient) -> None:
    assert details(client) == []
    client.put_image(repositoryName=NAME, imageManifest=image_manifest("untagged"))
    push(client, ONE, "z", "a")
    push(client, TWO, "m")
    push(client, ONE, "b")
    assert list(tags(client)) == ["z", "a", "m", "b"]


def test_a_tag_that_moves_is_created_anew(
    client: ECRPublicClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for second, manifest, tag in ((1, ONE, "latest"), (2, ONE, "v1"), (3, TWO, "latest")):
        moment = moto.core.utils.utcfromtimestamp(second)
        monkeypatch.setattr("moto.core.utils.utcnow", lambda moment=moment: moment)
        push(client, manifest, tag)
    monkeypatch.undo()
    assert tags(client) == {"v1": digest_of(ONE), "latest": digest_of(TWO)}
    assert [detail["createdAt"].timestamp() for detail in details(client)] == [2, 3]
    pushed = [detail["imageDetail"]["imagePushedAt"].timestamp() for detail in details(client)]
    assert pushed == [1, 3]


def test_deleted_tags_are_gone(client: ECRPublicClient) -> None:
    push(client, ONE, "a", "b")
    push(client, TWO, "c", "d")
    client.batch_delete_image(
        repositoryName=NAME, imageIds=[{"imageTag": "a"}, {"imageDigest": digest_of(TWO)}]
    )
    assert tags(client) == {"b": digest_of(ONE)}
    push(client, TWO, "a")
    assert tags(client) == {"b": digest_of(ONE), "a": digest_of(TWO)}


@pytest.mark.parametrize("size", [1, 2, 7, 8, 1000])
def test_pages(client: ECRPublicClient, size: int) -> None:
    names = [f"v{number}" for number in range(7)]
    push(client, ONE, *names)
    pages = list(
        client.get_paginator("describe_image_tags").paginate(
            repositoryName=NAME, PaginationConfig={"PageSize": size}
        )
    )
    assert [detail["imageTag"] for page in pages for detail in page["imageTagDetails"]] == names
    assert len(pages) == -(-len(names) // size)


def test_default_page_size(client: ECRPublicClient) -> None:
    push(client, ONE, *(f"v{number}" for number in range(101)))
    assert len(details(client)) == 100


def test_pages_while_tags_come_and_go(client: ECRPublicClient) -> None:
    push(client, ONE, "a", "b", "c", "d")
    token = client.describe_image_tags(repositoryName=NAME, maxResults=2)["nextToken"]
    client.batch_delete_image(
        repositoryName=NAME, imageIds=[{"imageTag": tag} for tag in ("a", "b", "c")]
    )
    push(client, TWO, "e")
    assert [detail["imageTag"] for detail in details(client, nextToken=token)] == ["d", "e"]


def test_tokens_of_other_listings(client: ECRPublicClient) -> None:
    push(client, ONE, "a", "b")
    push(client, TWO, "c")
    of_images = client.describe_images(repositoryName=NAME, maxResults=1)["nextToken"]
    of_tags = client.describe_image_tags(repositoryName=NAME, maxResults=1)["nextToken"]
    for token in (of_images, "x"):
        with refused("InvalidParameterException", "'nextToken'"):
            client.describe_image_tags(repositoryName=NAME, nextToken=token)
    with refused("InvalidParameterException", "'nextToken'"):
        client.describe_images(repositoryName=NAME, nextToken=of_tags)


def test_missing_repository(client: ECRPublicClient) -> None:
    with refused("RepositoryNotFoundException", "'none'"):
        client.describe_image_tags(repositoryName="none")
