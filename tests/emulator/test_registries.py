from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ecrpublic_models.testing import get_backend
from tests.support.pushing import image_manifest, refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ACCOUNT = "123456789012"


def test_before_the_first_repository(client: ECRPublicClient) -> None:
    """A transcript, and the user guide: the default alias is assigned with the first repository."""
    answer = client.describe_registries()
    (registry,) = answer["registries"]
    assert "nextToken" not in answer
    assert registry["registryId"] == ACCOUNT
    assert registry["registryArn"] == f"arn:aws:ecr-public::{ACCOUNT}:registry/{ACCOUNT}"
    assert registry["registryUri"] == ""
    assert registry["verified"] is False
    assert registry["aliases"] == []


def test_the_default_alias_comes_with_the_first_repository(client: ECRPublicClient) -> None:
    repository = client.create_repository(repositoryName="team/app")["repository"]
    (registry,) = client.describe_registries()["registries"]
    (alias,) = registry["aliases"]
    assert alias["status"] == "ACTIVE"
    assert alias["primaryRegistryAlias"] is True
    assert alias["defaultRegistryAlias"] is True
    assert registry["registryUri"] == f"public.ecr.aws/{alias['name']}"
    assert repository["repositoryUri"] == f"{registry['registryUri']}/team/app"
    client.delete_repository(repositoryName="team/app")
    assert client.describe_registries()["registries"] == [registry]


def test_custom_aliases(client: ECRPublicClient) -> None:
    registry = get_backend().registry
    registry.add_alias("pending", status="PENDING")
    (described,) = client.describe_registries()["registries"]
    assert described["registryUri"] == ""
    assert [alias["primaryRegistryAlias"] for alias in described["aliases"]] == [False]
    client.create_repository(repositoryName="app")
    registry.add_alias("acme", primary=True)
    registry.add_alias("another")
    registry.verified = True
    (described,) = client.describe_registries()["registries"]
    assert described["verified"] is True
    assert described["registryUri"] == "public.ecr.aws/acme"
    flags = [
        (alias["status"], alias["primaryRegistryAlias"], alias["defaultRegistryAlias"])
        for alias in described["aliases"]
    ]
    assert flags == [
        ("PENDING", False, False),
        ("ACTIVE", False, True),
        ("ACTIVE", True, False),
        ("ACTIVE", False, False),
    ]
    for name in ("acme", "another", described["aliases"][1]["name"]):
        client.initiate_layer_upload(repositoryName="app", registryId=name)
    with refused("RegistryNotFoundException"):
        client.initiate_layer_upload(repositoryName="app", registryId="pending")
    wrong_ones: list[dict[str, Any]] = [
        {"name": "acme"},
        {"name": "new", "status": "PENDING", "primary": True},
        {"name": "new", "status": "NEW"},
        *({"name": name} for name in ("", "a", "A/B..", "a" * 51, "-a")),
    ]
    for wrong in wrong_ones:
        with pytest.raises(ValueError, match=r"^(name|primary|status): "):
            registry.add_alias(**wrong)


def test_its_alias_is_taken_for_its_id(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName="app")
    (registry,) = client.describe_registries()["registries"]
    (alias,) = registry["aliases"]
    client.put_image(repositoryName="app", registryId=alias["name"], imageManifest=image_manifest())


def test_a_registry_that_is_not_verified_may_have_a_name(client: ECRPublicClient) -> None:
    """As documented: it is shown for verified accounts only, and taken for all."""
    client.put_registry_catalog_data(displayName="The team")
    answer = client.get_registry_catalog_data()
    assert answer["registryCatalogData"] == {"displayName": "The team"}


def test_paging(client: ECRPublicClient) -> None:
    pages = list(
        client.get_paginator("describe_registries").paginate(PaginationConfig={"PageSize": 1})
    )
    assert [len(page["registries"]) for page in pages] == [1]
    for name in ("aa", "bb"):
        client.create_repository(repositoryName=name)
    for token in ("x", client.describe_repositories(maxResults=1)["nextToken"]):
        with refused("InvalidParameterException", "'nextToken'"):
            client.describe_registries(nextToken=token)


def test_bad_page_size(unchecked: ECRPublicClient) -> None:
    for size in (0, 1001):
        with refused("InvalidParameterException", "'maxResults'"):
            unchecked.describe_registries(maxResults=size)
