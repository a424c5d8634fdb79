"""Deleting images that were judged: what to ask next, and what came of it, without the I/O.

A driver looks at each batch again before it deletes what is still as it was judged::

    deletions = Deletions(images)
    while batch := deletions.next_batch():
        if digests := deletions.check(describe(batch)):
            deletions.receive(delete(digests))
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from ecrpublic_models import models

_BATCH = 100
_NEEDED_BY_A_LIST = models.ImageFailureCode.ImageReferencedByManifestList


LeftCause: TypeAlias = Literal["changed", "gone", "needed", "failed", "untried"]
"""Why an image was not deleted, in a word."""


class LeftImage(NamedTuple):
    """An image that was to be deleted, and was not."""

    image: models.ImageDetail
    """The image, as it was judged."""
    cause: LeftCause
    """Why, in a word: it was `"changed"` since it was judged, or `"gone"` already; it is `"needed"`
    by a manifest list that stays; deleting it has `"failed"`; or it was `"untried"`, after an error
    or an interruption."""
    reason: str
    """Why, in words. What has failed by a lost response may be deleted or not."""


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
            if (change := _change(image, now.get(digest))) is not None:
                self.left.append(change)
                del self._batch[digest]
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
                self._needed.append(LeftImage(image, "needed", _reason(failure)))
            elif failure.failureCode == models.ImageFailureCode.ImageNotFound:
                # As after a response that was lost, when boto3 has asked again.
                self.left.append(_gone(image))
            else:
                self.left.append(LeftImage(image, "failed", _reason(failure)))
        for image in self._batch.values():
            reason = "the service did not say what has become of it"
            self.left.append(LeftImage(image, "failed", reason))
        self._batch = {}

    def stop(self, error: Exception | None = None) -> None:
        """Leave what is left, after an error or, where there was none, after an interruption."""
        self.error = error
        after = "after an interruption" if error is None else "after an error"
        if self._is_asked_for:
            reason = f"it may be deleted or not, {after}{'' if error is None else f': {error}'}"
            self.left += [LeftImage(image, "failed", reason) for image in self._batch.values()]
        else:
            self._waiting.extendleft(reversed(self._batch.values()))
        self._batch = {}
        self.left += self._needed
        reason = f"it was not tried, {after}"
        self.left += [LeftImage(image, "untried", reason) for image in self._waiting]
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


Looks: TypeAlias = Generator[
    Sequence[models.ImageDetail], list[models.ImageDetail] | None, list[models.ImageDetail]
]
"""Gives images to describe, takes what is described, and returns those that are there."""


def look_at(images: Sequence[models.ImageDetail]) -> Looks:
    """Find out which images are there, all of them at the last moment.

    To be sent the descriptions, and `None` if one is gone, for which the service refuses all.
    """
    while images:
        found = yield images
        if found is not None:
            return found
        present = yield from _present(images)
        if len(present) == len(images):  # the one that was gone is there again
            return present
        images = present
    return []


def _present(images: Sequence[models.ImageDetail]) -> Looks:
    """Find out which of some images, of which one is gone, are there: half by half."""
    if len(images) == 1:
        return []
    middle = len(images) // 2
    present: list[models.ImageDetail] = []
    for half in (images[:middle], images[middle:]):
        found = yield half
        present += (yield from _present(half)) if found is None else found
    return present


def _change(judged: models.ImageDetail, now: models.ImageDetail | None) -> LeftImage | None:
    """Say what has changed of an image since it was judged, if anything has."""
    if now is None:
        return _gone(judged)
    if set(now.imageTags) != set(judged.imageTags):
        return LeftImage(judged, "changed", "its tags have changed since it was judged")
    if now.imagePushedAt != judged.imagePushedAt:
        return LeftImage(judged, "changed", "it was pushed again since it was judged")
    return None


def _gone(image: models.ImageDetail) -> LeftImage:
    return LeftImage(image, "gone", "it is gone already")


def _reason(failure: models.ImageFailure) -> str:
    return f"{failure.failureCode}: {failure.failureReason}"
