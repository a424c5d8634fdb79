from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ecrpublic_models.testing import get_backend
from tests.emulator.conftest import make_client
from tests.support.pushing import jpeg, png, refused

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
    """The user guide, the AWS CLI's example and transcripts; Terraform reads it after creating."""
    client.create_repository(repositoryName=NAME)
    assert of_repository(client) == {}
    get_backend().fail_next("GetRepositoryCatalogData", "RepositoryCatalogDataNotFoundException")
    with refused("RepositoryCatalogDataNotFoundException"):
        of_repository(client)


def test_certified_by_the_marketplace(client: ECRPublicClient) -> None:
    """Absent in all recorded answers."""
    client.create_repository(repositoryName=NAME, catalogData=GIVEN)
    assert "marketplaceCertified" not in of_repository(client)
    for certified in (True, False):
        get_backend().registry.certify(NAME, certified=certified)
        assert of_repository(client) == {**GIVEN, "marketplaceCertified": certified}


def test_given_at_creation(client: ECRPublicClient) -> None:
    created = client.create_repository(repositoryName=NAME, catalogData=GIVEN)
    assert of_repository(client) == created["catalogData"]


def test_given_later(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)
    put = client.put_repository_catalog_data(repositoryName=NAME, catalogData=GIVEN)
    assert put["catalogData"] == GIVEN
    assert of_repository(client) == put["catalogData"]


def test_given_again(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME, catalogData=GIVEN)
    client.put_repository_catalog_data(repositoryName=NAME, catalogData={"description": "other"})
    assert of_repository(client) == {"description": "other"}
    client.put_repository_catalog_data(repositoryName=NAME, catalogData={})
    assert of_repository(client) == {}


def test_answers_are_copies(mocked: None) -> None:
    backend = get_backend()
    named: dict[str, object] = {"repositoryName": NAME, "catalogData": GIVEN}
    for operation in ("CreateRepository", "PutRepositoryCatalogData", "GetRepositoryCatalogData"):
        answer: Any = backend.call(operation, named)
        answer["catalogData"]["architectures"].append("x86")
        answer["catalogData"]["description"] = "changed"
        assert of_repository(make_client()) == GIVEN


def test_logo(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)
    urls: list[str] = []
    for logo in (png(60, 60), jpeg(2048, 61), png(60, 60)):
        client.put_repository_catalog_data(repositoryName=NAME, catalogData={"logoImageBlob": logo})
        urls.append(of_repository(client)["logoUrl"])
    assert urls[0].startswith("https://")
    assert urls[0] == urls[2] != urls[1]


@pytest.mark.parametrize(
    ("logo", "constraint"),
    [
        (b"GIF89a" + b"\0" * 20, "PNG or JPEG"),
        (b"", "PNG or JPEG"),
        (b"\xff\xd8\xff", "PNG or JPEG"),
        (png()[:20], "PNG or JPEG"),
        (png(59, 60), "60 to 2048 pixels"),
        (png(60, 2049), "60 to 2048 pixels"),
        (jpeg(2049, 60), "60 to 2048 pixels"),
        (jpeg(60, 1), "60 to 2048 pixels"),
    ],
)
def test_what_is_no_logo(client: ECRPublicClient, logo: bytes, constraint: str) -> None:
    """The user guide: PNG or JPEG, 60 to 2,048 pixels wide and high."""
    client.create_repository(repositoryName=NAME)
    with refused("InvalidParameterException", constraint):
        client.put_repository_catalog_data(repositoryName=NAME, catalogData={"logoImageBlob": logo})
    with refused("InvalidParameterException", constraint):
        client.create_repository(repositoryName="other", catalogData={"logoImageBlob": logo})
    assert not get_backend().has_repository("other")


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
