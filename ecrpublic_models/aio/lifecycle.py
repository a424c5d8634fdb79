"""Lifecycle policies under asyncio: what `ecrpublic_models.lifecycle` applies, awaited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models._sansio.deletions import Deletions
from ecrpublic_models.aio import _aiobotocore_types as aiobotocore_types
from ecrpublic_models.aio.ecrpublic import AsyncECRPublic
from ecrpublic_models.errors import ImageNotFoundException
from ecrpublic_models.lifecycle import (
    FAILURES,
    LifecyclePolicy,
    LifecycleReport,
    check_arguments,
    evaluate,
)
from ecrpublic_models.models import ImageDetail


async def apply(
    registry: Annotated[AsyncECRPublic | aiobotocore_types.ECRPublicClient, AS_GIVEN],
    repositoryName: str,
    policy: LifecyclePolicy,
    *,
    registryId: str | None = None,
    now: datetime | None = None,
    dry_run: bool = True,
) -> LifecycleReport:
    """List a repository, evaluate a policy, and delete what expires.

    Takes an `AsyncECRPublic` or any aiobotocore client for `ecr-public`, and otherwise takes, gives
    and raises what `ecrpublic_models.lifecycle.apply` does.
    """
    check_arguments(policy, now)
    ecr = registry if isinstance(registry, AsyncECRPublic) else AsyncECRPublic(registry)
    pages = ecr.get_paginator("describe_images").paginate(
        repositoryName=repositoryName, registryId=registryId
    )
    images = (await pages.build_full_result()).imageDetails
    preview = evaluate(policy, images, now=datetime.now(UTC) if now is None else now)
    deletions = Deletions(() if dry_run else preview.in_order_of_deletion)
    error: Exception | None = None
    while error is None and (batch := deletions.next_batch()):
        try:
            if digests := deletions.check(await _find(ecr, repositoryName, registryId, batch)):
                deletions.receive(
                    await ecr.batch_delete_image(
                        repositoryName=repositoryName,
                        registryId=registryId,
                        imageIds=[{"imageDigest": digest} for digest in digests],
                    )
                )
        except FAILURES as caught:
            deletions.stop(caught)
            error = caught
    return LifecycleReport(preview, deletions.deleted, deletions.left, error)


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
