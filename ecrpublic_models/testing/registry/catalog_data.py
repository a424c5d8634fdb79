"""The operations on catalog data: what the gallery shows of a registry and of a repository."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from typing import TYPE_CHECKING, cast

from ecrpublic_models.testing.exceptions import InvalidParameterError
from ecrpublic_models.testing.registry.logos import refusal_of_logo

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import (
        GetRepositoryCatalogDataRequestTypeDef,
        PutRegistryCatalogDataRequestTypeDef,
        PutRepositoryCatalogDataRequestTypeDef,
        RepositoryCatalogDataInputTypeDef,
    )

    from ecrpublic_models.testing.registry.state import Registry, Repository

__all__ = [
    "describe_catalog_data",
    "get_registry_catalog_data",
    "get_repository_catalog_data",
    "put_registry_catalog_data",
    "put_repository_catalog_data",
    "read_catalog_data",
]


def get_registry_catalog_data(registry: Registry, _request: object) -> dict[str, object]:
    """Return the registry's display name, if it has one."""
    name = registry.display_name
    return {"registryCatalogData": {} if name is None else {"displayName": name}}


def put_registry_catalog_data(
    registry: Registry, request: PutRegistryCatalogDataRequestTypeDef
) -> dict[str, object]:
    """Set the registry's display name; a request without one removes it."""
    registry.display_name = request.get("displayName")
    return get_registry_catalog_data(registry, request)


def get_repository_catalog_data(
    registry: Registry, request: GetRepositoryCatalogDataRequestTypeDef
) -> dict[str, object]:
    """Return a repository's catalog data, empty if it was never given any.

    Raises:
        RepositoryNotFoundError: There is no such repository.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    return {"catalogData": describe_catalog_data(repository)}


def put_repository_catalog_data(
    registry: Registry, request: PutRepositoryCatalogDataRequestTypeDef
) -> dict[str, object]:
    """Set a repository's catalog data in place of all that it had.

    Raises:
        RepositoryNotFoundError: There is no such repository.
        InvalidParameterError: The logo is not an image of a size that logos may have.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    repository.catalog_data = read_catalog_data(request["catalogData"])
    return get_repository_catalog_data(registry, request)


def read_catalog_data(given: RepositoryCatalogDataInputTypeDef) -> dict[str, object]:
    """Give catalog data as it is kept: a logo comes as bytes and goes as a URL.

    Raises:
        InvalidParameterError: The logo is not an image of a size that logos may have.
    """
    catalog_data = dict(cast("dict[str, object]", given))
    logo = catalog_data.pop("logoImageBlob", None)
    if logo is not None:
        content = cast("bytes", logo)
        refusal = refusal_of_logo(content)
        if refusal is not None:
            raise InvalidParameterError.constraint("catalogData.logoImageBlob", refusal)
        digest = hashlib.sha256(content).hexdigest()
        catalog_data["logoUrl"] = f"https://public.ecr.aws/logo/{digest}.png"
    return catalog_data


def describe_catalog_data(repository: Repository) -> dict[str, object]:
    """Describe a repository's catalog data, as a copy that the caller may change."""
    described = deepcopy(dict(repository.catalog_data))
    if repository.marketplace_certified is not None:
        described["marketplaceCertified"] = repository.marketplace_certified
    return described
