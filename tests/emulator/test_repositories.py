from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ecrpublic_models.testing import EmulatedError, get_backend
from tests.emulator.conftest import make_client
from tests.support.pushing import image_manifest, png, refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ACCOUNT = "123456789012"


def test_create(client: ECRPublicClient) -> None:
    answer: Any = client.create_repository(repositoryName="team/app")
    repository = answer["repository"]
    assert repository["repositoryArn"] == f"arn:aws:ecr-public::{ACCOUNT}:repository/team/app"
    assert repository["registryId"] == ACCOUNT
    assert repository["repositoryName"] == "team/app"
    assert repository["repositoryUri"].startswith("public.ecr.aws/")
    assert repository["repositoryUri"].endswith("/team/app")
    assert repository["createdAt"].tzinfo is not None
    # Empty, and there: the AWS CLI's example of create-repository without catalogue data.
    assert answer["catalogData"] == {}
    assert answer["ResponseMetadata"]["RequestId"]


def test_create_with_catalog_data(client: ECRPublicClient) -> None:
    given = {
        "description": "text with &Action=Other in it, é and 漢",
        "architectures": ["ARM 64"],
        "operatingSystems": ["Linux"],
        "aboutText": "# about",
        "usageText": "use it",
    }
    with_logo: Any = {**given, "logoImageBlob": png()}
    answer: Any = client.create_repository(repositoryName="app", catalogData=with_logo)
    logo = answer["catalogData"].pop("logoUrl")
    assert logo.startswith("https://")
    assert answer["catalogData"] == given


def test_create_twice(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName="app")
    with refused(
        "RepositoryAlreadyExistsException",
        f"The repository with name 'app' already exists in the registry with id '{ACCOUNT}'",
    ):
        client.create_repository(repositoryName="app")


def test_create_with_tags(client: ECRPublicClient) -> None:
    tags: Any = [{"Key": f"ключ {number}", "Value": "a_b.c:/d=+-@"} for number in range(49)]
    client.create_repository(repositoryName="app", tags=[*tags, {"Key": "without value"}])


@pytest.mark.parametrize(
    "tags",
    [
        [{"Value": "v"}],
        [{}],
        [{"Key": "", "Value": "v"}],
        [{"Key": "k" * 129, "Value": "v"}],
        [{"Key": "k", "Value": "v" * 257}],
        [{"Key": "aws:k", "Value": "v"}],
        [{"Key": "k", "Value": "v"}, {"Key": "k", "Value": "w"}],
        [{"Key": "k!", "Value": "v"}],
        [{"Key": "k", "Value": "v\n"}],
    ],
)
def test_create_with_bad_tags(unchecked: ECRPublicClient, tags: Any) -> None:
    with refused("InvalidTagParameterException"):
        unchecked.create_repository(repositoryName="app", tags=tags)
    assert not unchecked.describe_repositories()["repositories"]


def test_create_with_too_many_tags(client: ECRPublicClient) -> None:
    with refused("TooManyTagsException", "51"):
        client.create_repository(
            repositoryName="app", tags=[{"Key": f"{number}"} for number in range(51)]
        )
    with refused("InvalidParameterException", "Invalid parameter at 'tags'"):
        client.create_repository(
            repositoryName="app", tags=[{"Key": f"{number}"} for number in range(201)]
        )


def test_quota_of_repositories(mocked: None) -> None:
    backend = get_backend()
    for number in range(10_000):
        backend.call("CreateRepository", {"repositoryName": f"r{number:05}"})
    with refused("LimitExceededException", "10000 repositories"):
        make_client().create_repository(repositoryName="one-more")
    with pytest.raises(EmulatedError) as caught:
        backend.call("CreateRepository", {"repositoryName": "r00000"})
    assert caught.value.code == "RepositoryAlreadyExistsException"


def test_delete(client: ECRPublicClient) -> None:
    created = client.create_repository(repositoryName="app")["repository"]
    assert client.delete_repository(repositoryName="app")["repository"] == created
    with refused(
        "RepositoryNotFoundException",
        f"The repository with name 'app' does not exist in the registry with id '{ACCOUNT}'",
    ):
        client.delete_repository(repositoryName="app")


def test_delete_with_images_needs_force(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName="app")
    client.put_image(repositoryName="app", imageManifest=image_manifest())
    with refused("RepositoryNotEmptyException", "'app'"):
        client.delete_repository(repositoryName="app")
    with refused("RepositoryNotEmptyException"):
        client.delete_repository(repositoryName="app", force=False)
    client.delete_repository(repositoryName="app", force=True)
    client.create_repository(repositoryName="app")
    assert client.describe_images(repositoryName="app")["imageDetails"] == []


def names(answer: Any) -> list[str]:
    return [repository["repositoryName"] for repository in answer["repositories"]]


def test_describe_in_order_of_creation(client: ECRPublicClient) -> None:
    for name in ("zz", "aa", "mm"):
        client.create_repository(repositoryName=name)
    answer = client.describe_repositories(registryId=ACCOUNT)
    assert names(answer) == ["zz", "aa", "mm"]
    assert "nextToken" not in answer


def test_describe_by_name(client: ECRPublicClient) -> None:
    for name in ("aa", "bb"):
        client.create_repository(repositoryName=name)
    assert names(client.describe_repositories(repositoryNames=["bb", "aa", "bb"])) == ["bb", "aa"]
    with refused("RepositoryNotFoundException", "'cc'"):
        client.describe_repositories(repositoryNames=["aa", "cc"])


@pytest.mark.parametrize("paging", [{"maxResults": 1}, {"nextToken": "x"}])
def test_describe_by_name_takes_no_paging(client: ECRPublicClient, paging: Any) -> None:
    client.create_repository(repositoryName="aa")
    with refused("InvalidParameterException", f"'{next(iter(paging))}'"):
        client.describe_repositories(repositoryNames=["aa"], **paging)


def test_describe_pages(client: ECRPublicClient) -> None:
    expected = [f"r{number:03}" for number in range(101)]
    for name in expected:
        client.create_repository(repositoryName=name)
    assert len(client.describe_repositories()["repositories"]) == 100
    pages = client.get_paginator("describe_repositories").paginate(PaginationConfig={"PageSize": 9})
    assert [name for page in pages for name in names(page)] == expected


def test_describe_pages_while_repositories_come_and_go(client: ECRPublicClient) -> None:
    for name in ("aa", "bb", "cc", "dd"):
        client.create_repository(repositoryName=name)
    first = client.describe_repositories(maxResults=2)
    client.delete_repository(repositoryName="aa")
    client.delete_repository(repositoryName="bb")
    client.create_repository(repositoryName="ee")
    assert names(client.describe_repositories(nextToken=first["nextToken"])) == ["cc", "dd", "ee"]


def test_foreign_registry(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName="app")
    other = "999999999999"
    message = f"The repository with name 'app' does not exist in the registry with id '{other}'"
    with refused("RepositoryNotFoundException", message):
        client.describe_images(repositoryName="app", registryId=other)
    with refused("RepositoryNotFoundException", message):
        client.put_image(repositoryName="app", registryId=other, imageManifest=image_manifest())
    with refused("RepositoryNotFoundException", message):
        client.batch_delete_image(
            repositoryName="app", registryId=other, imageIds=[{"imageTag": "t"}]
        )
    with refused("RepositoryNotFoundException", message):
        client.delete_repository(repositoryName="app", registryId=other)
    with refused("RepositoryNotFoundException", message):
        client.describe_repositories(repositoryNames=["app"], registryId=other)
    with refused("RepositoryNotFoundException", other):
        client.describe_repositories(registryId=other)


def test_registry_alias(client: ECRPublicClient) -> None:
    uri = client.create_repository(repositoryName="app")["repository"]["repositoryUri"]
    alias = uri.split("/")[1]
    client.put_image(repositoryName="app", registryId=alias, imageManifest=image_manifest())
    with refused("RegistryNotFoundException", "'nobody'"):
        client.put_image(
            repositoryName="app", registryId="nobody", imageManifest=image_manifest("other")
        )
    with refused("InvalidParameterException", "[0-9]{12}"):
        client.describe_images(repositoryName="app", registryId=alias)
