"""Repositories: to create, describe and delete them."""

from __future__ import annotations

from typing import Annotated

from pydantic import FailFast, Field

from ecrpublic_models.models import pagination_config
from ecrpublic_models.models.base import RepositoryRequest, RequestModel, ResponseModel
from ecrpublic_models.models.catalog_data import RepositoryCatalogData, RepositoryCatalogDataInput
from ecrpublic_models.models.exclusions import not_paged_together_with, not_together_with
from ecrpublic_models.models.fields import (
    Instant,
    MaxResults,
    RegistryId,
    RepositoryName,
    Timestamp,
)
from ecrpublic_models.models.listing_page import ListingPage
from ecrpublic_models.models.metadata import OperationResponse
from ecrpublic_models.models.resource_tags import AT_MOST_200, Tag


class Repository(ResponseModel, frozen=True):
    """What the service reports about a repository. Shape: `Repository`."""

    repositoryArn: str
    """The Amazon Resource Name of the repository."""
    registryId: str
    """The AWS account id of the registry that the repository is in."""
    repositoryName: str
    """The repository's name with its namespaces."""
    repositoryUri: str
    """Where container images are pushed to and pulled from."""
    createdAt: Annotated[Instant, Timestamp]
    """When the repository was created, in UTC."""


class CreateRepositoryRequest(RequestModel, frozen=True):
    """One request of the operation CreateRepository. Shape: `CreateRepositoryRequest`."""

    repositoryName: RepositoryName
    """The new repository: 2 to 205 characters, namespaces separated by `/`."""
    catalogData: RepositoryCatalogDataInput | None = None
    """What the gallery shows of the repository."""
    tags: Annotated[list[Tag], AT_MOST_200] | None = None
    """The repository's resource tags, at most 200."""


class CreateRepositoryResponse(OperationResponse, frozen=True):
    """One response of CreateRepository. Shape: `CreateRepositoryResponse`."""

    repository: Repository
    """The repository."""
    # Made anew each time, as its lists could be changed.
    catalogData: RepositoryCatalogData = Field(default_factory=RepositoryCatalogData)
    """What the gallery shows of it; empty where the repository was created without."""


class DeleteRepositoryRequest(RepositoryRequest, frozen=True):
    """One request of the operation DeleteRepository. Shape: `DeleteRepositoryRequest`."""

    force: bool | None = None
    """Whether to delete it with its images; by default it has to be empty."""


class DeleteRepositoryResponse(OperationResponse, frozen=True):
    """One response of DeleteRepository. Shape: `DeleteRepositoryResponse`."""

    repository: Repository
    """The repository that was deleted."""


class _RepositoriesOfRegistry(RequestModel, frozen=True):
    """Which repositories to describe: all of a registry, or the ones named."""

    registryId: RegistryId | None = None
    """The AWS account id (12 digits) of the registry; by default that of the credentials."""
    repositoryNames: (
        Annotated[list[RepositoryName], Field(min_length=1, max_length=100, strict=False)] | None
    ) = None
    """The repositories to describe, 1 to 100; by default all. Not together with a page size or with
    a service token."""


class DescribeRepositoriesRequest(_RepositoriesOfRegistry, frozen=True):
    """One request of the operation DescribeRepositories. Shape: `DescribeRepositoriesRequest`.

    Raises:
        pydantic.ValidationError: A field is out of bounds, or `repositoryNames` is given
            together with `nextToken` or `maxResults`.
    """

    nextToken: Annotated[str, not_together_with("repositoryNames")] | None = None
    """The `nextToken` of the response before, to get the page after it."""
    maxResults: Annotated[MaxResults, not_together_with("repositoryNames")] | None = None
    """The most repositories on the page: 1 to 1000. The service's default is 100."""


class DescribeRepositoriesRequestPaginate(_RepositoriesOfRegistry, frozen=True):
    """One listing of DescribeRepositories, as boto3's paginator `describe_repositories` takes it.

    Raises:
        pydantic.ValidationError: A field is out of bounds, or `repositoryNames` is given
            together with a `PageSize`, or with a `StartingToken` that carries a service token.
    """

    PaginationConfig: (
        Annotated[pagination_config.PaginationConfig, not_paged_together_with("repositoryNames")]
        | None
    ) = None
    """How much to list, in pages of which size, and from where on."""


class DescribeRepositoriesResponse(OperationResponse, frozen=True):
    """One response of DescribeRepositories. Shape: `DescribeRepositoriesResponse`."""

    repositories: Annotated[list[Repository], FailFast()]
    """The repositories, in the service's order."""
    nextToken: str | None = None
    """The service's token that requests the page after this one; `None` at the end."""


class DescribeRepositoriesPage(ListingPage, frozen=True):
    """One page of repositories, as boto3's paginator `describe_repositories` gives it."""

    repositories: Annotated[list[Repository], FailFast()]
    """The repositories of this page, in the service's order."""
    NextToken: str | None = None
    """The token that resumes right after this page; `None` when nothing comes after it."""
