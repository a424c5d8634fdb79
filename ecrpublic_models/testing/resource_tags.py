"""Resource tags: the labels of a repository, not to be confused with the tags of an image."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ecrpublic_models.testing.errors import InvalidTagParameterError, TooManyTagsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mypy_boto3_ecr_public.type_defs import TagTypeDef

__all__ = ["read_tags"]

_LIMIT = 50
_RESERVED_PREFIX = "aws:"
_PUNCTUATION = frozenset("_.:/=+-@")
_CATEGORIES = frozenset("LNZ")  # letters, numbers, spaces


def read_tags(tags: Iterable[TagTypeDef]) -> dict[str, str]:
    """Read a request's tags; a tag without a value has an empty one.

    Raises:
        InvalidTagParameterError: A key is missing, reserved or given twice, or has characters that
            AWS does not allow in tags; the latter goes for values too.
        TooManyTagsError: There are more than fifty.
    """
    read: dict[str, str] = {}
    for tag in tags:
        key, value = tag.get("Key"), tag.get("Value", "")
        if not key:
            raise InvalidTagParameterError("A tag must have a key")
        if key.lower().startswith(_RESERVED_PREFIX):
            raise InvalidTagParameterError(f"The tag key '{key}' has the reserved prefix 'aws:'")
        if key in read:
            raise InvalidTagParameterError(f"The tag key '{key}' is given more than once")
        if not all(map(_is_allowed, key + value)):
            raise InvalidTagParameterError(
                f"The tag with key '{key}' has characters other than letters, numbers, spaces"
                " and _.:/=+-@"
            )
        read[key] = value
    if len(read) > _LIMIT:
        raise TooManyTagsError(
            f"The number of tags, {len(read)}, is over the limit of {_LIMIT} for a repository"
        )
    return read


def _is_allowed(character: str) -> bool:
    return character in _PUNCTUATION or unicodedata.category(character)[0] in _CATEGORIES
