from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ecrpublic_models.testing import get_backend
from tests.emulator.conftest import make_client
from tests.support.pushing import refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

NAME = "team/app"
GIVEN: Any = {
    "description": "text, é and 漢",
    "architectures": ["ARM 64"],
    "operatingSystems": ["Linux"],
    "aboutText": "# about",
    "usageText": "use it",
}


def of_repository(client: ECRPublicClient) -> Any:
    return client.get_repository_catalog_data(repositoryName=NAME)["catalogData"]


def of_registry(client: ECRPublicClient) -> Any:
    return client.get_registry_catalog_data()["registryCatalogData"]


def test_none_was_given(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)
    with refused(
        "RepositoryCatalogDataNotFoundException",
        f"for the repository with name '{NAME}' in the registry with id '123456789012'",
    ):
        of_repository(client)


def test_given_at_creation(client: ECRPublicClient) -> None:
    created = client.create_repository(repositoryName=NAME, catalogData=GIVEN)
    assert of_repository(client) == created["catalogData"]


def test_given_later(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)
    put = client.put_repository_catalog_data(repositoryName=NAME, catalogData=GIVEN)
    assert put["catalogData"] == {**GIVEN, "marketplaceCertified": False}
    assert of_repository(client) == put["catalogData"]


def test_given_again(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME, catalogData=GIVEN)
    client.put_repository_catalog_data(repositoryName=NAME, catalogData={"description": "other"})
    assert of_repository(client) == {"description": "other", "marketplaceCertified": False}
    client.put_repository_catalog_data(repositoryName=NAME, catalogData={})
    assert of_repository(client) == {"marketplaceCertified": False}


def test_answers_are_copies(mocked: None) -> None:
    backend = get_backend()
    named: dict[str, object] = {"repositoryName": NAME, "catalogData": GIVEN}
    for operation in ("CreateRepository", "PutRepositoryCatalogData", "GetRepositoryCatalogData"):
        answer: Any = backend.call(operation, named)
        answer["catalogData"]["architectures"].append("x86")
        answer["catalogData"]["description"] = "changed"
        assert of_repository(make_client()) == {**GIVEN, "marketplaceCertified": False}


def test_logo(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)
    urls: list[str] = []
    for logo in (b"\x89PNG 1", b"\x89PNG 2", b"\x89PNG 1"):
        client.put_repository_catalog_data(repositoryName=NAME, catalogData={"logoImageBlob": logo})
        urls.append(of_repository(client)["logoUrl"])
    assert urls[0].startswith("https://")
    assert urls[0] == urls[2] != urls[1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"description": "d" * 1025},
        {"architectures": ["a"] * 51},
        {"operatingSystems": [""]},
        {"aboutText": "a" * 25601},
        {"logoImageBlob": b"l" * 512001},
    ],
)
def test_out_of_bounds(unchecked: ECRPublicClient, wrong: Any) -> None:
    unchecked.create_repository(repositoryName=NAME, catalogData=GIVEN)
    with refused("InvalidParameterException", f"'catalogData.{next(iter(wrong))}"):
        unchecked.put_repository_catalog_data(repositoryName=NAME, catalogData=wrong)
    assert of_repository(unchecked)["description"] == GIVEN["description"]


def test_missing_repository(client: ECRPublicClient) -> None:
    with refused("RepositoryNotFoundException", f"'{NAME}'"):
        of_repository(client)
    with refused("RepositoryNotFoundException", f"'{NAME}'"):
        client.put_repository_catalog_data(repositoryName=NAME, catalogData={})


def test_of_the_registry(client: ECRPublicClient) -> None:
    assert of_registry(client) == {}
    put = client.put_registry_catalog_data(displayName="The team")
    assert put["registryCatalogData"] == of_registry(client) == {"displayName": "The team"}
    client.put_registry_catalog_data(displayName="")
    assert of_registry(client) == {"displayName": ""}
    client.put_registry_catalog_data()
    assert of_registry(client) == {}


def test_too_long_display_name(unchecked: ECRPublicClient) -> None:
    with refused("InvalidParameterException", "'displayName'"):
        unchecked.put_registry_catalog_data(displayName="n" * 101)
    assert of_registry(unchecked) == {}
