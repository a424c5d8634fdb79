"""Deleting images that were judged: what to ask next, and what came of it, without the I/O.

A driver looks at each batch again before it deletes what is still as it was judged::

    deletions = Deletions(images)
    while batch := deletions.next_batch():
        if digests := deletions.check(batch, describe(batch)):
            deletions.receive(delete(digests))
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ecrpublic_models import models

_BATCH = 100
_NEEDED_BY_A_LIST = models.ImageFailureCode.ImageReferencedByManifestList


class LeftImage(NamedTuple):
    """An image that was to be deleted, and was not."""

    image: models.ImageDetail
    """The image, as it was judged."""
    reason: str
    """Why it is still there, or why that is not known."""


class Deletions:
    """The images that are to be deleted, and what has become of them.

    Args:
        images: The images, as they were judged, in the order to delete them in.

    Attributes:
        deleted: Those that were deleted.
        left: Those that were not.
    """

    def __init__(self, images: Iterable[models.ImageDetail]) -> None:
        self._waiting: deque[models.ImageDetail] = deque(images)
        self._needed: list[LeftImage] = []
        self._by_digest: dict[str, models.ImageDetail] = {}
        self._deleted_before = 0
        self.deleted: list[models.ImageDetail] = []
        self.left: list[LeftImage] = []

    def next_batch(self) -> list[models.ImageDetail]:
        """Give the images to look at now, at most 100; none at the end."""
        if not self._waiting:
            self._try_again_what_lists_needed()
        count = min(_BATCH, len(self._waiting))
        batch = [self._waiting.popleft() for _ in range(count)]
        self._by_digest = {image.imageDigest: image for image in batch}
        return batch

    def check(
        self, batch: Sequence[models.ImageDetail], found: Iterable[models.ImageDetail]
    ) -> list[str]:
        """Give the digests of those that are still as they were judged.

        Args:
            batch: What `next_batch` gave.
            found: What there is of it now.
        """
        now = {image.imageDigest: image for image in found}
        same: list[str] = []
        for image in batch:
            reason = _change(image, now.get(image.imageDigest))
            if reason is None:
                same.append(image.imageDigest)
            else:
                self.left.append(LeftImage(image, reason))
        return same

    def receive(self, response: models.BatchDeleteImageResponse) -> None:
        """Take the response to the deletion of a batch."""
        for digest in dict.fromkeys(one.imageDigest for one in response.imageIds):
            if digest in self._by_digest:
                self.deleted.append(self._by_digest.pop(digest))
        for failure in response.failures:
            image = self._by_digest.pop(failure.imageId.imageDigest or "", None)
            if image is not None:
                needed = failure.failureCode == _NEEDED_BY_A_LIST
                reason = f"{failure.failureCode}: {failure.failureReason}"
                (self._needed if needed else self.left).append(LeftImage(image, reason))

    def stop(self, batch: Sequence[models.ImageDetail], error: Exception) -> None:
        """Leave what is left, after an error of which nobody knows what it has done to a batch."""
        dealt_with = {id(image) for image in self.deleted} | {id(one.image) for one in self.left}
        unknown = [image for image in batch if id(image) not in dealt_with]
        self.left += [LeftImage(image, f"it may be deleted or not: {error}") for image in unknown]
        self.left += self._needed
        self.left += [
            LeftImage(image, "it was not tried, after an error") for image in self._waiting
        ]
        self._needed.clear()
        self._waiting.clear()

    def _try_again_what_lists_needed(self) -> None:
        """Try those again that a list needed which may be gone now."""
        if len(self.deleted) > self._deleted_before:
            self._deleted_before = len(self.deleted)
            self._waiting.extend(one.image for one in self._needed)
        else:
            self.left += self._needed
        self._needed = []


def _change(judged: models.ImageDetail, now: models.ImageDetail | None) -> str | None:
    """Say what has changed of an image since it was judged, if anything has."""
    if now is None:
        return "it is gone already"
    if set(now.imageTags) != set(judged.imageTags):
        return "its tags have changed since it was judged"
    if now.imagePushedAt != judged.imagePushedAt:
        return "it was pushed again since it was judged"
    return None
