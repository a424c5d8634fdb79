"""Catalogue data: what the gallery of ECR Public shows of registries and repositories."""

from __future__ import annotations

from typing import Annotated

from pydantic import FailFast, Field, Strict

from ecrpublic_models.models.base import RepositoryRequest, RequestModel, ResponseModel
from ecrpublic_models.models.fields import (
    LogoImage,
    LongText,
    PlatformName,
    RegistryDisplayName,
    RepositoryDescription,
)
from ecrpublic_models.models.metadata import OperationResponse

_AT_MOST_50 = Field(max_length=50, strict=False)


class RepositoryCatalogDataInput(RequestModel, frozen=True):
    """What the gallery is to show of a repository. Shape: `RepositoryCatalogDataInput`."""

    description: RepositoryDescription | None = None
    """A short text: at most 1,024 characters."""
    architectures: Annotated[list[PlatformName], _AT_MOST_50] | None = None
    """The system architectures that the images run on, at most 50, such as `ARM 64` and `x86-64`.
    The gallery filters by those that it knows."""
    operatingSystems: Annotated[list[PlatformName], _AT_MOST_50] | None = None
    """The operating systems that the images run on, at most 50, such as `Linux` and `Windows`. The
    gallery filters by those that it knows."""
    logoImageBlob: Annotated[LogoImage | None, Field(repr=False)] = None
    """The logo's bytes: at most 512,000. It is shown only for verified accounts."""
    aboutText: LongText | None = None
    """What the repository holds, in Markdown: at most 25,600 characters."""
    usageText: LongText | None = None
    """How to use what it holds, in Markdown: at most 25,600 characters."""


class RepositoryCatalogData(ResponseModel, frozen=True):
    """What the gallery shows of a repository. Shape: `RepositoryCatalogData`."""

    description: str | None = None
    """A short text."""
    architectures: Annotated[list[str], FailFast()] = []
    """The system architectures that the images run on."""
    operatingSystems: Annotated[list[str], FailFast()] = []
    """The operating systems that the images run on."""
    logoUrl: str | None = None
    """Where the logo is."""
    aboutText: str | None = None
    """What the repository holds, in Markdown."""
    usageText: str | None = None
    """How to use what it holds, in Markdown."""
    marketplaceCertified: Annotated[bool, Strict()] | None = None
    """Whether the AWS Marketplace has certified the repository."""


class RegistryCatalogData(ResponseModel, frozen=True):
    """What the gallery shows of a registry. Shape: `RegistryCatalogData`."""

    displayName: str | None = None
    """The author's name, shown only for verified accounts."""


class GetRepositoryCatalogDataRequest(RepositoryRequest, frozen=True):
    """One request of GetRepositoryCatalogData. Shape: `GetRepositoryCatalogDataRequest`."""


class GetRepositoryCatalogDataResponse(OperationResponse, frozen=True):
    """One response of GetRepositoryCatalogData. Shape: `GetRepositoryCatalogDataResponse`."""

    catalogData: RepositoryCatalogData
    """What the gallery shows of the repository."""


class PutRepositoryCatalogDataRequest(RepositoryRequest, frozen=True):
    """One request of PutRepositoryCatalogData. Shape: `PutRepositoryCatalogDataRequest`."""

    catalogData: RepositoryCatalogDataInput
    """What the gallery is to show of the repository."""


class PutRepositoryCatalogDataResponse(OperationResponse, frozen=True):
    """One response of PutRepositoryCatalogData. Shape: `PutRepositoryCatalogDataResponse`."""

    catalogData: RepositoryCatalogData
    """What the gallery shows of the repository now."""


class GetRegistryCatalogDataRequest(RequestModel, frozen=True):
    """One request of GetRegistryCatalogData. Shape: `GetRegistryCatalogDataRequest`."""


class GetRegistryCatalogDataResponse(OperationResponse, frozen=True):
    """One response of GetRegistryCatalogData. Shape: `GetRegistryCatalogDataResponse`."""

    registryCatalogData: RegistryCatalogData
    """What the gallery shows of the registry."""


class PutRegistryCatalogDataRequest(RequestModel, frozen=True):
    """One request of PutRegistryCatalogData. Shape: `PutRegistryCatalogDataRequest`."""

    displayName: RegistryDisplayName | None = None
    """The author's name: at most 100 characters. It is shown only for verified accounts."""


class PutRegistryCatalogDataResponse(OperationResponse, frozen=True):
    """One response of PutRegistryCatalogData. Shape: `PutRegistryCatalogDataResponse`."""

    registryCatalogData: RegistryCatalogData
    """What the gallery shows of the registry now."""
