from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.pushing import digest_of, image_manifest, list_manifest, refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

NAME = "team/app"
ONE, TWO = image_manifest("one"), image_manifest("two")


@pytest.fixture(autouse=True)
def _images(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)
    client.put_image(repositoryName=NAME, imageManifest=ONE, imageTag="a")
    client.put_image(repositoryName=NAME, imageManifest=ONE, imageTag="b")
    client.put_image(repositoryName=NAME, imageManifest=TWO)


def delete(client: ECRPublicClient, *image_ids: Any) -> tuple[list[Any], list[Any]]:
    answer = client.batch_delete_image(repositoryName=NAME, imageIds=image_ids)
    return list(answer["imageIds"]), list(answer["failures"])


def tags_by_digest(client: ECRPublicClient) -> dict[str, list[str]]:
    return {
        detail["imageDigest"]: detail.get("imageTags", [])
        for detail in client.describe_images(repositoryName=NAME)["imageDetails"]
    }


def test_by_tag(client: ECRPublicClient) -> None:
    gone = {"imageDigest": digest_of(ONE), "imageTag": "a"}
    assert delete(client, {"imageTag": "a"}) == ([gone], [])
    assert tags_by_digest(client) == {digest_of(ONE): ["b"], digest_of(TWO): []}


def test_by_last_tag(client: ECRPublicClient) -> None:
    deleted, failures = delete(client, {"imageTag": "a"}, {"imageTag": "b"})
    assert [image_id["imageTag"] for image_id in deleted] == ["a", "b"]
    assert not failures
    assert tags_by_digest(client) == {digest_of(TWO): []}


def test_by_digest(client: ECRPublicClient) -> None:
    deleted, failures = delete(
        client, {"imageDigest": digest_of(ONE)}, {"imageDigest": digest_of(TWO)}
    )
    assert deleted == [
        {"imageDigest": digest_of(ONE), "imageTag": "a"},
        {"imageDigest": digest_of(ONE), "imageTag": "b"},
        {"imageDigest": digest_of(TWO)},
    ]
    assert not failures
    assert tags_by_digest(client) == {}
    client.put_image(repositoryName=NAME, imageManifest=TWO, imageTag="a")
    assert tags_by_digest(client) == {digest_of(TWO): ["a"]}


def test_by_tag_and_digest(client: ECRPublicClient) -> None:
    image_id = {"imageDigest": digest_of(ONE), "imageTag": "a"}
    assert delete(client, image_id) == ([image_id], [])
    assert tags_by_digest(client)[digest_of(ONE)] == ["b"]


@pytest.mark.parametrize(
    ("image_id", "code"),
    [
        ({}, "MissingDigestAndTag"),
        ({"imageDigest": "none"}, "InvalidImageDigest"),
        ({"imageDigest": "none", "imageTag": "a"}, "InvalidImageDigest"),
        ({"imageTag": "a b"}, "InvalidImageTag"),
        ({"imageDigest": digest_of(ONE), "imageTag": "a/b"}, "InvalidImageTag"),
        ({"imageDigest": digest_of("none")}, "ImageNotFound"),
        ({"imageTag": "none"}, "ImageNotFound"),
        ({"imageDigest": digest_of(TWO), "imageTag": "none"}, "ImageNotFound"),
        ({"imageDigest": digest_of(TWO), "imageTag": "a"}, "ImageTagDoesNotMatchDigest"),
    ],
)
def test_failures(client: ECRPublicClient, image_id: Any, code: str) -> None:
    deleted, (failure,) = delete(client, image_id, {"imageTag": "b"})
    assert failure["imageId"] == image_id
    assert failure["failureCode"] == code
    assert failure["failureReason"]
    assert deleted == [{"imageDigest": digest_of(ONE), "imageTag": "b"}]


def test_same_twice(client: ECRPublicClient) -> None:
    deleted, (failure,) = delete(client, {"imageTag": "a"}, {"imageTag": "a"})
    assert len(deleted) == 1
    assert failure["failureCode"] == "ImageNotFound"


def test_named_by_list(client: ECRPublicClient) -> None:
    both = list_manifest(ONE, TWO)
    client.put_image(repositoryName=NAME, imageManifest=both, imageTag="list")
    client.put_image(repositoryName=NAME, imageManifest=list_manifest(TWO), imageTag="list2")
    deleted, failures = delete(
        client,
        {"imageDigest": digest_of(ONE)},
        {"imageTag": "a"},
        {"imageTag": "b"},
        {"imageDigest": digest_of(TWO)},
    )
    assert [image_id["imageTag"] for image_id in deleted] == ["a"]
    assert [failure["failureCode"] for failure in failures] == ["ImageReferencedByManifestList"] * 3
    # Recorded for private ECR; programs take the digests from there, to delete the lists first.
    lists = {digest_of(both), digest_of(list_manifest(TWO))}
    beginning = "Requested image referenced by manifest list: ["
    for failure in failures:
        reason = failure["failureReason"]
        assert reason.startswith(beginning)
        named = set(reason.removeprefix(beginning).removesuffix("]").split(", "))
        assert named == (
            lists if failure["imageId"].get("imageDigest") == digest_of(TWO) else {digest_of(both)}
        )
    assert tags_by_digest(client)[digest_of(ONE)] == ["b"]
    _, failures = delete(
        client, {"imageTag": "list"}, {"imageTag": "b"}, {"imageDigest": digest_of(TWO)}
    )
    assert len(failures) == 1
    _, failures = delete(client, {"imageTag": "list2"}, {"imageDigest": digest_of(TWO)})
    assert not failures
    assert tags_by_digest(client) == {}


def test_missing_repository(client: ECRPublicClient) -> None:
    with refused("RepositoryNotFoundException", "'none'"):
        client.batch_delete_image(repositoryName="none", imageIds=[{"imageTag": "a"}])
