"""What nearly every program does, under asyncio: `ecrpublic_models.shortcuts`, awaited."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

from ecrpublic_models import models
from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models.aio import _aiobotocore_types as aiobotocore_types
from ecrpublic_models.aio.ecrpublic import AsyncECRPublic
from ecrpublic_models.errors import (
    ImageNotFoundException,
    RepositoryAlreadyExistsException,
    RepositoryNotFoundException,
)
from ecrpublic_models.models import _typed_dicts as typed_dicts

__all__ = ["ensure_repository", "find_image"]


async def find_image(
    registry: Annotated[AsyncECRPublic | aiobotocore_types.ECRPublicClient, AS_GIVEN],
    repositoryName: str,
    *,
    imageTag: str | None = None,
    imageDigest: str | None = None,
    registryId: str | None = None,
) -> models.ImageDetail | None:
    """Find the image that a tag, a digest or both name, in one request.

    Takes an `AsyncECRPublic` or any aiobotocore client for `ecr-public`, and otherwise takes, gives
    and raises what `ecrpublic_models.find_image` does.
    """
    named = models.ImageIdentifier(imageTag=imageTag, imageDigest=imageDigest)
    ecr = registry if isinstance(registry, AsyncECRPublic) else AsyncECRPublic(registry)
    try:
        described = await ecr.describe_images(
            repositoryName=repositoryName, registryId=registryId, imageIds=[named]
        )
    except ImageNotFoundException:
        return None
    return next(iter(described.imageDetails), None)


async def ensure_repository(
    registry: Annotated[AsyncECRPublic | aiobotocore_types.ECRPublicClient, AS_GIVEN],
    repositoryName: str,
    *,
    catalogData: models.RepositoryCatalogDataInput
    | typed_dicts.RepositoryCatalogDataInputDict
    | None = None,
    tags: Sequence[models.Tag | typed_dicts.TagDict] | None = None,
) -> models.Repository:
    """Get a repository of one's own registry, which is created if it is not there.

    Takes an `AsyncECRPublic` or any aiobotocore client for `ecr-public`, and otherwise takes, gives
    and raises what `ecrpublic_models.ensure_repository` does.
    """
    wanted = models.CreateRepositoryRequest.model_validate(
        {"repositoryName": repositoryName, "catalogData": catalogData, "tags": tags}
    )
    ecr = registry if isinstance(registry, AsyncECRPublic) else AsyncECRPublic(registry)
    with suppress(RepositoryNotFoundException):
        return await _describe(ecr, wanted.repositoryName)
    try:
        created = await ecr.create_repository(
            repositoryName=wanted.repositoryName, catalogData=wanted.catalogData, tags=wanted.tags
        )
    except RepositoryAlreadyExistsException:
        # By somebody else meanwhile, or by an attempt of this whose response was lost.
        return await _describe(ecr, wanted.repositoryName)
    return created.repository


async def _describe(ecr: AsyncECRPublic, repositoryName: str) -> models.Repository:
    described = await ecr.describe_repositories(repositoryNames=[repositoryName])
    (repository,) = described.repositories
    return repository
