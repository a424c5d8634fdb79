"""The operations on catalog data: what the gallery shows of a registry and of a repository."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from typing import TYPE_CHECKING, cast

from ecrpublic_models.testing.exceptions import RepositoryCatalogDataNotFoundError

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import (
        GetRepositoryCatalogDataRequestTypeDef,
        PutRegistryCatalogDataRequestTypeDef,
        PutRepositoryCatalogDataRequestTypeDef,
        RepositoryCatalogDataInputTypeDef,
    )

    from ecrpublic_models.testing.registry.state import Registry

__all__ = [
    "describe_catalog_data",
    "get_registry_catalog_data",
    "get_repository_catalog_data",
    "put_registry_catalog_data",
    "put_repository_catalog_data",
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
    """Return a copy of a repository's catalog data, which the caller may change.

    Raises:
        RepositoryNotFoundError: There is no such repository.
        RepositoryCatalogDataNotFoundError: It never had any.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    if repository.catalog_data is None:
        raise RepositoryCatalogDataNotFoundError(repository.name, registry.account_id)
    return {"catalogData": deepcopy(repository.catalog_data)}


def put_repository_catalog_data(
    registry: Registry, request: PutRepositoryCatalogDataRequestTypeDef
) -> dict[str, object]:
    """Set a repository's catalog data in place of all that it had.

    Raises:
        RepositoryNotFoundError: There is no such repository.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    repository.catalog_data = describe_catalog_data(request["catalogData"])
    return get_repository_catalog_data(registry, request)


def describe_catalog_data(given: RepositoryCatalogDataInputTypeDef) -> dict[str, object]:
    """Describe given catalog data as the service does: a logo comes as bytes and goes as a URL."""
    catalog_data = dict(cast("dict[str, object]", given))
    logo = catalog_data.pop("logoImageBlob", None)
    if logo is not None:
        digest = hashlib.sha256(cast("bytes", logo)).hexdigest()
        catalog_data["logoUrl"] = f"https://public.ecr.aws/logo/{digest}.png"
    return {**catalog_data, "marketplaceCertified": False}
