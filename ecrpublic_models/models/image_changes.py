"""Images: to push and delete them."""

from __future__ import annotations

from typing import Annotated

from pydantic import FailFast

from ecrpublic_models.models.base import PushRequest, ResponseModel
from ecrpublic_models.models.enums import ImageFailureCode
from ecrpublic_models.models.fields import ImageManifest, ImageTag
from ecrpublic_models.models.image_ids import (
    ANY_IMAGE_IDENTIFIER,
    FROM_1_TO_100,
    ImageIdentifier,
)
from ecrpublic_models.models.metadata import OperationResponse


class BatchDeleteImageRequest(PushRequest, frozen=True):
    """One request of the operation BatchDeleteImage. Shape: `BatchDeleteImageRequest`."""

    imageIds: Annotated[list[ImageIdentifier], FROM_1_TO_100]
    """The images to delete, 1 to 100. A tag alone removes the tag, and the image only if it has no
    other; a digest removes the image with all its tags."""


class ImageFailure(ResponseModel, frozen=True):
    """Why an image could not be deleted. Shape: `ImageFailure`."""

    imageId: Annotated[ImageIdentifier, ANY_IMAGE_IDENTIFIER]
    """The image."""
    failureCode: ImageFailureCode
    """The kind of failure."""
    failureReason: str
    """The failure in words."""


class BatchDeleteImageResponse(OperationResponse, frozen=True):
    """One response of BatchDeleteImage. Shape: `BatchDeleteImageResponse`."""

    imageIds: Annotated[list[ImageIdentifier], ANY_IMAGE_IDENTIFIER] = []
    """What was deleted."""
    failures: Annotated[list[ImageFailure], FailFast()] = []
    """What was not, and why."""


class PutImageRequest(PushRequest, frozen=True):
    """One request of the operation PutImage. Shape: `PutImageRequest`."""

    imageManifest: ImageManifest
    """The manifest in JSON, every layer of it uploaded: 1 to 4,194,304 characters."""
    imageManifestMediaType: str | None = None
    """The manifest's media type; needed where the manifest has no `mediaType` of its own."""
    imageTag: ImageTag | None = None
    """The tag that the image is to carry: 1 to 300 characters."""
    imageDigest: str | None = None
    """The `sha256:` digest that the manifest must have, for the service to check."""


class Image(ResponseModel, frozen=True):
    """An image that was pushed. Shape: `Image`."""

    registryId: str
    """The AWS account id of the registry that the image is in."""
    repositoryName: str
    """The repository that the image is in."""
    imageId: Annotated[ImageIdentifier, ANY_IMAGE_IDENTIFIER]
    """Its digest, and the tag that it was pushed with."""
    imageManifest: str
    """The manifest in JSON."""
    imageManifestMediaType: str | None = None
    """The manifest's media type."""


class PutImageResponse(OperationResponse, frozen=True):
    """One response of PutImage. Shape: `PutImageResponse`."""

    image: Image
    """The image as it was pushed."""
