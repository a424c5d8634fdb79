"""Image tags: what the service reports about them."""

from __future__ import annotations

from typing import Annotated

from pydantic import FailFast, Strict

from ecrpublic_models.models import pagination_config
from ecrpublic_models.models.base import RepositoryRequest, ResponseModel
from ecrpublic_models.models.fields import Instant, MaxResults, Timestamp
from ecrpublic_models.models.listing_page import ListingPage
from ecrpublic_models.models.metadata import OperationResponse


class ReferencedImageDetail(ResponseModel, frozen=True):
    """What the service reports about the image that a tag names. Shape: `ReferencedImageDetail`."""

    imageDigest: str
    """The `sha256:` digest of the image's manifest."""
    imageSizeInBytes: Annotated[int, Strict()] | None = None
    """The image's size in bytes, its layers compressed as they are stored. For a manifest list, the
    largest size of the list's images."""
    imagePushedAt: Annotated[Instant, Timestamp]
    """When the image was pushed with this tag, in UTC."""
    imageManifestMediaType: str | None = None
    """The media type of the image's manifest."""
    artifactMediaType: str | None = None
    """The media type of the artifact, such as that of a container image's or a Helm chart's
    configuration."""


class ImageTagDetail(ResponseModel, frozen=True):
    """What the service reports about one image tag. Shape: `ImageTagDetail`."""

    imageTag: str
    """The tag."""
    createdAt: Annotated[Instant, Timestamp]
    """When the tag was created, in UTC."""
    imageDetail: ReferencedImageDetail
    """The image that carries it."""


class DescribeImageTagsRequest(RepositoryRequest, frozen=True):
    """One request of the operation DescribeImageTags. Shape: `DescribeImageTagsRequest`."""

    nextToken: str | None = None
    """The `nextToken` of the response before, to get the page after it."""
    maxResults: MaxResults | None = None
    """The most image tags on the page: 1 to 1000. The service's default is 100."""


class DescribeImageTagsRequestPaginate(RepositoryRequest, frozen=True):
    """One listing of DescribeImageTags, as boto3's paginator `describe_image_tags` takes it."""

    PaginationConfig: pagination_config.PaginationConfig | None = None
    """How much to list, in pages of which size, and from where on."""


class DescribeImageTagsResponse(OperationResponse, frozen=True):
    """One response of DescribeImageTags. Shape: `DescribeImageTagsResponse`."""

    imageTagDetails: Annotated[list[ImageTagDetail], FailFast()]
    """The image tags, in the service's order."""
    nextToken: str | None = None
    """The service's token that requests the page after this one; `None` at the end."""


class DescribeImageTagsPage(ListingPage, frozen=True):
    """One page of image tags, as boto3's paginator `describe_image_tags` gives it."""

    imageTagDetails: Annotated[list[ImageTagDetail], FailFast()]
    """The image tags of this page, in the service's order."""
    NextToken: str | None = None
    """The token that resumes right after this page; `None` when nothing comes after it."""
