"""The resume token: a place in a listing, as the string that botocore and the AWS CLI use."""

from __future__ import annotations

import base64
import json
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError

from ecrpublic_models._json_values import is_unicode

# How every token that botocore writes begins: base64 of '{"nextToken"'.
_PREFIX = "eyJuZXh0VG9rZW4i"
# What the oldest tokens, which botocore still reads, put before the number of items to pass over.
_OLD_DELIMITER = "___"
# More than any listing has; a larger number is none.
_MOST_TO_SKIP = 2**63


class _Content(BaseModel):
    """What a resume token carries, under botocore's names."""

    model_config = ConfigDict(extra="forbid", strict=True)

    nextToken: Annotated[str, Field(min_length=1)] | None
    boto_truncate_amount: NonNegativeInt = 0


class Position(NamedTuple):
    """A place in a listing: a page, and how many of its first items were given already."""

    service_token: str | None = None
    """The service's token that requests the page; `None` for the first one."""
    skip: int = 0
    """How many items of the page to pass over."""


class ResumeToken(str):  # noqa: SLOT000 - the oldest protocols of pickle take no slots
    """A resume token that is decoded already, so that it need not be decoded again.

    Raises:
        ValueError: The token can't be decoded.
    """

    position: Position
    """The place that it resumes at."""

    def __new__(cls, token: str) -> Self:
        """Decode the token."""
        made = super().__new__(cls, token)
        made.position = decode_token(token)
        return made


def position_of(token: str) -> Position:
    """Give the place that a token resumes at.

    Raises:
        ValueError: The token can't be decoded.
    """
    return token.position if isinstance(token, ResumeToken) else decode_token(token)


def encode_token(position: Position, *, within_page: bool) -> str:
    """Write a resume token, byte for byte as botocore does.

    Args:
        position: The place to resume at.
        within_page: Whether `skip` is written. botocore leaves it out where a page ends, and writes
            it, even if 0, where a page was cut.
    """
    content: dict[str, str | int | None] = {"nextToken": position.service_token}
    if within_page:
        content["boto_truncate_amount"] = position.skip
    return base64.b64encode(json.dumps(content).encode()).decode()


def decode_token(token: str) -> Position:
    """Read a resume token of this library, of botocore or of the AWS CLI, or a raw service token.

    What is not base64 of JSON is taken for the service's own token, as botocore takes it.

    Raises:
        ValueError: The token is empty, or was a resume token before it was damaged.
    """
    if not token:
        raise ValueError("an empty token resumes nowhere; leave it out to start at the beginning")
    if not is_unicode(token):
        raise ValueError("a token with a lone surrogate, which is no Unicode")
    try:
        carried = json.loads(base64.b64decode(token.encode()).decode())
        if isinstance(carried, list):
            return _decode_plain(token)
        content = _Content.model_validate(carried)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"])) or "the JSON in it"
        raise ValueError(f"not a resume token: {place}: {fault['msg']}") from None
    except (ValueError, RecursionError):
        if token.startswith(_PREFIX):
            raise ValueError("a resume token that was cut short or altered") from None
        return _decode_plain(token)
    return Position(content.nextToken, content.boto_truncate_amount)


def _decode_plain(token: str) -> Position:
    service_token, delimiter, number = token.partition(_OLD_DELIMITER)
    try:
        skip = int(number) if delimiter else 0
    except ValueError:
        skip = -1
    if not 0 <= skip < _MOST_TO_SKIP:
        service_token, skip = token, 0
    # Where the oldest tokens say "None", botocore asks for the first page.
    return Position(None if service_token in {"", "None"} else service_token, skip)
