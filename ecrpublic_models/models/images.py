"""Images: how to name them, and to describe, push and delete them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, SerializeAsAny, Strict, model_validator

from ecrpublic_models.enums import ImageFailureCode
from ecrpublic_models.fields import (
    ImageManifest,
    ImageTag,
    MaxResults,
    Timestamp,
)
from ecrpublic_models.models import pagination_config
from ecrpublic_models.models.base import (
    PushRequest,
    RepositoryRequest,
    ResponseModel,
    SharedModel,
    received_as,
)
from ecrpublic_models.models.exclusions import not_paged_together_with, not_together_with
from ecrpublic_models.models.metadata import OperationResponse


class ImageIdentifier(SharedModel, frozen=True):
    """Names one image, by digest, by tag, or by both. Shape: `ImageIdentifier`.

    Raises:
        pydantic.ValidationError: Neither a digest nor a tag is given.
    """

    imageDigest: Annotated[str, Strict()] | None = None
    """The `sha256:` digest of the image's manifest."""
    imageTag: ImageTag | None = None
    """A tag that the image carries: 1 to 300 characters."""

    @model_validator(mode="after")
    def _names_an_image(self) -> Self:
        if self.imageDigest is None and self.imageTag is None:
            raise ValueError("name the image by imageDigest, by imageTag, or by both")
        return self


ImageIdentifierList = Annotated[list[ImageIdentifier], Field(min_length=1, max_length=100)]
"""1 to 100 images."""


class _AnyImageIdentifier(ImageIdentifier, extra="allow", frozen=True):
    """One that the service gave, beyond the bounds of what may be sent."""

    imageTag: Annotated[str, Strict()] | None = None

    @model_validator(mode="after")
    def _names_an_image(self) -> Self:
        return self


ReceivedImageIdentifier = Annotated[
    SerializeAsAny[ImageIdentifier], received_as(_AnyImageIdentifier)
]


class _ImagesOfRepository(RepositoryRequest, frozen=True):
    """Which images to describe: all of a repository, or the ones named."""

    imageIds: ImageIdentifierList | None = None
    """The images to describe, 1 to 100; by default all. Not together with a page size or with a
    service token."""


class DescribeImagesRequest(_ImagesOfRepository, frozen=True):
    """One request of the operation DescribeImages. Shape: `DescribeImagesRequest`.

    Raises:
        pydantic.ValidationError: A field is out of bounds, or `imageIds` is given with
            `nextToken` or `maxResults`.
    """

    nextToken: Annotated[str, Strict(), not_together_with("imageIds")] | None = None
    """The `nextToken` of the response before, to get the page after it."""
    maxResults: Annotated[MaxResults, not_together_with("imageIds")] | None = None
    """The most images on the page: 1 to 1000. The service's default is 100."""


class DescribeImagesRequestPaginate(_ImagesOfRepository, frozen=True):
    """One listing of DescribeImages, as boto3's paginator `describe_images` takes it.

    Raises:
        pydantic.ValidationError: A field is out of bounds, or `imageIds` is given with a
            `PageSize`, or with a `StartingToken` that carries a service token.
    """

    PaginationConfig: (
        Annotated[pagination_config.PaginationConfig, not_paged_together_with("imageIds")] | None
    ) = None
    """How much to list, in pages of which size, and from where on."""


class ImageDetail(ResponseModel, frozen=True):
    """What the service reports about one image. Shape: `ImageDetail`."""

    registryId: str | None = None
    """The AWS account id of the registry that the image is in."""
    repositoryName: str | None = None
    """The repository that the image is in."""
    imageDigest: str | None = None
    """The `sha256:` digest of the image's manifest."""
    # By a factory, since pydantic copies a default deeply; most listings have untagged images.
    imageTags: list[str] = Field(default_factory=list)
    """The tags that the image carries; empty for an untagged image."""
    imageSizeInBytes: Annotated[int, Strict()] | None = None
    """The image's size in bytes, its layers compressed as they are stored, so that
    `docker images` may show more. For a manifest list, the largest size of the list's images."""
    imagePushedAt: Annotated[datetime, Timestamp] | None = None
    """When the image was pushed to the repository, in UTC."""
    imageManifestMediaType: str | None = None
    """The media type of the image's manifest."""
    artifactMediaType: str | None = None
    """The media type of the artifact, such as that of a container image's or a Helm chart's
    configuration."""


class DescribeImagesResponse(OperationResponse, frozen=True):
    """One answer of the operation DescribeImages. Shape: `DescribeImagesResponse`."""

    imageDetails: list[ImageDetail] = []
    """The images, in the service's order."""
    nextToken: str | None = None
    """The service's token that asks for the page after this one; `None` at the end."""


class DescribeImagesPage(OperationResponse, frozen=True):
    """One page of images, as boto3's paginator `describe_images` gives it."""

    imageDetails: list[ImageDetail] = []
    """The images of this page, in the service's order."""
    NextToken: str | None = None
    """The token that resumes right after this page; `None` when nothing comes after it."""


class BatchDeleteImageRequest(PushRequest, frozen=True):
    """One request of the operation BatchDeleteImage. Shape: `BatchDeleteImageRequest`."""

    imageIds: ImageIdentifierList
    """The images to delete, 1 to 100. A tag alone removes the tag, and the image only if it has no
    other; a digest removes the image with all its tags."""


class ImageFailure(ResponseModel, frozen=True):
    """Why an image could not be deleted. Shape: `ImageFailure`."""

    imageId: ReceivedImageIdentifier | None = None
    """The image."""
    failureCode: ImageFailureCode | None = None
    """The kind of failure."""
    failureReason: str | None = None
    """The failure in words."""


class BatchDeleteImageResponse(OperationResponse, frozen=True):
    """One answer of the operation BatchDeleteImage. Shape: `BatchDeleteImageResponse`."""

    imageIds: list[ReceivedImageIdentifier] = []
    """What was deleted."""
    failures: list[ImageFailure] = []
    """What was not, and why."""


class PutImageRequest(PushRequest, frozen=True):
    """One request of the operation PutImage. Shape: `PutImageRequest`."""

    imageManifest: ImageManifest
    """The manifest in JSON, every layer of it uploaded: 1 to 4,194,304 characters."""
    imageManifestMediaType: Annotated[str, Strict()] | None = None
    """The manifest's media type; needed where the manifest has no `mediaType` of its own."""
    imageTag: ImageTag | None = None
    """The tag that the image is to carry: 1 to 300 characters."""
    imageDigest: Annotated[str, Strict()] | None = None
    """The `sha256:` digest that the manifest must have, for the service to check."""


class Image(ResponseModel, frozen=True):
    """An image that was pushed. Shape: `Image`."""

    registryId: str | None = None
    """The AWS account id of the registry that the image is in."""
    repositoryName: str | None = None
    """The repository that the image is in."""
    imageId: ReceivedImageIdentifier | None = None
    """Its digest, and the tag that it was pushed with."""
    imageManifest: str | None = None
    """The manifest in JSON."""
    imageManifestMediaType: str | None = None
    """The manifest's media type."""


class PutImageResponse(OperationResponse, frozen=True):
    """One answer of the operation PutImage. Shape: `PutImageResponse`."""

    image: Image | None = None
    """The image as it was pushed."""
