from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.pushing import image_manifest, refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ACCOUNT = "123456789012"


def test_the_one_registry(client: ECRPublicClient) -> None:
    answer = client.describe_registries()
    (registry,) = answer["registries"]
    (alias,) = registry["aliases"]
    assert "nextToken" not in answer
    assert registry["registryId"] == ACCOUNT
    assert registry["registryArn"] == f"arn:aws:ecr-public::{ACCOUNT}:registry/{ACCOUNT}"
    assert registry["registryUri"] == f"public.ecr.aws/{alias['name']}"
    assert registry["verified"] is False
    assert alias["status"] == "ACTIVE"
    assert alias["primaryRegistryAlias"] is True
    assert alias["defaultRegistryAlias"] is True


def test_repositories_are_below_it(client: ECRPublicClient) -> None:
    (registry,) = client.describe_registries()["registries"]
    repository = client.create_repository(repositoryName="team/app")["repository"]
    assert repository["repositoryUri"] == f"{registry['registryUri']}/team/app"


def test_its_alias_is_taken_for_its_id(client: ECRPublicClient) -> None:
    (registry,) = client.describe_registries()["registries"]
    (alias,) = registry["aliases"]
    client.create_repository(repositoryName="app")
    client.put_image(repositoryName="app", registryId=alias["name"], imageManifest=image_manifest())


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
