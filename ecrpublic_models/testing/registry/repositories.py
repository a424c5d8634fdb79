"""The operations on repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ecrpublic_models.testing.exceptions import (
    LimitExceededError,
    RepositoryAlreadyExistsError,
    RepositoryNotEmptyError,
    RepositoryNotFoundError,
)
from ecrpublic_models.testing.registry.catalog_data import describe_catalog_data, read_catalog_data
from ecrpublic_models.testing.registry.listings import next_page, refuse_paging_of
from ecrpublic_models.testing.registry.resource_tags import merge_tags
from ecrpublic_models.testing.registry.state import Repository

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import (
        CreateRepositoryRequestTypeDef,
        DeleteRepositoryRequestTypeDef,
        DescribeRepositoriesRequestTypeDef,
    )

    from ecrpublic_models.testing.registry.state import Registry

__all__ = ["create_repository", "delete_repository", "describe_repositories"]


def create_repository(
    registry: Registry, request: CreateRepositoryRequestTypeDef
) -> dict[str, object]:
    """Create a repository.

    Raises:
        InvalidTagParameterError: A resource tag is not allowed.
        InvalidParameterError: The logo is not an image of a size that logos may have.
        TooManyTagsError: There are more resource tags than a repository may have.
        RepositoryAlreadyExistsError: The name is taken.
        LimitExceededError: The registry is full.
    """
    name = request["repositoryName"]
    resource_tags = merge_tags({}, request.get("tags", ()), registry.quotas)
    if registry.has_repository(name):
        raise RepositoryAlreadyExistsError(name, registry.account_id)
    limit = registry.quotas.repositories_per_registry
    if len(registry.repositories) >= limit:
        raise LimitExceededError(
            f"The registry with id '{registry.account_id}' has reached its limit of"
            f" {limit} repositories"
        )
    catalog_data = read_catalog_data(request.get("catalogData", {}))
    repository = Repository(
        sequence=registry.next_sequence(),
        name=name,
        created_at=registry.now(),
        catalog_data=catalog_data,
        resource_tags=resource_tags,
    )
    registry.add(repository)
    return {
        "repository": _describe(registry, repository),
        "catalogData": describe_catalog_data(repository),
    }


def delete_repository(
    registry: Registry, request: DeleteRepositoryRequestTypeDef
) -> dict[str, object]:
    """Delete a repository, with its images if forced to.

    Raises:
        RepositoryNotFoundError: There is no such repository.
        RepositoryNotEmptyError: It has images, and force was not asked for.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    if len(repository.images) and not request.get("force", False):
        raise RepositoryNotEmptyError(repository.name, registry.account_id)
    registry.remove(repository)
    return {"repository": _describe(registry, repository)}


def describe_repositories(
    registry: Registry, request: DescribeRepositoriesRequestTypeDef
) -> dict[str, object]:
    """Describe the repositories that are named, or list all in the order of their creation.

    Raises:
        InvalidParameterError: Names and paging parameters are given together, or the token is
            not one of this listing.
        RepositoryNotFoundError: One that is named does not exist, or the registry is another
            account's.
    """
    refuse_paging_of("repositoryNames", cast("dict[str, object]", request))
    registry_id = request.get("registryId")
    if "repositoryNames" in request:
        names = dict.fromkeys(request["repositoryNames"])
        found = [registry.find_repository(name, registry_id) for name in names]
        return {"repositories": [_describe(registry, repository) for repository in found]}
    if not registry.is_known_as(registry_id):
        raise RepositoryNotFoundError(
            f"The repositories of the registry with id '{registry_id}' cannot be described"
        )
    page, continuation = next_page(
        registry.repositories,
        registry.page_tokens,
        listing=("DescribeRepositories",),
        max_results=request.get("maxResults"),
        token=request.get("nextToken"),
    )
    return {
        "repositories": [_describe(registry, repository) for repository in page],
        **continuation,
    }


def _describe(registry: Registry, repository: Repository) -> dict[str, object]:
    """Describe a repository."""
    return {
        "repositoryArn": registry.repository_arn(repository.name),
        "registryId": registry.account_id,
        "repositoryName": repository.name,
        "repositoryUri": f"{registry.uri}/{repository.name}",
        "createdAt": repository.created_at,
    }
