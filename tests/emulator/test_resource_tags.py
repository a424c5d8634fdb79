from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.pushing import refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ACCOUNT = "123456789012"


@pytest.fixture
def arn(client: ECRPublicClient) -> str:
    return client.create_repository(
        repositoryName="team/app", tags=[{"Key": "a", "Value": "1"}, {"Key": "b"}]
    )["repository"]["repositoryArn"]


def tags(client: ECRPublicClient, arn: str) -> dict[str, str]:
    listed = client.list_tags_for_resource(resourceArn=arn)["tags"]
    return {tag["Key"]: tag["Value"] for tag in listed}


def test_given_at_creation(client: ECRPublicClient, arn: str) -> None:
    assert tags(client, arn) == {"a": "1", "b": ""}


def test_tag(client: ECRPublicClient, arn: str) -> None:
    client.tag_resource(resourceArn=arn, tags=[{"Key": "b", "Value": "2"}, {"Key": "c"}])
    assert tags(client, arn) == {"a": "1", "b": "2", "c": ""}
    client.tag_resource(resourceArn=arn, tags=[])
    assert tags(client, arn) == {"a": "1", "b": "2", "c": ""}


def test_untag(client: ECRPublicClient, arn: str) -> None:
    client.untag_resource(resourceArn=arn, tagKeys=["a", "none", "a"])
    assert tags(client, arn) == {"b": ""}
    client.untag_resource(resourceArn=arn, tagKeys=[])
    assert tags(client, arn) == {"b": ""}


@pytest.mark.parametrize(
    "wrong",
    [
        [{"Value": "v"}],
        [{"Key": "k" * 129}],
        [{"Key": "k", "Value": "v" * 257}],
        [{"Key": "AWS:k"}],
        [{"Key": "k", "Value": "aws:v"}],
        [{"Key": "k", "Value": "Aws:v"}],
        [{"Key": "k"}, {"Key": "k"}],
        [{"Key": "k!"}],
        [{"Key": "k", "Value": "v!"}],
    ],
)
def test_bad_tags(arn: str, unchecked: ECRPublicClient, wrong: Any) -> None:
    with refused("InvalidTagParameterException"):
        unchecked.tag_resource(resourceArn=arn, tags=[{"Key": "good"}, *wrong])
    assert tags(unchecked, arn) == {"a": "1", "b": ""}


@pytest.mark.parametrize("wrong", ["k" * 129, "", "aws:k", "k!"])
def test_bad_keys(arn: str, unchecked: ECRPublicClient, wrong: str) -> None:
    with refused("InvalidTagParameterException"):
        unchecked.untag_resource(resourceArn=arn, tagKeys=["a", wrong])
    assert tags(unchecked, arn) == {"a": "1", "b": ""}


def test_too_many_tags(client: ECRPublicClient, arn: str) -> None:
    with refused("TooManyTagsException", "51"):
        client.tag_resource(resourceArn=arn, tags=[{"Key": f"{n}"} for n in range(49)])
    assert tags(client, arn) == {"a": "1", "b": ""}
    client.tag_resource(resourceArn=arn, tags=[{"Key": f"{n}"} for n in range(48)])
    client.tag_resource(resourceArn=arn, tags=[{"Key": "a", "Value": "2"}])
    assert len(tags(client, arn)) == 50


@pytest.mark.parametrize(
    "wrong",
    [
        "arn",
        f"arn:aws:ecr-public::{ACCOUNT}:registry/{ACCOUNT}",
        f"arn:aws:ecr:us-east-1:{ACCOUNT}:repository/team/app",
        f"arn:aws:ecr-public::{ACCOUNT}:repository/",
        "arn:aws:ecr-public::1:repository/team/app",
    ],
)
def test_arn_of_no_repository(client: ECRPublicClient, wrong: str) -> None:
    message = "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'"
    with refused("InvalidParameterException", message):
        client.list_tags_for_resource(resourceArn=wrong)
    with refused("InvalidParameterException", message):
        client.tag_resource(resourceArn=wrong, tags=[])
    with refused("InvalidParameterException", message):
        client.untag_resource(resourceArn=wrong, tagKeys=[])


@pytest.mark.parametrize(
    "place", [f"{ACCOUNT}:repository/none", "999999999999:repository/team/app"]
)
def test_missing_repository(client: ECRPublicClient, arn: str, place: str) -> None:
    missing = f"arn:aws:ecr-public::{place}"
    with refused("RepositoryNotFoundException", place.split("/", 1)[1]):
        client.list_tags_for_resource(resourceArn=missing)
    with refused("RepositoryNotFoundException"):
        client.tag_resource(resourceArn=missing, tags=[])
    with refused("RepositoryNotFoundException"):
        client.untag_resource(resourceArn=missing, tagKeys=[])
