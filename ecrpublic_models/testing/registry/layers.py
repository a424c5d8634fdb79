"""The operations on layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import uuid4

from ecrpublic_models.testing.exceptions import (
    EmptyUploadError,
    InvalidLayerError,
    InvalidLayerPartError,
    LayerAlreadyExistsError,
    LayerPartTooSmallError,
    LimitExceededError,
    UploadNotFoundError,
)
from ecrpublic_models.testing.registry.state import LayerUpload
from ecrpublic_models.testing.registry.syntax import DIGEST_PATTERN, is_digest

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import (
        BatchCheckLayerAvailabilityRequestTypeDef,
        CompleteLayerUploadRequestTypeDef,
        InitiateLayerUploadRequestTypeDef,
        UploadLayerPartRequestTypeDef,
    )

    from ecrpublic_models.testing.registry.state import Registry, Repository

__all__ = [
    "batch_check_layer_availability",
    "complete_layer_upload",
    "initiate_layer_upload",
    "upload_layer_part",
]

_LARGEST_PART = 20_971_520
_SMALLEST_PART = 5_242_880
# An upload does not say its media type, and the service has to name one.
_MEDIA_TYPE = "application/vnd.docker.image.rootfs.diff.tar.gzip"


def batch_check_layer_availability(
    registry: Registry, request: BatchCheckLayerAvailabilityRequestTypeDef
) -> dict[str, object]:
    """Say for each digest whether the repository has the layer.

    Raises:
        RegistryNotFoundError: Nobody has the registry's alias.
        RepositoryNotFoundError: There is no such repository.
    """
    repository = registry.find_push_target(request["repositoryName"], request.get("registryId"))
    digests = list(dict.fromkeys(request["layerDigests"]))
    return {
        "layers": [_layer(repository, digest) for digest in digests if is_digest(digest)],
        "failures": [_failure(digest) for digest in digests if not is_digest(digest)],
    }


def initiate_layer_upload(
    registry: Registry, request: InitiateLayerUploadRequestTypeDef
) -> dict[str, object]:
    """Begin the upload of a layer.

    Raises:
        RegistryNotFoundError: Nobody has the registry's alias.
        RepositoryNotFoundError: There is no such repository.
    """
    repository = registry.find_push_target(request["repositoryName"], request.get("registryId"))
    upload_id = str(uuid4())
    repository.layer_uploads[upload_id] = LayerUpload()
    return {"uploadId": upload_id, "partSize": _LARGEST_PART}


def upload_layer_part(
    registry: Registry, request: UploadLayerPartRequestTypeDef
) -> dict[str, object]:
    """Add the next part to an upload.

    Raises:
        RegistryNotFoundError: Nobody has the registry's alias.
        RepositoryNotFoundError: There is no such repository.
        UploadNotFoundError: The upload is not one of the repository's.
        InvalidLayerPartError: The part does not begin where the one before ended, is empty, or is
            not as long as it says.
        LimitExceededError: The layer has all the parts that it may have.
    """
    repository = registry.find_push_target(request["repositoryName"], request.get("registryId"))
    upload_id = request["uploadId"]
    upload = _find_upload(registry, repository, upload_id)
    first, last = request["partFirstByte"], request["partLastByte"]
    part = cast("bytes", request["layerPartBlob"])
    if first != upload.size or not part or last - first + 1 != len(part):
        raise InvalidLayerPartError(upload_id, repository.name, registry.account_id, upload.size)
    limit = registry.quotas.parts_per_layer
    if len(upload.part_sizes) >= limit:
        raise LimitExceededError(
            f"The upload with id '{upload_id}' has reached its limit of {limit} parts"
        )
    upload.append(part)
    return {
        "registryId": registry.account_id,
        "repositoryName": repository.name,
        "uploadId": upload_id,
        "lastByteReceived": last,
    }


def complete_layer_upload(
    registry: Registry, request: CompleteLayerUploadRequestTypeDef
) -> dict[str, object]:
    """Complete an upload, which makes it a layer. An upload that is refused can go on.

    Raises:
        RegistryNotFoundError: Nobody has the registry's alias.
        RepositoryNotFoundError: There is no such repository.
        UploadNotFoundError: The upload is not one of the repository's.
        EmptyUploadError: No part was uploaded.
        LayerPartTooSmallError: A part before the last one has less than 5 MiB.
        InvalidLayerError: A digest is given that is not the layer's.
        LayerAlreadyExistsError: The repository has the layer.
    """
    repository = registry.find_push_target(request["repositoryName"], request.get("registryId"))
    upload_id = request["uploadId"]
    upload = _find_upload(registry, repository, upload_id)
    if not upload.part_sizes:
        raise EmptyUploadError(upload_id)
    smallest = min(upload.part_sizes[:-1], default=_SMALLEST_PART)
    if smallest < _SMALLEST_PART:
        raise LayerPartTooSmallError(smallest, _SMALLEST_PART)
    digest = upload.digest
    if set(request["layerDigests"]) != {digest}:
        raise InvalidLayerError(request["layerDigests"], digest)
    if digest in repository.layers:
        raise LayerAlreadyExistsError(digest, repository.name, registry.account_id)
    repository.layers[digest] = upload.size
    del repository.layer_uploads[upload_id]
    return {
        "registryId": registry.account_id,
        "repositoryName": repository.name,
        "uploadId": upload_id,
        "layerDigest": digest,
    }


def _find_upload(registry: Registry, repository: Repository, upload_id: str) -> LayerUpload:
    upload = repository.layer_uploads.get(upload_id)
    if upload is None:
        raise UploadNotFoundError(upload_id, repository.name, registry.account_id)
    return upload


def _layer(repository: Repository, digest: str) -> dict[str, object]:
    size = repository.layers.get(digest)
    if size is None:
        return {"layerDigest": digest, "layerAvailability": "UNAVAILABLE"}
    return {
        "layerDigest": digest,
        "layerAvailability": "AVAILABLE",
        "layerSize": size,
        "mediaType": _MEDIA_TYPE,
    }


def _failure(digest: str) -> dict[str, object]:
    if not digest:
        return {
            "layerDigest": digest,
            "failureCode": "MissingLayerDigest",
            "failureReason": "Invalid request parameters: layer digest cannot be empty",
        }
    return {
        "layerDigest": digest,
        "failureCode": "InvalidLayerDigest",
        "failureReason": "Invalid request parameters: layer digest should satisfy the regex"
        f" '{DIGEST_PATTERN}'",
    }
