"""Images: how to name them, what the service tells of them, and the DescribeImages operation."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from ecrpublic_models.fields import (
    ImageTag,
    MaxResults,
    RegistryId,
    RepositoryName,
    Text,
    Timestamp,
    WholeNumber,
)
from ecrpublic_models.models import metadata, pagination_config
from ecrpublic_models.models.base import RequestModel, ResponseModel
from ecrpublic_models.models.exclusions import not_paged_together_with, not_together_with


class ImageIdentifier(RequestModel):
    """Names one image, by digest, by tag, or by both. Shape: `ImageIdentifier`.

    Raises:
        pydantic.ValidationError: Neither a digest nor a tag is given.
    """

    imageDigest: Text | None = None
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


class _ImagesOfRepository(RequestModel):
    """Which images to describe: all of a repository, or the ones named."""

    registryId: RegistryId | None = None
    """The AWS account id (12 digits) of the registry; by default that of the credentials."""
    repositoryName: RepositoryName
    """The repository: 2 to 205 characters, namespaces parted by `/`."""
    imageIds: ImageIdentifierList | None = None
    """The images to describe, 1 to 100; by default all. Not together with a page size or with a
    service token."""


class DescribeImagesRequest(_ImagesOfRepository):
    """One request of the operation DescribeImages. Shape: `DescribeImagesRequest`.

    Raises:
        pydantic.ValidationError: A field is out of bounds, or `imageIds` stands together with
            `nextToken` or `maxResults`.
    """

    nextToken: Annotated[Text | None, not_together_with("imageIds")] = None
    """The `nextToken` of the response before, to get the page after it."""
    maxResults: Annotated[MaxResults | None, not_together_with("imageIds")] = None
    """The most images on the page: 1 to 1000. By itself the service gives 100."""


class DescribeImagesRequestPaginate(_ImagesOfRepository):
    """One listing of DescribeImages. Shape: what boto3's paginator `describe_images` takes.

    Raises:
        pydantic.ValidationError: A field is out of bounds, or `imageIds` stands together with a
            `PageSize`, or with a `StartingToken` that carries a service token.
    """

    PaginationConfig: Annotated[
        pagination_config.PaginationConfig | None, not_paged_together_with("imageIds")
    ] = None
    """How much to list, in pages of which size, and from where on."""


class ImageDetail(ResponseModel):
    """What the service tells of one image. Shape: `ImageDetail`."""

    registryId: Text | None = None
    """The AWS account id of the registry that the image is in."""
    repositoryName: Text | None = None
    """The repository that the image is in."""
    imageDigest: Text | None = None
    """The `sha256:` digest of the image's manifest."""
    imageTags: list[Text] = []
    """The tags that the image carries; empty for an untagged image."""
    imageSizeInBytes: WholeNumber | None = None
    """The image's size in bytes, its layers compressed as they are stored, so that
    `docker images` may show more. For a manifest list, the largest size of the list's images."""
    imagePushedAt: Timestamp | None = None
    """When the image was pushed to the repository, in UTC."""
    imageManifestMediaType: Text | None = None
    """The media type of the image's manifest."""
    artifactMediaType: Text | None = None
    """The media type of the artifact, such as that of a container image's or a Helm chart's
    configuration."""


class DescribeImagesResponse(ResponseModel):
    """One answer of the operation DescribeImages. Shape: `DescribeImagesResponse`."""

    imageDetails: list[ImageDetail] = []
    """The images, in the service's order."""
    nextToken: Text | None = None
    """The service's token that asks for the page after this one; `None` at the end."""
    ResponseMetadata: metadata.ResponseMetadata | None = None
    """The HTTP answer behind this response."""


class DescribeImagesPage(ResponseModel):
    """One page of a listing of images. Shape: what boto3's paginator `describe_images` gives."""

    imageDetails: list[ImageDetail] = []
    """The images of this page, in the service's order."""
    NextToken: Text | None = None
    """The token that resumes right after this page; `None` when nothing comes after it."""
    ResponseMetadata: metadata.ResponseMetadata | None = None
    """The HTTP answer behind this page."""
