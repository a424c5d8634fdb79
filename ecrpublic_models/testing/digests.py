"""What a digest looks like."""

from __future__ import annotations

import re

__all__ = ["DIGEST_PATTERN", "is_digest"]

DIGEST_PATTERN = r"[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"
"""As the service's failure reasons quote it."""

_DIGEST = re.compile(DIGEST_PATTERN)


def is_digest(text: str) -> bool:
    """Tell whether a text has a digest's form."""
    return _DIGEST.fullmatch(text) is not None
