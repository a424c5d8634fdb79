"""The tokens that continue a listing: opaque, and good for no listing but their own."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import TYPE_CHECKING

from ecrpublic_models.testing.errors import InvalidParameterError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PageTokens", "unknown_token"]

_TOKEN = re.compile(r"(0000[0-9a-f]{12})([0-9a-f]{64})")


def unknown_token() -> InvalidParameterError:
    """Make the error for a token that a listing did not return."""
    return InvalidParameterError.constraint(
        "nextToken", "Member must be a token that this listing has returned"
    )


class PageTokens:
    """Issues and reads the tokens of one registry.

    A token is a position and an HMAC under a key that nobody else has, over the position and the
    listing (operation, registry, repository). So it can't be made up, altered, or carried to
    another listing.

    Positions are written with leading zeros. That is why botocore's paginators, which first try to
    read a starting token as base64 of JSON, never take one of these for such: "0000" is base64 of
    bytes that are not UTF-8.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def issue(self, position: int, listing: Sequence[str]) -> str:
        """Make the token that continues `listing` after `position`."""
        written = f"{position:016x}"
        return written + self._seal(written, listing)

    def read(self, token: str, listing: Sequence[str]) -> int:
        """Give back the position that a token holds.

        Raises:
            InvalidParameterError: It was not issued here, or for another listing.
        """
        parts = _TOKEN.fullmatch(token)
        if parts is None or not hmac.compare_digest(parts[2], self._seal(parts[1], listing)):
            raise unknown_token()
        return int(parts[1], 16)

    def _seal(self, position: str, listing: Sequence[str]) -> str:
        message = "\0".join((position, *listing)).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()
