"""The resume token: a place in a listing, as the string that botocore and the AWS CLI use."""

from __future__ import annotations

import base64
import json
from typing import NamedTuple

_SERVICE_TOKEN = "nextToken"  # noqa: S105 - the name of a key, no secret
_SKIP = "boto_truncate_amount"
# How every token that botocore writes begins: base64 of '{"nextToken"'.
_PREFIX = "eyJuZXh0VG9rZW4i"
# What the oldest tokens, which botocore still reads, put before the number of items to pass over.
_OLD_DELIMITER = "___"


class Position(NamedTuple):
    """A place in a listing: a page, and how many of its first items were given already."""

    service_token: str | None = None
    """The service's token that asks for the page; `None` asks for the first one."""
    skip: int = 0
    """How many items of the page to pass over."""


def encode_token(position: Position, *, within_page: bool) -> str:
    """Write a resume token, byte for byte as botocore does.

    Args:
        position: The place to resume at.
        within_page: Whether `skip` is written. botocore leaves it out where a page ends, and writes
            it, even if 0, where a page was cut.
    """
    content: dict[str, str | int | None] = {_SERVICE_TOKEN: position.service_token}
    if within_page:
        content[_SKIP] = position.skip
    return base64.b64encode(json.dumps(content).encode()).decode()


def decode_token(token: str) -> Position:
    """Read a resume token of this library, of botocore or of the AWS CLI, or a raw service token.

    What is not base64 of JSON is taken for the service's own token, as botocore takes it.

    Raises:
        ValueError: The token is empty, or was a resume token before it was damaged.
    """
    if not token:
        raise ValueError("an empty token resumes nowhere; leave it out to start at the beginning")
    try:
        content: object = json.loads(base64.b64decode(token).decode())
    except (ValueError, RecursionError):
        if token.startswith(_PREFIX):
            raise ValueError("a resume token that was cut short or altered") from None
        return _decode_plain(token)
    if not isinstance(content, dict) or _SERVICE_TOKEN not in content:
        raise ValueError(f"a resume token decodes to a JSON object with {_SERVICE_TOKEN!r}")
    if unknown := sorted(map(str, content.keys() - {_SERVICE_TOKEN, _SKIP})):
        raise ValueError(f"decodes to unknown keys: {', '.join(unknown)}")
    service_token, skip = content[_SERVICE_TOKEN], content.get(_SKIP, 0)
    if not (service_token is None or isinstance(service_token, str)):
        raise ValueError(f"{_SERVICE_TOKEN!r} in it must be a string or null")
    if not isinstance(skip, int) or isinstance(skip, bool) or skip < 0:
        raise ValueError(f"{_SKIP!r} in it must be a whole number, 0 or more")
    return Position(_sendable(service_token), skip)


def _decode_plain(token: str) -> Position:
    service_token, delimiter, skip = token.partition(_OLD_DELIMITER)
    if delimiter and skip.isdecimal() and len(skip) < len(str(2**63)):
        return Position(_sendable(service_token), int(skip))
    return Position(_sendable(token))


def _sendable(service_token: str | None) -> str | None:
    # botocore writes "None" into the oldest tokens, and never sends it or an empty one.
    return None if service_token in {"", "None"} else service_token
