"""The operation on the tags of images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.testing.operations.image_description import describe_image
from ecrpublic_models.testing.operations.paging import next_page

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import DescribeImageTagsRequestTypeDef

    from ecrpublic_models.testing.backend import ECRPublicBackend
    from ecrpublic_models.testing.state import ImageTag

__all__ = ["describe_image_tags"]


def describe_image_tags(
    backend: ECRPublicBackend, request: DescribeImageTagsRequestTypeDef
) -> dict[str, object]:
    """List the tags of all images in the order in which they were given.

    Raises:
        InvalidParameterError: The token is not one of this listing.
        RepositoryNotFoundError: There is no such repository.
    """
    repository = backend.find_repository(request["repositoryName"], request.get("registryId"))
    tags, continuation = next_page(
        backend,
        repository.image_tags,
        listing=("DescribeImageTags", str(repository.sequence)),
        max_results=request.get("maxResults"),
        token=request.get("nextToken"),
    )
    return {"imageTagDetails": [_image_tag_detail(tag) for tag in tags], **continuation}


def _image_tag_detail(tag: ImageTag) -> dict[str, object]:
    return {
        "imageTag": tag.name,
        "createdAt": tag.created_at,
        "imageDetail": describe_image(tag.image),
    }
