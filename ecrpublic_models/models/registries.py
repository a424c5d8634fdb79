"""Registries and their aliases."""

from __future__ import annotations

from typing import Annotated

from pydantic import FailFast, Strict

from ecrpublic_models.models import pagination_config
from ecrpublic_models.models.base import RequestModel, ResponseModel
from ecrpublic_models.models.enums import RegistryAliasStatus
from ecrpublic_models.models.fields import MaxResults
from ecrpublic_models.models.listing_page import ListingPage
from ecrpublic_models.models.metadata import OperationResponse


class RegistryAlias(ResponseModel, frozen=True):
    """A name of a registry. Shape: `RegistryAlias`."""

    name: str
    """The name, which stands in the URLs of the registry's repositories."""
    status: RegistryAliasStatus
    """Whether the alias is in use."""
    primaryRegistryAlias: Annotated[bool, Strict()]
    """Whether it is the one that the gallery and `docker pull` commands show."""
    defaultRegistryAlias: Annotated[bool, Strict()]
    """Whether it is the one that the registry was given when its first repository was created."""


class Registry(ResponseModel, frozen=True):
    """A public registry. Shape: `Registry`."""

    registryId: str
    """The AWS account id of the registry."""
    registryArn: str
    """The Amazon Resource Name of the registry."""
    registryUri: str
    """The URI of the registry, its alias included; empty as long as it has none."""
    verified: Annotated[bool, Strict()]
    """Whether the account is a verified vendor of the AWS Marketplace."""
    aliases: Annotated[list[RegistryAlias], FailFast()]
    """The registry's names."""


class DescribeRegistriesRequest(RequestModel, frozen=True):
    """One request of the operation DescribeRegistries. Shape: `DescribeRegistriesRequest`."""

    nextToken: str | None = None
    """The `nextToken` of the response before, to get the page after it."""
    maxResults: MaxResults | None = None
    """The most registries on the page: 1 to 1000. The service's default is 100."""


class DescribeRegistriesRequestPaginate(RequestModel, frozen=True):
    """One listing of DescribeRegistries, as boto3's paginator `describe_registries` takes it."""

    PaginationConfig: pagination_config.PaginationConfig | None = None
    """How much to list, in pages of which size, and from where on."""


class DescribeRegistriesResponse(OperationResponse, frozen=True):
    """One response of DescribeRegistries. Shape: `DescribeRegistriesResponse`."""

    registries: Annotated[list[Registry], FailFast()]
    """The registries, in the service's order."""
    nextToken: str | None = None
    """The service's token that requests the page after this one; `None` at the end."""


class DescribeRegistriesPage(ListingPage, frozen=True):
    """One page of registries, as boto3's paginator `describe_registries` gives it."""

    registries: Annotated[list[Registry], FailFast()]
    """The registries of this page, in the service's order."""
    NextToken: str | None = None
    """The token that resumes right after this page; `None` when nothing comes after it."""
