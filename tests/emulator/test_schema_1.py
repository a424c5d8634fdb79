"""Manifests of Docker's first schema, which the service takes as documented."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.pushing import digest_of, refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

PLAIN = "application/vnd.docker.distribution.manifest.v1+json"
SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws"
CONTENT: dict[str, Any] = {
    "schemaVersion": 1,
    "name": "team/app",
    "tag": "v1",
    "architecture": "amd64",
    "fsLayers": [{"blobSum": digest_of("layer")}],
    "history": [{"v1Compatibility": "{}"}],
}


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def signed(payload: str) -> str:
    """The payload with a signature, which is no part of what its digest is of."""
    cut = payload.rindex("\n}")
    protected = {"formatLength": cut, "formatTail": encoded(payload[cut:].encode())}
    signature = {"protected": encoded(json.dumps(protected).encode()), "signature": "s"}
    return payload[:cut] + ',\n "signatures": ' + json.dumps([signature]) + payload[cut:]


@pytest.fixture(autouse=True)
def _repository(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName="team/app")


@pytest.mark.parametrize("media_type", [PLAIN, None])
def test_unsigned(client: ECRPublicClient, media_type: str | None) -> None:
    text = json.dumps(CONTENT)
    named: Any = {} if media_type is None else {"imageManifestMediaType": media_type}
    image = client.put_image(repositoryName="team/app", imageManifest=text, **named)["image"]
    assert image["imageId"]["imageDigest"] == digest_of(text)
    (detail,) = client.describe_images(repositoryName="team/app")["imageDetails"]
    assert detail["imageManifestMediaType"] == PLAIN
    assert "artifactMediaType" not in detail


def test_signed(client: ECRPublicClient) -> None:
    payload = json.dumps(CONTENT, indent=1)
    text = signed(payload)
    assert json.loads(text)["signatures"]
    image = client.put_image(repositoryName="team/app", imageManifest=text)["image"]
    assert image["imageManifest"] == text
    assert image["imageId"]["imageDigest"] == digest_of(payload)
    (detail,) = client.describe_images(repositoryName="team/app")["imageDetails"]
    assert detail["imageManifestMediaType"] == SIGNED


@pytest.mark.parametrize(
    "changes",
    [
        {"fsLayers": []},
        {"fsLayers": None},
        {"fsLayers": [{}]},
        {"fsLayers": ["x"]},
        {"fsLayers": [{"blobSum": "x"}]},
        {"signatures": []},
        {"signatures": [{}]},
        {"signatures": [{"protected": "e30"}]},
        {"signatures": [{"protected": encoded(b'{"formatLength": -5, "formatTail": ""}')}]},
        {"signatures": [{"protected": encoded(b'{"formatLength": true, "formatTail": ""}')}]},
        {"signatures": "s"},
        {"schemaVersion": True},
        {"schemaVersion": 3},
    ],
)
def test_what_is_none(client: ECRPublicClient, changes: dict[str, Any]) -> None:
    with refused("InvalidParameterException", "'ImageManifest'"):
        client.put_image(repositoryName="team/app", imageManifest=json.dumps(CONTENT | changes))


def test_of_another_media_type(client: ECRPublicClient) -> None:
    with refused("InvalidParameterException", PLAIN):
        client.put_image(
            repositoryName="team/app",
            imageManifest=json.dumps(CONTENT),
            imageManifestMediaType=SIGNED,
        )
