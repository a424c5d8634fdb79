"""Manifests to push, and what the tests ask of errors."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_ecr_public import ECRPublicClient

DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
OCI_CONFIG = "application/vnd.oci.image.config.v1+json"
HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json"


def png(width: int = 60, height: int = 60) -> bytes:
    """An image of a size, as far as its header says."""
    size = width.to_bytes(4) + height.to_bytes(4)
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + size + b"\x08\x06\0\0\0"


def jpeg(width: int = 60, height: int = 60) -> bytes:
    """As `png`, with a segment before the frame that has the size."""
    comment = b"\xff\xfe\0\x06text"
    frame = b"\xff\xff\xc0\0\x11\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x03"
    return b"\xff\xd8" + comment + frame


def descriptor(name: str, size: int, media_type: str | None = None) -> dict[str, object]:
    digest = digest_of(name)
    described: dict[str, object] = {"digest": digest, "size": size}
    return described if media_type is None else {"mediaType": media_type, **described}


def digest_of(content: str | bytes) -> str:
    encoded = content.encode() if isinstance(content, str) else content
    return "sha256:" + hashlib.sha256(encoded).hexdigest()


def image_manifest(
    name: str = "image",
    *,
    sizes: tuple[int, ...] = (5, 7, 11),
    media_type: str | None = DOCKER_IMAGE,
    config_media_type: str | None = DOCKER_CONFIG,
    **more: object,
) -> str:
    """An image's manifest; the first size is the configuration's."""
    manifest: dict[str, object] = {
        "schemaVersion": 2,
        "config": descriptor(name, sizes[0], config_media_type),
        "layers": [descriptor(f"{name} {size}", size) for size in sizes[1:]],
        **more,
    }
    return json.dumps(manifest if media_type is None else {"mediaType": media_type, **manifest})


def list_manifest(*manifests: str, media_type: str | None = DOCKER_LIST) -> str:
    """A manifest list of the images with these manifests."""
    entries = [descriptor(manifest, len(manifest)) for manifest in manifests]
    content: dict[str, object] = {"schemaVersion": 2, "manifests": entries}
    return json.dumps(content if media_type is None else {"mediaType": media_type, **content})


def upload_layer(client: ECRPublicClient, repository: str, *parts: bytes) -> str:
    """Upload a layer in these parts, and give its digest."""
    upload_id = client.initiate_layer_upload(repositoryName=repository)["uploadId"]
    first = 0
    for part in parts:
        client.upload_layer_part(
            repositoryName=repository,
            uploadId=upload_id,
            partFirstByte=first,
            partLastByte=first + len(part) - 1,
            layerPartBlob=part,
        )
        first += len(part)
    digest = digest_of(b"".join(parts))
    client.complete_layer_upload(
        repositoryName=repository, uploadId=upload_id, layerDigests=[digest]
    )
    return digest


@contextmanager
def refused(code: str, message: str = "") -> Iterator[None]:
    """Expect the service's error, with status, request id and, in its message, these words."""
    with pytest.raises(ClientError) as caught:
        yield
    response = caught.value.response
    assert response["Error"]["Code"] == code
    assert message in response["Error"]["Message"]
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert response["ResponseMetadata"]["RequestId"]
    # boto3 knows the error by its own class, where the service's description has it.
    assert type(caught.value).__name__ in {code, "ClientError"}
