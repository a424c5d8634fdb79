from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from ecrpublic_models.testing import get_backend
from tests.support.pushing import refused

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ACCOUNT = "123456789012"
NAME = "team/app"
STATEMENT = {
    "Sid": "push",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": ["ecr-public:PutImage"],
}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [STATEMENT]})
# As the service prints it: in all five samples of policies that it gave.
PRINTED = f"""{{
  "Version" : "2012-10-17",
  "Statement" : [ {{
    "Sid" : "push",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "arn:aws:iam::{ACCOUNT}:root"
    }},
    "Action" : [ "ecr-public:PutImage" ]
  }} ]
}}"""


@pytest.fixture(autouse=True)
def _repository(client: ECRPublicClient) -> None:
    client.create_repository(repositoryName=NAME)


def without_metadata(answer: Any) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def test_set_get_delete(client: ECRPublicClient) -> None:
    expected = {"registryId": ACCOUNT, "repositoryName": NAME, "policyText": PRINTED}
    answer: Any = client.set_repository_policy(repositoryName=NAME, policyText=POLICY)
    assert without_metadata(answer) == expected
    assert without_metadata(client.get_repository_policy(repositoryName=NAME)) == expected
    assert without_metadata(client.delete_repository_policy(repositoryName=NAME)) == expected
    missing = (
        f"Repository policy does not exist for the repository with name '{NAME}'"
        f" in the registry with id '{ACCOUNT}'"
    )
    with refused("RepositoryPolicyNotFoundException", missing):
        client.get_repository_policy(repositoryName=NAME)
    with refused("RepositoryPolicyNotFoundException", missing):
        client.delete_repository_policy(repositoryName=NAME)


def test_set_again(client: ECRPublicClient) -> None:
    client.set_repository_policy(repositoryName=NAME, policyText=POLICY)
    other = json.dumps(
        {"Statement": {"Sid": "é", "Action": [], "Condition": {}, "More": [1, True]}}
    )
    client.set_repository_policy(repositoryName=NAME, policyText=other, force=True)
    answer = client.get_repository_policy(repositoryName=NAME)
    assert answer["policyText"] == (
        '{\n  "Statement" : {\n    "Sid" : "é",\n    "Action" : [ ],\n    "Condition" : { },\n'
        '    "More" : [ 1, true ]\n  }\n}'
    )
    client.set_repository_policy(repositoryName=NAME, policyText=answer["policyText"])
    assert client.get_repository_policy(repositoryName=NAME)["policyText"] == answer["policyText"]


@pytest.mark.parametrize(
    "principal",
    ["stranger", {"AWS": "stranger"}, {"AWS": ["known", "stranger"]}, ["stranger"]],
)
def test_a_principal_that_does_not_exist(client: ECRPublicClient, principal: object) -> None:
    """As the service does where it can look a principal up; Terraform tries again then."""
    unknown = json.dumps({"Statement": [{"Principal": principal}]})
    client.set_repository_policy(repositoryName=NAME, policyText=unknown)
    get_backend().registry.known_principals = {"known"}
    with refused("InvalidParameterException", "'Principal not found'"):
        client.set_repository_policy(repositoryName=NAME, policyText=unknown)
    known = [{"Principal": "*"}, {"Principal": {"AWS": ["known", "*"]}}, {}]
    text = json.dumps({"Statement": known})
    client.set_repository_policy(repositoryName=NAME, policyText=text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "null",
        "{}",
        "[" * 9_000,
        '{"Statement": 5}',
        '{"Statement": ["x"]}',
        '{"Statement": [], "Id": NaN}',
    ],
)
def test_no_policy(client: ECRPublicClient, text: str) -> None:
    with refused(
        "InvalidParameterException",
        "Invalid parameter at 'PolicyText' failed to satisfy constraint:"
        " 'Invalid repository policy provided'",
    ):
        client.set_repository_policy(repositoryName=NAME, policyText=text)
    with refused("RepositoryPolicyNotFoundException"):
        client.get_repository_policy(repositoryName=NAME)


def test_too_long_policy(unchecked: ECRPublicClient) -> None:
    text = json.dumps({"Statement": [{"Sid": "s" * 10_240}]})
    with refused("InvalidParameterException", "10240"):
        unchecked.set_repository_policy(repositoryName=NAME, policyText=text)


def test_goes_with_its_repository(client: ECRPublicClient) -> None:
    client.set_repository_policy(repositoryName=NAME, policyText=POLICY)
    client.delete_repository(repositoryName=NAME)
    with refused("RepositoryNotFoundException"):
        client.get_repository_policy(repositoryName=NAME)
    client.create_repository(repositoryName=NAME)
    with refused("RepositoryPolicyNotFoundException"):
        client.get_repository_policy(repositoryName=NAME)


def test_numbers_stay_as_they_are_written(client: ECRPublicClient) -> None:
    for number in ("1e400", "1E5", "-0", "10000000000000000000000", "1.50"):
        text = f'{{"Statement": [{{"a": {number}}}]}}'
        client.set_repository_policy(repositoryName=NAME, policyText=text)
        printed = client.get_repository_policy(repositoryName=NAME)["policyText"]
        assert f'"a" : {number}\n' in printed
        client.set_repository_policy(repositoryName=NAME, policyText=printed)


@pytest.mark.parametrize("depth", [300, 600, 2_000])
def test_nesting_is_taken_or_refused(client: ECRPublicClient, depth: int) -> None:
    text = '{"Statement": [{"a": ' + "[" * depth + "]" * depth + "}]}"
    with suppress(client.exceptions.InvalidParameterException):
        client.set_repository_policy(repositoryName=NAME, policyText=text)


def test_an_account_is_its_root_user(client: ECRPublicClient) -> None:
    registry = get_backend().registry
    root = f"arn:aws:iam::{ACCOUNT}:root"
    for known, named in ((root, ACCOUNT), (ACCOUNT, root)):
        registry.known_principals = {known}
        text = json.dumps({"Statement": [{"Principal": {"AWS": named}}]})
        client.set_repository_policy(repositoryName=NAME, policyText=text)
