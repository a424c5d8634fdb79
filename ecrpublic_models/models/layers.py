"""Image layers: to look them up, and to upload them in parts."""

from __future__ import annotations

from typing import Annotated

from pydantic import FailFast, Field, Strict

from ecrpublic_models.models.base import PushRequest, ResponseModel
from ecrpublic_models.models.enums import LayerAvailability, LayerFailureCode
from ecrpublic_models.models.fields import (
    BatchedLayerDigest,
    BytePosition,
    LayerDigest,
    LayerPart,
    UploadId,
)
from ecrpublic_models.models.metadata import OperationResponse


class BatchCheckLayerAvailabilityRequest(PushRequest, frozen=True):
    """One request of BatchCheckLayerAvailability. Shape: `BatchCheckLayerAvailabilityRequest`."""

    layerDigests: Annotated[
        list[BatchedLayerDigest], Field(min_length=1, max_length=100, strict=False)
    ]
    """The digests of the layers to look up, 1 to 100."""


class Layer(ResponseModel, frozen=True):
    """What the service reports about a layer. Shape: `Layer`."""

    layerDigest: str
    """The `sha256:` digest of the layer."""
    layerAvailability: LayerAvailability
    """Whether the repository has it."""
    layerSize: Annotated[int, Strict()] | None = None
    """Its size in bytes."""
    mediaType: str | None = None
    """Its media type, such as `application/vnd.oci.image.layer.v1.tar+gzip`."""


class LayerFailure(ResponseModel, frozen=True):
    """Why a layer could not be looked up. Shape: `LayerFailure`."""

    layerDigest: str
    """The digest."""
    failureCode: LayerFailureCode
    """The kind of failure."""
    failureReason: str
    """The failure in words."""


class BatchCheckLayerAvailabilityResponse(OperationResponse, frozen=True):
    """One response of BatchCheckLayerAvailability. Shape: `BatchCheckLayerAvailabilityResponse`."""

    layers: Annotated[list[Layer], FailFast()] = []
    """What was looked up."""
    failures: Annotated[list[LayerFailure], FailFast()] = []
    """What was not, and why."""


class InitiateLayerUploadRequest(PushRequest, frozen=True):
    """One request of the operation InitiateLayerUpload. Shape: `InitiateLayerUploadRequest`."""


class InitiateLayerUploadResponse(OperationResponse, frozen=True):
    """One response of InitiateLayerUpload. Shape: `InitiateLayerUploadResponse`."""

    uploadId: str
    """The upload's id, for its parts and its completion."""
    partSize: Annotated[int, Strict()]
    """The size in bytes that the service expects of the parts."""


class UploadLayerPartRequest(PushRequest, frozen=True):
    """One request of the operation UploadLayerPart. Shape: `UploadLayerPartRequest`."""

    uploadId: UploadId
    """The upload's id, from InitiateLayerUpload."""
    partFirstByte: BytePosition
    """The position in the layer of the part's first byte, counted from 0."""
    partLastByte: BytePosition
    """The position in the layer of the part's last byte."""
    layerPartBlob: Annotated[LayerPart, Field(repr=False)]
    """The part's bytes: at most 20,971,520 (20 MiB). Of all parts but the last one the service
    wants at least 5,242,880 (5 MiB)."""


class UploadLayerPartResponse(OperationResponse, frozen=True):
    """One response of UploadLayerPart. Shape: `UploadLayerPartResponse`."""

    registryId: str | None = None
    """The AWS account id of the registry that the repository is in."""
    repositoryName: str | None = None
    """The repository."""
    uploadId: str
    """The upload's id."""
    lastByteReceived: Annotated[int, Strict()]
    """The position in the layer of the last byte that the service has."""


class CompleteLayerUploadRequest(PushRequest, frozen=True):
    """One request of the operation CompleteLayerUpload. Shape: `CompleteLayerUploadRequest`."""

    uploadId: UploadId
    """The upload's id, from InitiateLayerUpload."""
    layerDigests: Annotated[list[LayerDigest], Field(min_length=1, max_length=100, strict=False)]
    """The `sha256:` digest of the layer, 1 to 100 of them."""


class CompleteLayerUploadResponse(OperationResponse, frozen=True):
    """One response of CompleteLayerUpload. Shape: `CompleteLayerUploadResponse`."""

    registryId: str | None = None
    """The AWS account id of the registry that the repository is in."""
    repositoryName: str | None = None
    """The repository."""
    uploadId: str
    """The upload's id."""
    layerDigest: str
    """The `sha256:` digest of the layer."""
