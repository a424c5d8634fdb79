"""The operations on repositories."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, cast

from ecrpublic_models.testing.arns import repository_arn
from ecrpublic_models.testing.clock import now
from ecrpublic_models.testing.errors import (
    LimitExceededError,
    RepositoryAlreadyExistsError,
    RepositoryNotEmptyError,
    RepositoryNotFoundError,
)
from ecrpublic_models.testing.operations.catalog_data import published
from ecrpublic_models.testing.operations.paging import next_page, refuse_paging_of
from ecrpublic_models.testing.resource_tags import merged_tags
from ecrpublic_models.testing.state import Repository

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import (
        CreateRepositoryRequestTypeDef,
        DeleteRepositoryRequestTypeDef,
        DescribeRepositoriesRequestTypeDef,
    )

    from ecrpublic_models.testing.backend import ECRPublicBackend

__all__ = ["create_repository", "delete_repository", "describe_repositories"]

_REPOSITORIES_PER_REGISTRY = 10_000


def create_repository(
    backend: ECRPublicBackend, request: CreateRepositoryRequestTypeDef
) -> dict[str, object]:
    """Create a repository.

    Raises:
        InvalidTagParameterError: A resource tag is not allowed.
        TooManyTagsError: There are more than fifty of them.
        RepositoryAlreadyExistsError: The name is taken.
        LimitExceededError: The registry is full.
    """
    name = request["repositoryName"]
    resource_tags = merged_tags({}, request.get("tags", ()))
    if backend.has_repository(name):
        raise RepositoryAlreadyExistsError(name, backend.account_id)
    if len(backend.repositories) >= _REPOSITORIES_PER_REGISTRY:
        raise LimitExceededError(
            f"The registry with id '{backend.account_id}' has reached its limit of"
            f" {_REPOSITORIES_PER_REGISTRY} repositories"
        )
    catalog_data = published(request["catalogData"]) if "catalogData" in request else None
    repository = Repository(
        sequence=backend.next_sequence(),
        name=name,
        created_at=now(),
        catalog_data=catalog_data,
        resource_tags=resource_tags,
    )
    backend.add_repository(repository)
    answer: dict[str, object] = {"repository": _repository(backend, repository)}
    if catalog_data is not None:
        answer["catalogData"] = deepcopy(catalog_data)
    return answer


def delete_repository(
    backend: ECRPublicBackend, request: DeleteRepositoryRequestTypeDef
) -> dict[str, object]:
    """Delete a repository, with its images if forced to.

    Raises:
        RepositoryNotFoundError: There is no such repository.
        RepositoryNotEmptyError: It has images, and force was not asked for.
    """
    repository = backend.find_repository(request["repositoryName"], request.get("registryId"))
    if len(repository.images) and not request.get("force", False):
        raise RepositoryNotEmptyError(repository.name, backend.account_id)
    backend.remove_repository(repository)
    return {"repository": _repository(backend, repository)}


def describe_repositories(
    backend: ECRPublicBackend, request: DescribeRepositoriesRequestTypeDef
) -> dict[str, object]:
    """Describe the repositories that are named, or list all in the order of their creation.

    Raises:
        InvalidParameterError: Names and paging parameters are given together, or the token is
            not one of this listing.
        RepositoryNotFoundError: One that is named does not exist, or the registry is another
            account's.
    """
    refuse_paging_of("repositoryNames", cast("dict[str, object]", request))
    registry = request.get("registryId")
    if "repositoryNames" in request:
        names = dict.fromkeys(request["repositoryNames"])
        found = [backend.find_repository(name, registry) for name in names]
        return {"repositories": [_repository(backend, repository) for repository in found]}
    if not backend.is_this_registry(registry):
        raise RepositoryNotFoundError(
            f"The repositories of the registry with id '{registry}' cannot be described"
        )
    page, continuation = next_page(
        backend,
        backend.repositories,
        listing=("DescribeRepositories",),
        max_results=request.get("maxResults"),
        token=request.get("nextToken"),
    )
    return {
        "repositories": [_repository(backend, repository) for repository in page],
        **continuation,
    }


def _repository(backend: ECRPublicBackend, repository: Repository) -> dict[str, object]:
    """Describe a repository."""
    return {
        "repositoryArn": repository_arn(backend.account_id, repository.name),
        "registryId": backend.account_id,
        "repositoryName": repository.name,
        "repositoryUri": f"public.ecr.aws/{backend.registry_alias}/{repository.name}",
        "createdAt": repository.created_at,
    }
