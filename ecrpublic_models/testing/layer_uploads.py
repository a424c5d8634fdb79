"""A layer on its way into a repository."""

from __future__ import annotations

import hashlib

__all__ = ["LayerUpload"]


class LayerUpload:
    """A layer that comes in parts.

    Of its bytes only the digest is kept: the service has no operation that reads them back.

    Attributes:
        part_sizes: In bytes, in the order in which the parts came.
    """

    def __init__(self) -> None:
        self.part_sizes: list[int] = []
        self._hash = hashlib.sha256()

    @property
    def size(self) -> int:
        """In bytes, as far as it has come."""
        return sum(self.part_sizes)

    @property
    def digest(self) -> str:
        """Of the bytes that have come."""
        return f"sha256:{self._hash.hexdigest()}"

    def append(self, part: bytes) -> None:
        """Add the next part."""
        self._hash.update(part)
        self.part_sizes.append(len(part))
