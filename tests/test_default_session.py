"""A client that is made here by default is the one that `boto3.client` makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import create_autospec
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.session import Session

from ecrpublic_models import (
    DescribeImagesPaginator,
    ECRPublic,
    create_client,
)
from ecrpublic_models.client import REGIONS, create_patient_client
from ecrpublic_models.errors import UnsupportedCommandException
from tests.support.loopback import Answer, Loopback

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

CONFIG = """
[default]
region = eu-central-1

[profile other]
aws_access_key_id = OTHER
aws_secret_access_key = secret
retry_mode = standard
max_attempts = 7

[profile elsewhere]
aws_access_key_id = ELSEWHERE
aws_secret_access_key = secret
services = elsewhere

[services elsewhere]
ecr_public =
    endpoint_url = http://configured.example:1234
"""

Environment = dict[str, str]
CASES: dict[str, tuple[Environment, dict[str, str]]] = {
    "nothing": ({}, {}),
    "a default session with a profile": ({}, {"profile_name": "other"}),
    "a default session with keys": (
        {},
        {"aws_access_key_id": "MINE", "aws_secret_access_key": "secret", "aws_session_token": "t"},
    ),
    "a default session with a region": ({}, {"region_name": "eu-west-1"}),
    "AWS_PROFILE": ({"AWS_PROFILE": "other"}, {}),
    "keys": ({"AWS_ACCESS_KEY_ID": "ENV", "AWS_SESSION_TOKEN": "token"}, {}),
    "AWS_ENDPOINT_URL": ({"AWS_ENDPOINT_URL": "http://env.example:1"}, {}),
    "AWS_ENDPOINT_URL_ECR_PUBLIC": (
        {"AWS_ENDPOINT_URL": "http://e.example:1", "AWS_ENDPOINT_URL_ECR_PUBLIC": "http://p:2"},
        {},
    ),
    "an endpoint of the profile": ({}, {"profile_name": "elsewhere"}),
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": (
        {"AWS_ENDPOINT_URL": "http://e:1", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
        {},
    ),
    "retries": ({"AWS_MAX_ATTEMPTS": "3", "AWS_RETRY_MODE": "adaptive"}, {}),
    "a bundle of certificates": ({"AWS_CA_BUNDLE": "bundle.pem"}, {}),
    "FIPS": ({"AWS_USE_FIPS_ENDPOINT": "true"}, {}),
    "dual stack": ({"AWS_USE_DUALSTACK_ENDPOINT": "true"}, {}),
    "an application's id": ({"AWS_SDK_UA_APP_ID": "mine"}, {}),
}
DEFAULTS: dict[str, Callable[[], ECRPublicClient]] = {
    "create_client": create_client,
    "facade": lambda: ECRPublic().client,
    "paginator": lambda: DescribeImagesPaginator().client,
    "inventory": lambda: create_patient_client(8),
}


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    path = tmp_path / "config"
    path.write_text(CONFIG)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    return monkeypatch


def seen(client: ECRPublicClient) -> dict[str, Any]:
    """What tells one client from another."""
    url = urlsplit(client.generate_presigned_url("describe_registries"))
    query = parse_qs(url.query)
    config: Any = client.meta.config
    return {
        "credentials": (query["X-Amz-Credential"], query.get("X-Amz-Security-Token")),
        "endpoint": (url.scheme, url.netloc, client.meta.endpoint_url),
        "region": client.meta.region_name,
        "retries": config.retries,
        "app": config.user_agent_appid,
        "certificates": client._endpoint.http_session._verify,  # type: ignore[attr-defined]  # no public name
    }


@pytest.mark.parametrize("default", DEFAULTS)
@pytest.mark.parametrize(("environment", "session"), CASES.values(), ids=CASES)
def test_a_default_client_is_boto3s(
    configured: pytest.MonkeyPatch, environment: Environment, session: dict[str, str], default: str
) -> None:
    for name, value in environment.items():
        configured.setenv(name, value)
    if session:
        boto3.setup_default_session(**session)  # type: ignore[arg-type]  # strings, all of them
    theirs = seen(boto3.client("ecr-public", region_name="us-east-1"))
    ours = seen(DEFAULTS[default]())
    if default == "inventory":
        patient = {"mode": "adaptive", "total_max_attempts": 10}
        said = environment.keys() & {"AWS_RETRY_MODE", "AWS_PROFILE"}
        if not said and session.get("profile_name") != "other":
            theirs["retries"] = patient
    assert ours == theirs


@pytest.mark.parametrize("region", ["eu-central-1", "us-east-2", "cn-north-1", "us-iso-east-1"])
def test_a_region_without_the_service_is_refused_before_anything_is_sent(region: str) -> None:
    with pytest.raises(ValueError, match=f"'{region}'; it is in us-east-1 and us-west-2"):
        create_client(region_name=region)
    # A client of one's own may be stubbed, or mocked.
    theirs = boto3.client("ecr-public", region_name=region)
    assert ECRPublic(theirs).client is theirs


def test_another_endpoint_may_be_in_any_region(server: Loopback) -> None:
    server.respond = lambda _: Answer({"imageDetails": []})
    client = create_client(region_name="eu-central-1", endpoint_url=server.url)
    assert client.meta.region_name == "eu-central-1"
    assert ECRPublic(client).describe_images(repositoryName="team/app").imageDetails == []
    hosted = "https://ec2-1-2-3-4.eu-west-1.compute.amazonaws.com:5000"
    assert create_client(region_name="eu-west-1", endpoint_url=hosted).meta.endpoint_url == hosted
    assert create_client(region_name="us-west-2").meta.region_name == "us-west-2"


def test_regions_are_those_of_botocores_data() -> None:
    assert set(REGIONS) <= set(boto3.Session().get_available_regions("ecr-public"))


def test_what_a_region_does_not_support_is_told_with_where_it_is(server: Loopback) -> None:
    refusal = {"__type": "UnsupportedCommandException", "message": "not here"}
    server.respond = lambda _: Answer(refusal, status=400)
    client = create_client(region_name="us-west-2", endpoint_url=server.url)
    with pytest.raises(UnsupportedCommandException, match=r"not here \(us-east-1 supports all"):
        ECRPublic(client).get_authorization_token()


def test_the_settings_of_a_session_count_for_inventories(configured: pytest.MonkeyPatch) -> None:
    settings = Session()
    default = settings.get_config_variable("retry_mode")
    chosen = "standard" if default == "legacy" else "legacy"  # what was chosen can be told
    settings.set_config_variable("retry_mode", chosen)
    settings.set_default_client_config(Config(retries={"total_max_attempts": 4}))
    boto3.setup_default_session(botocore_session=settings)
    config: Any = create_patient_client(8).meta.config
    assert config.retries == {"mode": chosen, "total_max_attempts": 4}
    configured.setenv("AWS_PROFILE", "none")
    boto3.setup_default_session(profile_name="default")
    assert create_patient_client(8).meta.region_name == "us-east-1"


def test_mocks_of_clients_are_taken_as_they_are(configured: pytest.MonkeyPatch) -> None:
    mock = create_autospec(boto3.client("ecr-public", "us-east-1"))
    assert ECRPublic(mock).client is mock
