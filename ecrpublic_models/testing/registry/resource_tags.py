"""Resource tags: the labels of a repository, not to be confused with the tags of an image."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ecrpublic_models.testing.exceptions import InvalidTagParameterError, TooManyTagsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mypy_boto3_ecr_public.type_defs import (
        ListTagsForResourceRequestTypeDef,
        TagResourceRequestTypeDef,
        TagTypeDef,
        UntagResourceRequestTypeDef,
    )

    from ecrpublic_models.testing.registry.quotas import Quotas
    from ecrpublic_models.testing.registry.state import Registry

__all__ = ["list_tags_for_resource", "merge_tags", "tag_resource", "untag_resource"]

_RESERVED_PREFIX = "aws:"
_PUNCTUATION = frozenset("_.:/=+-@")
_CATEGORIES = frozenset("LNZ")  # letters, numbers, spaces


def list_tags_for_resource(
    registry: Registry, request: ListTagsForResourceRequestTypeDef
) -> dict[str, object]:
    """List a repository's tags.

    Raises:
        InvalidParameterError: The ARN names no repository.
        RepositoryNotFoundError: It names one that does not exist.
    """
    tags = registry.find_resource(request["resourceArn"]).resource_tags
    return {"tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


def tag_resource(registry: Registry, request: TagResourceRequestTypeDef) -> dict[str, object]:
    """Add tags to a repository, or change the values of those that it has.

    Raises:
        InvalidParameterError: The ARN names no repository.
        RepositoryNotFoundError: It names one that does not exist.
        InvalidTagParameterError: A tag is not allowed.
        TooManyTagsError: There would be more than there may be.
    """
    repository = registry.find_resource(request["resourceArn"])
    repository.resource_tags = merge_tags(
        repository.resource_tags, request["tags"], registry.quotas
    )
    return {}


def untag_resource(registry: Registry, request: UntagResourceRequestTypeDef) -> dict[str, object]:
    """Remove tags from a repository. One that it does not have is no error.

    Raises:
        InvalidParameterError: The ARN names no repository.
        RepositoryNotFoundError: It names one that does not exist.
        InvalidTagParameterError: A key is not allowed.
    """
    repository = registry.find_resource(request["resourceArn"])
    for key in request["tagKeys"]:
        _check_text("key", key)
    for key in request["tagKeys"]:
        repository.resource_tags.pop(key, None)
    return {}


def merge_tags(
    present: Mapping[str, str], given: Iterable[TagTypeDef], quotas: Quotas
) -> dict[str, str]:
    """Add a request's tags to those present. A tag without a value gets an empty one.

    Raises:
        InvalidTagParameterError: A key is missing or given twice; or a key or value is reserved, or
            has characters that AWS does not allow in tags.
        TooManyTagsError: There would be more than there may be.
    """
    read: dict[str, str] = {}
    for tag in given:
        key, value = tag.get("Key"), tag.get("Value", "")
        if not key:
            raise InvalidTagParameterError("A tag must have a key")
        _check_text("key", key)
        if key in read:
            raise InvalidTagParameterError(f"The tag key '{key}' is given more than once")
        _check_text("value", value)
        read[key] = value
    merged = {**present, **read}
    limit = quotas.resource_tags_per_repository
    if len(merged) > max(limit, len(present)):
        raise TooManyTagsError(
            f"The number of tags, {len(merged)}, is over the limit of {limit} for a repository"
        )
    return merged


def _check_text(part: str, text: str) -> None:
    if text.lower().startswith(_RESERVED_PREFIX):
        raise InvalidTagParameterError(f"The tag {part} '{text}' has the reserved prefix 'aws:'")
    if not all(map(_is_allowed, text)):
        raise InvalidTagParameterError(
            f"The tag {part} '{text}' has characters other than letters, numbers, spaces"
            " and _.:/=+-@"
        )


def _is_allowed(character: str) -> bool:
    return character in _PUNCTUATION or unicodedata.category(character)[0] in _CATEGORIES
