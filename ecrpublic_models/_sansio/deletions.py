"""Deleting images that were judged: what to ask next, and what came of it, without the I/O.

A driver looks at each batch again before it deletes what is still as it was judged::

    deletions = Deletions(images)
    while batch := deletions.next_batch():
        if digests := deletions.check(describe(batch)):
            deletions.receive(delete(digests))
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from ecrpublic_models import models

_BATCH = 100
_GONE = "it is gone already"
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
        error: What has ended it before its time, if anything has.
    """

    def __init__(self, images: Iterable[models.ImageDetail]) -> None:
        self._waiting: deque[models.ImageDetail] = deque(images)
        self._needed: list[LeftImage] = []
        self._batch: dict[str, models.ImageDetail] = {}
        self._is_asked_for = False
        self._deleted_before = 0
        self.deleted: list[models.ImageDetail] = []
        self.left: list[LeftImage] = []
        self.error: Exception | None = None

    def next_batch(self) -> list[models.ImageDetail]:
        """Give the images to look at now, at most 100; none at the end."""
        if not self._waiting:
            self._try_again_what_lists_needed()
        count = min(_BATCH, len(self._waiting))
        batch = [self._waiting.popleft() for _ in range(count)]
        self._batch = {image.imageDigest: image for image in batch}
        self._is_asked_for = False
        return batch

    def check(self, found: Iterable[models.ImageDetail]) -> list[str]:
        """Give the digests of those of the batch that are still as they were judged.

        Args:
            found: What there is of the batch now.
        """
        now = {image.imageDigest: image for image in found}
        for digest, image in list(self._batch.items()):
            reason = _change(image, now.get(digest))
            if reason is not None:
                self._leave(self._batch.pop(digest), reason)
        self._is_asked_for = True
        return list(self._batch)

    def receive(self, response: models.BatchDeleteImageResponse) -> None:
        """Take the response to the deletion of a batch."""
        for digest in dict.fromkeys(one.imageDigest for one in response.imageIds):
            if digest in self._batch:
                self.deleted.append(self._batch.pop(digest))
        for failure in response.failures:
            image = self._batch.pop(failure.imageId.imageDigest or "", None)
            if image is None:
                continue
            if failure.failureCode == _NEEDED_BY_A_LIST:
                self._needed.append(LeftImage(image, _reason(failure)))
            else:
                # As after a response that was lost, when boto3 has asked again.
                is_gone = failure.failureCode == models.ImageFailureCode.ImageNotFound
                self._leave(image, _GONE if is_gone else _reason(failure))
        for image in self._batch.values():
            self._leave(image, "the service did not say what has become of it")
        self._batch = {}

    def stop(self, error: Exception) -> None:
        """Leave what is left, after an error."""
        self.error = error
        if self._is_asked_for:
            for image in self._batch.values():
                self._leave(image, f"it may be deleted or not: {error}")
        else:
            self._waiting.extendleft(reversed(self._batch.values()))
        self.left += self._needed
        for image in self._waiting:
            self._leave(image, "it was not tried, after an error")
        self._needed.clear()
        self._waiting.clear()

    def _leave(self, image: models.ImageDetail, reason: str) -> None:
        self.left.append(LeftImage(image, reason))

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
        return _GONE
    if set(now.imageTags) != set(judged.imageTags):
        return "its tags have changed since it was judged"
    if now.imagePushedAt != judged.imagePushedAt:
        return "it was pushed again since it was judged"
    return None


def _reason(failure: models.ImageFailure) -> str:
    return f"{failure.failureCode}: {failure.failureReason}"
