from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ecrpublic_models.testing import ECRPublicServer, get_backend
from tests.support.pushing import refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient


def test_one_call_fails(client: ECRPublicClient) -> None:
    get_backend().fail_next("DescribeRepositories", "InvalidParameterException")
    client.describe_registries()
    with refused("InvalidParameterException", "told to answer InvalidParameterException"):
        client.describe_repositories()
    client.describe_repositories()


def test_calls_fail_in_order(client: ECRPublicClient) -> None:
    codes = ["UnsupportedCommandException", "InvalidParameterException"] * 2
    for code in codes:
        get_backend().fail_next("GetAuthorizationToken", code)
    for code in codes:
        with refused(code):
            client.get_authorization_token()
    client.get_authorization_token()


def test_a_failed_call_changes_nothing(client: ECRPublicClient) -> None:
    get_backend().fail_next("CreateRepository", "LimitExceededException")
    with refused("LimitExceededException"):
        client.create_repository(repositoryName="app")
    assert client.describe_repositories()["repositories"] == []


def test_server_faults_are_retried(server: ECRPublicServer) -> None:
    client = boto3.client(
        "ecr-public",
        region_name="us-east-1",
        endpoint_url=server.url,
        config=Config(retries={"mode": "standard", "total_max_attempts": 2}),
    )
    get_backend().fail_next("DescribeRegistries", "ServerException")
    answer = client.describe_registries()
    assert answer["ResponseMetadata"]["RetryAttempts"] == 1
    for _ in range(2):
        get_backend().fail_next("DescribeRegistries", "ServerException")
    with pytest.raises(ClientError) as caught:
        client.describe_registries()
    assert type(caught.value).__name__ == "ServerException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


def test_other_registries_do_not_fail(client: ECRPublicClient) -> None:
    get_backend(region_name="us-west-2").fail_next("DescribeRegistries", "ServerException")
    client.describe_registries()


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        ("None", "ServerException", "'None' does not answer 'ServerException', but: nothing"),
        ("DescribeImages", "ServerError", "but: ServerException, "),
        ("GetRegistryCatalogData", "InvalidParameterException", "but: ServerException, "),
    ],
)
def test_only_what_the_service_describes(operation: str, code: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        get_backend().fail_next(operation, code)
