"""Deleting images that were judged, a batch at a time: the driver under asyncio."""

from __future__ import annotations

from collections.abc import Sequence

from ecrpublic_models._image_deletion import FAILURES
from ecrpublic_models._sansio.deletions import Deletions
from ecrpublic_models.aio.ecrpublic import AsyncECRPublic
from ecrpublic_models.errors import ImageNotFoundException
from ecrpublic_models.models import ImageDetail


async def delete_next_batch(
    ecr: AsyncECRPublic, repositoryName: str, registryId: str | None, deletions: Deletions
) -> bool:
    """Do what `ecrpublic_models._image_deletion.delete_next_batch` does, awaited."""
    batch = deletions.next_batch()
    if not batch:
        return False
    try:
        if digests := deletions.check(await _find(ecr, repositoryName, registryId, batch)):
            deletions.receive(
                await ecr.batch_delete_image(
                    repositoryName=repositoryName,
                    registryId=registryId,
                    imageIds=[{"imageDigest": digest} for digest in digests],
                )
            )
    except FAILURES as error:
        deletions.stop(error)
    return True


async def _find(
    ecr: AsyncECRPublic, repositoryName: str, registryId: str | None, images: Sequence[ImageDetail]
) -> list[ImageDetail]:
    """Describe images, apart from those that are gone."""
    try:
        described = await ecr.describe_images(
            repositoryName=repositoryName,
            registryId=registryId,
            imageIds=[{"imageDigest": image.imageDigest} for image in images],
        )
    except ImageNotFoundException:
        # The service refuses all of them for one that is gone.
        if len(images) == 1:
            return []
    else:
        return described.imageDetails
    middle = len(images) // 2
    halves = (images[:middle], images[middle:])
    return [one for half in halves for one in await _find(ecr, repositoryName, registryId, half)]
