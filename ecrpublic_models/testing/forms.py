"""What digests and tags look like."""

from __future__ import annotations

import re

__all__ = ["DIGEST_PATTERN", "TAG_PATTERN", "is_digest", "is_tag"]

DIGEST_PATTERN = r"[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"
"""As the service's messages quote it."""

TAG_PATTERN = r"[a-zA-Z0-9-_.]+"
"""As the service's messages quote it."""

_DIGEST = re.compile(DIGEST_PATTERN)
_TAG = re.compile(TAG_PATTERN)


def is_digest(text: str) -> bool:
    """Tell whether a text has a digest's form."""
    return _DIGEST.fullmatch(text) is not None


def is_tag(text: str) -> bool:
    """Tell whether a text has the form of an image's tag."""
    return _TAG.fullmatch(text) is not None
