"""Resource tags: keys and values of one's own on a repository. They are not image tags."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ecrpublic_models.models.base import RequestModel, TolerantModel
from ecrpublic_models.models.fields import Arn, Received, TagKey, TagValue
from ecrpublic_models.models.metadata import OperationResponse


class Tag(RequestModel, frozen=True):
    """A resource tag. Shape: `Tag`."""

    Key: TagKey | None = None
    """The key: 1 to 128 characters."""
    Value: TagValue | None = None
    """The value: at most 256 characters."""


class _AnyTag(Tag, TolerantModel, frozen=True):
    """One that the service gave, beyond the bounds of what may be sent."""

    Key: str | None = None
    Value: str | None = None


AT_MOST_200 = Field(max_length=200, strict=False)
"""How many resource tags, or keys of them, a request may have."""


class TagResourceRequest(RequestModel, frozen=True):
    """One request of the operation TagResource. Shape: `TagResourceRequest`."""

    resourceArn: Arn
    """The Amazon Resource Name of the repository: 1 to 2,048 characters."""
    tags: Annotated[list[Tag], AT_MOST_200]
    """The tags to set, at most 200; others that the repository has are left as they are."""


class TagResourceResponse(OperationResponse, frozen=True):
    """One response of TagResource. Shape: `TagResourceResponse`."""


class UntagResourceRequest(RequestModel, frozen=True):
    """One request of the operation UntagResource. Shape: `UntagResourceRequest`."""

    resourceArn: Arn
    """The Amazon Resource Name of the repository: 1 to 2,048 characters."""
    tagKeys: Annotated[list[TagKey], AT_MOST_200]
    """The keys of the tags to remove, at most 200."""


class UntagResourceResponse(OperationResponse, frozen=True):
    """One response of UntagResource. Shape: `UntagResourceResponse`."""


class ListTagsForResourceRequest(RequestModel, frozen=True):
    """One request of the operation ListTagsForResource. Shape: `ListTagsForResourceRequest`."""

    resourceArn: Arn
    """The Amazon Resource Name of the repository: 1 to 2,048 characters."""


class ListTagsForResourceResponse(OperationResponse, frozen=True):
    """One response of ListTagsForResource. Shape: `ListTagsForResourceResponse`."""

    tags: Annotated[list[Tag], Received(_AnyTag)] = []
    """The repository's tags."""
