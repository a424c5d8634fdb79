"""What nearly every program does, as functions: to find an image, and to have a repository."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

from ecrpublic_models import _boto3_types as boto3_types
from ecrpublic_models import models
from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models.ecrpublic import ECRPublic
from ecrpublic_models.errors import (
    ImageNotFoundException,
    RepositoryAlreadyExistsException,
    RepositoryNotFoundException,
)
from ecrpublic_models.models import _typed_dicts as typed_dicts

__all__ = ["ensure_repository", "find_image"]


def find_image(
    registry: Annotated[ECRPublic | boto3_types.ECRPublicClient, AS_GIVEN],
    repositoryName: str,
    *,
    imageTag: str | None = None,
    imageDigest: str | None = None,
    registryId: str | None = None,
) -> models.ImageDetail | None:
    """Find the image that a tag, a digest or both name, in one request.

    It tells the digest of a tag, and whether there is such a tag at all.

    Args:
        registry: An `ECRPublic`, or any boto3 client for `ecr-public`.
        repositoryName: The repository.
        imageTag: A tag that the image carries: 1 to 300 characters.
        imageDigest: The `sha256:` digest of its manifest. With a tag, it has to be the image that
            carries the tag.
        registryId: The AWS account id (12 digits) of the registry; by default that of the
            credentials.

    Returns:
        The image, with all its tags; `None` if the repository has no such image.

    Raises:
        pydantic.ValidationError: An argument is out of bounds, or neither tag nor digest is given.
        TypeError: The client is one for another service.
        RepositoryNotFoundException: The registry has no such repository.
        ServiceError: The service refused the request for another reason that it declares, such as a
            tag of a form that no tag has.
        botocore.exceptions.ClientError: It refused it for a reason that it does not declare.
        botocore.exceptions.BotoCoreError: The request could not be sent, or got no response.
        ResponseValidationError: The response does not fit its model.
    """
    named = models.ImageIdentifier(imageTag=imageTag, imageDigest=imageDigest)
    ecr = registry if isinstance(registry, ECRPublic) else ECRPublic(registry)
    try:
        described = ecr.describe_images(
            repositoryName=repositoryName, registryId=registryId, imageIds=[named]
        )
    except ImageNotFoundException:
        return None
    return next(iter(described.imageDetails), None)


def ensure_repository(
    registry: Annotated[ECRPublic | boto3_types.ECRPublicClient, AS_GIVEN],
    repositoryName: str,
    *,
    catalogData: models.RepositoryCatalogDataInput
    | typed_dicts.RepositoryCatalogDataInputDict
    | None = None,
    tags: Sequence[models.Tag | typed_dicts.TagDict] | None = None,
) -> models.Repository:
    """Get a repository of one's own registry, which is created if it is not there.

    Of two callers at the same time both get it, whichever of them creates it. One that is there
    stays as it is, and takes no more than the right to describe it.

    Args:
        registry: An `ECRPublic`, or any boto3 client for `ecr-public`.
        repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
        catalogData: What the gallery is to show of it, if it is created now.
        tags: Its resource tags, at most 200, if it is created now.

    Raises:
        pydantic.ValidationError: An argument is out of bounds, also if the repository is there.
        TypeError: The client is one for another service.
        RepositoryNotFoundException: It was created by somebody else meanwhile, and deleted again.
        ServiceError: The service refused a request for another reason that it declares.
        botocore.exceptions.ClientError: It refused one for a reason that it does not declare.
        botocore.exceptions.BotoCoreError: A request could not be sent, or got no response.
        ResponseValidationError: A response does not fit its model.
    """
    wanted = models.CreateRepositoryRequest.model_validate(
        {"repositoryName": repositoryName, "catalogData": catalogData, "tags": tags}
    )
    ecr = registry if isinstance(registry, ECRPublic) else ECRPublic(registry)
    with suppress(RepositoryNotFoundException):
        return _describe(ecr, wanted.repositoryName)
    try:
        return ecr.create_repository(
            repositoryName=wanted.repositoryName, catalogData=wanted.catalogData, tags=wanted.tags
        ).repository
    except RepositoryAlreadyExistsException:
        # By somebody else meanwhile, or by an attempt of this whose response was lost.
        return _describe(ecr, wanted.repositoryName)


def _describe(ecr: ECRPublic, repositoryName: str) -> models.Repository:
    (repository,) = ecr.describe_repositories(repositoryNames=[repositoryName]).repositories
    return repository
