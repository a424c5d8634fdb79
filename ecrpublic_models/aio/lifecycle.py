"""Lifecycle policies under asyncio: what `ecrpublic_models.lifecycle` applies, awaited."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models._sansio.deletions import Deletions
from ecrpublic_models.aio import _aiobotocore_types as aiobotocore_types
from ecrpublic_models.aio._image_deletion import delete_next_batch
from ecrpublic_models.aio.ecrpublic import AsyncECRPublic
from ecrpublic_models.lifecycle import (
    LifecyclePolicy,
    LifecycleReport,
    check_arguments,
    evaluate,
)


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
    while await delete_next_batch(ecr, repositoryName, registryId, deletions):
        pass
    return LifecycleReport(preview, deletions.deleted, deletions.left, deletions.error)
