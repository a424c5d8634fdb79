from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import moto.core.utils
import pytest

from ecrpublic_models.testing import get_backend
from tests.support.pushing import (
    DOCKER_CONFIG,
    DOCKER_IMAGE,
    DOCKER_LIST,
    HELM_CONFIG,
    OCI_CONFIG,
    OCI_IMAGE,
    OCI_INDEX,
    descriptor,
    digest_of,
    image_manifest,
    list_manifest,
    refused,
)

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ACCOUNT = "123456789012"
NAME = "team/app"
NOT_READ = (
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'"
)


@pytest.fixture(autouse=True)
def _repository(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)


def details(client: ECRPublicClient) -> list[Any]:
    return list(client.describe_images(repositoryName=NAME)["imageDetails"])


def detail(client: ECRPublicClient) -> Any:
    (only,) = details(client)
    return only


def push(client: ECRPublicClient, manifest: str, **more: Any) -> Any:
    return client.put_image(repositoryName=NAME, imageManifest=manifest, **more)["image"]


def test_answer(client: ECRPublicClient) -> None:
    manifest = image_manifest()
    assert push(client, manifest, imageTag="v1", imageDigest=digest_of(manifest)) == {
        "registryId": ACCOUNT,
        "repositoryName": NAME,
        "imageId": {"imageDigest": digest_of(manifest), "imageTag": "v1"},
        "imageManifest": manifest,
        "imageManifestMediaType": DOCKER_IMAGE,
    }


def test_digest_is_of_the_bytes_sent(client: ECRPublicClient) -> None:
    pretty = json.dumps(json.loads(image_manifest(annotations={"é": "漢 😀"})), indent=3) + "\n"
    unescaped = json.dumps(json.loads(pretty), ensure_ascii=False)
    for manifest in (pretty, unescaped):
        image = push(client, manifest)
        assert image["imageId"] == {"imageDigest": digest_of(manifest)}
        assert image["imageManifest"] == manifest
    assert len(details(client)) == 2


def test_other_digest_is_refused(client: ECRPublicClient) -> None:
    with refused("ImageDigestDoesNotMatchException", digest_of("x")):
        push(client, image_manifest(), imageDigest=digest_of("x"))
    assert details(client) == []


@pytest.mark.parametrize(
    ("manifest", "size", "media_type", "artifact_type"),
    [
        (image_manifest(sizes=(5, 7, 11)), 23, DOCKER_IMAGE, DOCKER_CONFIG),
        (image_manifest(sizes=(5,)), 5, DOCKER_IMAGE, DOCKER_CONFIG),
        (image_manifest(sizes=(1, 2**40)), 2**40 + 1, DOCKER_IMAGE, DOCKER_CONFIG),
        (
            image_manifest(media_type=OCI_IMAGE, config_media_type=OCI_CONFIG),
            23,
            OCI_IMAGE,
            OCI_CONFIG,
        ),
        (
            image_manifest(media_type=OCI_IMAGE, config_media_type=HELM_CONFIG),
            23,
            OCI_IMAGE,
            HELM_CONFIG,
        ),
        (
            image_manifest(
                media_type=OCI_IMAGE,
                config_media_type="application/vnd.oci.empty.v1+json",
                artifactType="application/vnd.example+json",
            ),
            23,
            OCI_IMAGE,
            "application/vnd.example+json",
        ),
        (image_manifest(media_type=OCI_IMAGE, config_media_type=None), 23, OCI_IMAGE, None),
    ],
)
def test_read_from_the_manifest(
    client: ECRPublicClient, manifest: str, size: int, media_type: str, artifact_type: str | None
) -> None:
    push(client, manifest)
    described = detail(client)
    assert described["imageSizeInBytes"] == size
    assert described["imageManifestMediaType"] == media_type
    assert described.get("artifactMediaType") == artifact_type
    assert ("artifactMediaType" in described) == (artifact_type is not None)


@pytest.mark.parametrize("media_type", [DOCKER_LIST, OCI_INDEX])
def test_manifest_list(client: ECRPublicClient, media_type: str) -> None:
    small, large = image_manifest(sizes=(1, 2)), image_manifest(sizes=(100, 200))
    push(client, small)
    push(client, large)
    push(client, list_manifest(small, large, media_type=media_type))
    described = details(client)[-1]
    assert described["imageSizeInBytes"] == 300
    assert described["imageManifestMediaType"] == media_type
    assert "artifactMediaType" not in described


def test_manifest_list_of_missing_images(client: ECRPublicClient) -> None:
    there, missing = image_manifest("there"), image_manifest("missing")
    push(client, there)
    with refused("ReferencedImagesNotFoundException", digest_of(missing)):
        push(client, list_manifest(there, missing))
    push(client, missing)
    push(client, list_manifest(there, missing))


@pytest.mark.parametrize(
    ("manifest", "media_type"),
    [
        (image_manifest(media_type=None), DOCKER_IMAGE),
        (image_manifest(media_type=None, config_media_type=OCI_CONFIG), OCI_IMAGE),
        (list_manifest(media_type=None), OCI_INDEX),
    ],
)
def test_media_type_in_the_request(client: ECRPublicClient, manifest: str, media_type: str) -> None:
    """A manifest that does not say what it is needs a request that does."""
    with refused("InvalidParameterException", NOT_READ):
        push(client, manifest)
    image = push(client, manifest, imageManifestMediaType=media_type)
    assert image["imageManifestMediaType"] == media_type


def test_wrong_media_type(client: ECRPublicClient) -> None:
    with refused("InvalidParameterException", OCI_IMAGE):
        push(client, image_manifest("b"), imageManifestMediaType=OCI_IMAGE)
    with refused("InvalidParameterException", NOT_READ):
        push(client, image_manifest(media_type=None), imageManifestMediaType="text/plain")
    with refused("InvalidParameterException", NOT_READ):
        push(client, image_manifest(media_type="text/plain"))


@pytest.mark.parametrize("text", ["not JSON", "[]", '{"schemaVersion": NaN}', "[" * 100_000])
def test_no_json(client: ECRPublicClient, text: str) -> None:
    with refused("InvalidParameterException", NOT_READ):
        push(client, text, imageManifestMediaType=DOCKER_IMAGE)


BAD_MANIFESTS = [
    "not JSON",
    " ",
    "[]",
    "null",
    "{}",
    "[" * 100_000,
    '{"schemaVersion": NaN}',
    "\ud800",
    json.dumps({"schemaVersion": 1, "mediaType": DOCKER_IMAGE}),
    json.dumps({"schemaVersion": "2", "mediaType": DOCKER_IMAGE}),
    json.dumps({"schemaVersion": True, "mediaType": DOCKER_IMAGE}),
    json.dumps({"schemaVersion": 2, "mediaType": DOCKER_IMAGE}),
    json.dumps({"schemaVersion": 2, "mediaType": 5}),
    json.dumps({"schemaVersion": 2, "mediaType": DOCKER_LIST}),
    json.dumps({"schemaVersion": 2, "mediaType": DOCKER_LIST, "manifests": [5]}),
    json.dumps(
        {"schemaVersion": 2, "mediaType": DOCKER_LIST, "manifests": [{"digest": "x", "size": 5}]}
    ),
    json.dumps({"schemaVersion": 2}),
    image_manifest(layers=5),
    image_manifest(layers=["x"]),
    image_manifest(layers=[{"size": 5}]),
    image_manifest(layers=[{"size": 5, "digest": ""}]),
    image_manifest(layers=[{"size": 5, "digest": "none"}]),
    image_manifest(layers=[{"size": 5, "digest": "sha256:no hex"}]),
    image_manifest(config={"size": 5, "digest": "none"}),
    image_manifest(layers=[{"size": -5, "digest": "sha256:aa"}]),
    image_manifest(layers=[{"size": True, "digest": "sha256:aa"}]),
    image_manifest(layers=[{"size": "5", "digest": "sha256:aa"}]),
    image_manifest(layers=[{"size": 2**63, "digest": "sha256:aa"}]),
    image_manifest(layers=[descriptor("a", 2**63 - 1), descriptor("b", 2**63 - 1)]),
    image_manifest(config=[]),
    image_manifest(artifactType=5),
]


@pytest.mark.parametrize("manifest", BAD_MANIFESTS, ids=range(len(BAD_MANIFESTS)))
def test_bad_manifest(client: ECRPublicClient, manifest: str) -> None:
    with refused("InvalidParameterException", "Invalid parameter at 'ImageManifest'"):
        push(client, manifest)
    assert details(client) == []


def test_same_again(client: ECRPublicClient) -> None:
    manifest = image_manifest()
    push(client, manifest)
    with refused(
        "ImageAlreadyExistsException",
        f"Image with digest '{digest_of(manifest)}' and tag 'null' already exists in the"
        f" repository with name '{NAME}' in registry with id '{ACCOUNT}'",
    ):
        push(client, manifest)
    push(client, manifest, imageTag="v1")
    with refused("ImageAlreadyExistsException", "tag 'v1'"):
        push(client, manifest, imageTag="v1")
    with refused("ImageAlreadyExistsException", "tag 'null'"):
        push(client, manifest)


def test_another_tag(client: ECRPublicClient) -> None:
    manifest = image_manifest()
    push(client, manifest, imageTag="v1")
    pushed_at = detail(client)["imagePushedAt"]
    push(client, manifest, imageTag="v2")
    assert detail(client)["imageTags"] == ["v1", "v2"]
    assert detail(client)["imagePushedAt"] == pushed_at


@pytest.mark.parametrize("tag", ["a b", "a/b", "a:b", "é", "a\n", "v1+build"])
def test_malformed_tag(client: ECRPublicClient, tag: str) -> None:
    with refused(
        "InvalidParameterException",
        "Invalid parameter at 'imageTag' failed to satisfy constraint:"
        " 'must satisfy regular expression '[a-zA-Z0-9-_.]+''",
    ):
        push(client, image_manifest(), imageTag=tag)
    assert details(client) == []
    push(client, image_manifest(), imageTag="-_.aZ09")


def test_malformed_digest(client: ECRPublicClient) -> None:
    with refused("InvalidParameterException", "'imageDigest'"):
        push(client, image_manifest(), imageDigest="none")


def test_too_many_tags_of_an_image(client: ECRPublicClient) -> None:
    one, other = image_manifest("one"), image_manifest("other")
    push(client, other, imageTag="taken")
    for number in range(1000):
        image: dict[str, object] = {"imageManifest": one, "imageTag": f"v{number}"}
        get_backend().call("PutImage", {"repositoryName": NAME, **image})
    for tag in ("more", "taken"):
        with refused(
            "LimitExceededException",
            f"Adding tag '{tag}' to an image in the repository with name '{NAME}' in registry with"
            f" id '{ACCOUNT}' exceeds the maximum allowed number of tags per image which is '1000'",
        ):
            push(client, one, imageTag=tag)
    assert details(client)[0]["imageTags"] == ["taken"]
    client.batch_delete_image(repositoryName=NAME, imageIds=[{"imageTag": "v5"}])
    push(client, one, imageTag="taken")


def test_tag_moves(client: ECRPublicClient) -> None:
    old, new = image_manifest("old"), image_manifest("new")
    push(client, old, imageTag="latest")
    push(client, new, imageTag="latest")
    described = details(client)
    assert "imageTags" not in described[0]
    assert described[0]["imageDigest"] == digest_of(old)
    assert described[1]["imageTags"] == ["latest"]
    push(client, old, imageTag="latest")
    described = details(client)
    assert described[0]["imageTags"] == ["latest"]
    assert "imageTags" not in described[1]


def test_pushed_at_is_the_time_of_the_push(
    client: ECRPublicClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = moto.core.utils.utcfromtimestamp(1_700_000_000).replace(microsecond=123_000)
    monkeypatch.setattr("moto.core.utils.utcnow", lambda: moment)
    push(client, image_manifest())
    monkeypatch.undo()
    assert detail(client)["imagePushedAt"].timestamp() == 1_700_000_000.123
