"""Deleting images that were judged, a batch at a time: the sync driver of `_sansio.deletions`."""

from __future__ import annotations

from collections.abc import Sequence

from botocore.exceptions import BotoCoreError, ClientError

from ecrpublic_models._sansio.deletions import Deletions, look_at
from ecrpublic_models.ecrpublic import ECRPublic
from ecrpublic_models.errors import ECRPublicModelsError, ImageNotFoundException
from ecrpublic_models.models import ImageDetail

FAILURES: tuple[type[Exception], ...] = (ECRPublicModelsError, ClientError, BotoCoreError)
"""What ends deleting before its time."""


def delete_next_batch(
    ecr: ECRPublic, repositoryName: str, registryId: str | None, deletions: Deletions
) -> bool:
    """Look at the next images again, and delete those that are still as they were judged.

    Returns:
        Whether there were any. An error ends the deletions, and is kept in them.
    """
    batch = deletions.next_batch()
    if not batch:
        return False
    try:
        if digests := deletions.check(_find(ecr, repositoryName, registryId, batch)):
            deletions.receive(
                ecr.batch_delete_image(
                    repositoryName=repositoryName,
                    registryId=registryId,
                    imageIds=[{"imageDigest": digest} for digest in digests],
                )
            )
    except FAILURES as error:
        deletions.stop(error)
    return True


def _find(
    ecr: ECRPublic, repositoryName: str, registryId: str | None, images: Sequence[ImageDetail]
) -> list[ImageDetail]:
    """Describe images, apart from those that are gone."""
    looks = look_at(images)
    try:
        wanted = next(looks)
        while True:
            wanted = looks.send(_describe(ecr, repositoryName, registryId, wanted))
    except StopIteration as end:
        found: list[ImageDetail] = end.value
        return found


def _describe(
    ecr: ECRPublic, repositoryName: str, registryId: str | None, images: Sequence[ImageDetail]
) -> list[ImageDetail] | None:
    """Describe images; `None` if one is gone, for which the service refuses all of them."""
    try:
        return ecr.describe_images(
            repositoryName=repositoryName,
            registryId=registryId,
            imageIds=[{"imageDigest": image.imageDigest} for image in images],
        ).imageDetails
    except ImageNotFoundException:
        return None
