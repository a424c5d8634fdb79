"""Images: what the service reports about them."""

from __future__ import annotations

from typing import Annotated

from pydantic import FailFast, Field, Strict

from ecrpublic_models.models import pagination_config
from ecrpublic_models.models.base import RepositoryRequest, ResponseModel
from ecrpublic_models.models.exclusions import not_paged_together_with, not_together_with
from ecrpublic_models.models.fields import Instant, MaxResults, Timestamp
from ecrpublic_models.models.image_ids import FROM_1_TO_100, ImageIdentifier
from ecrpublic_models.models.listing_page import ListingPage
from ecrpublic_models.models.metadata import OperationResponse


class _ImagesOfRepository(RepositoryRequest, frozen=True):
    """Which images to describe: all of a repository, or the ones named."""

    imageIds: Annotated[list[ImageIdentifier], FROM_1_TO_100] | None = None
    """The images to describe, 1 to 100; by default all. Not together with a page size or with a
    service token."""


class DescribeImagesRequest(_ImagesOfRepository, frozen=True):
    """One request of the operation DescribeImages. Shape: `DescribeImagesRequest`.

    Raises:
        pydantic.ValidationError: A field is out of bounds, or `imageIds` is given with
            `nextToken` or `maxResults`.
    """

    nextToken: Annotated[str, not_together_with("imageIds")] | None = None
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

    registryId: str
    """The AWS account id of the registry that the image is in."""
    repositoryName: str
    """The repository that the image is in."""
    imageDigest: str
    """The `sha256:` digest of the image's manifest."""
    # By a factory, since pydantic copies a default deeply; most listings have untagged images.
    imageTags: Annotated[list[str], FailFast()] = Field(default_factory=list)
    """The tags that the image carries; empty for an untagged image."""
    imageSizeInBytes: Annotated[int, Strict()] | None = None
    """The image's size in bytes, its layers compressed as they are stored, so that
    `docker images` may show more. For a manifest list, the largest size of the list's images."""
    imagePushedAt: Annotated[Instant, Timestamp]
    """When the image was pushed to the repository, in UTC."""
    imageManifestMediaType: str | None = None
    """The media type of the image's manifest."""
    artifactMediaType: str | None = None
    """The media type of the artifact, such as that of a container image's or a Helm chart's
    configuration."""


class DescribeImagesResponse(OperationResponse, frozen=True):
    """One response of DescribeImages. Shape: `DescribeImagesResponse`."""

    imageDetails: Annotated[list[ImageDetail], FailFast()]
    """The images, in the service's order."""
    nextToken: str | None = None
    """The service's token that requests the page after this one; `None` at the end."""


class DescribeImagesPage(ListingPage, frozen=True):
    """One page of images, as boto3's paginator `describe_images` gives it."""

    imageDetails: Annotated[list[ImageDetail], FailFast()]
    """The images of this page, in the service's order."""
    NextToken: str | None = None
    """The token that resumes right after this page; `None` when nothing comes after it."""
