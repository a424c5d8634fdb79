from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

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
    get_backend(account_id="210987654321").fail_next("DescribeRegistries", "ServerException")
    client.describe_registries()


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("ThrottlingException", 400),
        ("AccessDeniedException", 400),
        ("ExpiredTokenException", 400),
        ("InternalFailure", 500),
        ("ServiceUnavailable", 503),
        ("TooManyRequestsException", 429),
    ],
)
def test_what_all_services_may_answer(client: ECRPublicClient, code: str, status: int) -> None:
    get_backend().fail_next("DescribeRepositories", code)
    with pytest.raises(ClientError) as caught:
        client.describe_repositories()
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    client.describe_repositories()


def test_a_status_and_a_count(client: ECRPublicClient) -> None:
    get_backend().fail_next("DescribeRegistries", "Brewing", status=418, count=3)
    for _ in range(3):
        with pytest.raises(ClientError) as caught:
            client.describe_registries()
        assert caught.value.response["Error"]["Code"] == "Brewing"
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 418
    client.describe_registries()


def test_throttling_is_retried_until_it_ends(server: ECRPublicServer) -> None:
    config = Config(retries={"mode": "standard", "total_max_attempts": 5})
    client = boto3.client(
        "ecr-public", region_name="us-east-1", endpoint_url=server.url, config=config
    )
    get_backend().fail_next("DescribeRegistries", "ThrottlingException", count=3)
    assert client.describe_registries()["ResponseMetadata"]["RetryAttempts"] == 3


def test_slow_calls_are_slow_beside_each_other(server: ECRPublicServer) -> None:
    config = Config(read_timeout=0.3, retries={"total_max_attempts": 1})
    hasty = boto3.client(
        "ecr-public", region_name="us-east-1", endpoint_url=server.url, config=config
    )
    get_backend().slow_next("DescribeRegistries", 1.5)
    with pytest.raises(ReadTimeoutError):
        hasty.describe_registries()
    hasty.describe_registries()  # while the other still goes on
    get_backend().slow_next("DescribeRegistries", 0.6, count=2)
    for _ in range(2):
        with pytest.raises(ReadTimeoutError):
            hasty.describe_registries()
    hasty.describe_registries()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("None", "ServerException"), "the service has no 'None'"),
        (("DescribeImages", "ServerError"), "does not answer 'ServerError', but: ServerException"),
        (("GetRegistryCatalogData", "InvalidParameterException"), "any other needs a status"),
    ],
)
def test_only_what_the_service_describes(arguments: tuple[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        get_backend().fail_next(*arguments)


def test_numbers_out_of_bounds() -> None:
    backend = get_backend()
    for options in ({"status": 200}, {"status": 600}, {"count": 0}):
        with pytest.raises(ValueError, match=next(iter(options))):
            backend.fail_next("DescribeImages", "ServerException", **options)
    for seconds in (-1, float("nan"), float("inf"), 1e10):
        with pytest.raises(ValueError, match="seconds"):
            backend.slow_next("DescribeImages", seconds)
    with pytest.raises(ValueError, match="is no name"):
        backend.fail_next("DescribeImages", "no name", status=400)
