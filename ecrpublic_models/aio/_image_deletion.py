"""Deleting images that were judged, a batch at a time: the driver under asyncio."""

from __future__ import annotations

from collections.abc import Sequence

from ecrpublic_models._image_deletion import FAILURES
from ecrpublic_models._sansio.deletions import Deletions, look_at
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
    looks = look_at(images)
    try:
        wanted = next(looks)
        while True:
            wanted = looks.send(await _describe(ecr, repositoryName, registryId, wanted))
    except StopIteration as end:
        found: list[ImageDetail] = end.value
        return found


async def _describe(
    ecr: AsyncECRPublic, repositoryName: str, registryId: str | None, images: Sequence[ImageDetail]
) -> list[ImageDetail] | None:
    """Describe images; `None` if one is gone, for which the service refuses all of them."""
    try:
        described = await ecr.describe_images(
            repositoryName=repositoryName,
            registryId=registryId,
            imageIds=[{"imageDigest": image.imageDigest} for image in images],
        )
    except ImageNotFoundException:
        return None
    return described.imageDetails
