from __future__ import annotations

import ast
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import moto.backends
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.backend_index import backend_url_patterns
from moto.core import set_initial_no_auth_action_count
from moto.core.exceptions import ServiceNotWhitelisted

import ecrpublic_models.testing
from ecrpublic_models import ECRPublic
from ecrpublic_models.errors import UnsupportedCommandException
from ecrpublic_models.testing import (
    ECRPublicBackend,
    ECRPublicServer,
    EmulatedError,
    get_backend,
    register,
)
from tests.emulator.conftest import make_client
from tests.support.filled import call
from tests.support.pushing import image_manifest, refused


def test_registering_again_changes_nothing() -> None:
    register()
    before = list(backend_url_patterns)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: register(), range(64)))
    assert backend_url_patterns == before
    ours = [pattern.pattern for name, pattern in before if name == "ecrpublic"]
    assert len(ours) == len(set(ours)) == 3


def test_leaves_the_rest_of_moto_alone() -> None:
    program = """
import importlib, sys
from moto import backend_index, backends
from moto.moto_server import werkzeug_app
before = list(backend_index.backend_url_patterns)
get_backend = backends.get_backend
modules = set(sys.modules)
import ecrpublic_models.testing
assert backend_index.backend_url_patterns == before, "importing registers"
ecrpublic_models.testing.register()
ecrpublic_models.testing.register()
assert backend_index.backend_url_patterns[:len(before)] == before
assert {name for name, _ in backend_index.backend_url_patterns[len(before):]} == {"ecrpublic"}
assert backends.get_backend is get_backend
hosts = ["api.ecr-public.us-east-1.amazonaws.com", "ecr-public.us-west-2.amazonaws.com"]
assert not any(pattern.match(f"https://{host}/") for _, pattern in before for host in hosts)
url = "https://{}.us-east-1.amazonaws.com/"
assert backends.get_service_from_url(url.format("api.ecr")) == "ecr"
assert backends.get_service_from_url(url.format("api.ecr-public")) == "ecrpublic"
assert backends.get_service_from_url(url.format("s3")) == "s3"
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_moto_finds_the_backend() -> None:
    register()
    backends = moto.backends.get_backend("ecr-public")  # type: ignore[call-overload]  # a name that moto's types do not know
    with mock_aws():
        assert isinstance(backends["123456789012"]["us-east-1"], ECRPublicBackend)
        assert backends["123456789012"]["us-east-1"] is get_backend()


def test_other_services_work(mocked: None) -> None:
    make_client().create_repository(repositoryName="public")
    private = boto3.client("ecr", region_name="us-east-1")
    private.create_repository(repositoryName="private")
    assert [r["repositoryName"] for r in private.describe_repositories()["repositories"]] == [
        "private"
    ]
    storage = boto3.client("s3", region_name="us-east-1")
    # The URLs of these buckets look like the service's, and are S3's all the same.
    for bucket in ("ecr-public", "api.ecr-public", "ecr-public.us-east-1"):
        storage.create_bucket(Bucket=bucket)
        storage.put_object(Bucket=bucket, Key="k", Body=b"v")
        assert storage.get_object(Bucket=bucket, Key="k")["Body"].read() == b"v"


def test_other_services_work_over_http(server: ECRPublicServer) -> None:
    make_client(server.url).create_repository(repositoryName="public")
    private = boto3.client("ecr", region_name="us-east-1", endpoint_url=server.url)
    private.create_repository(repositoryName="private")
    assert len(private.describe_repositories()["repositories"]) == 1
    identity = boto3.client("sts", region_name="us-east-1", endpoint_url=server.url)
    assert identity.get_caller_identity()["Account"] == "123456789012"


def test_plain_client(mocked: None) -> None:
    client = boto3.client("ecr-public", region_name="us-east-1")
    client.create_repository(repositoryName="app")
    assert get_backend().has_repository("app")


def test_registering_within_the_mock() -> None:
    with mock_aws():
        register()
        make_client().create_repository(repositoryName="app")


def test_state_ends_with_the_mock() -> None:
    register()
    for _ in range(2):
        with mock_aws():
            make_client().create_repository(repositoryName="app")


def test_tokens_end_with_the_mock() -> None:
    register()
    tokens: list[str] = []
    for _ in range(2):
        with mock_aws():
            client = make_client()
            for name in ("aa", "bb"):
                client.create_repository(repositoryName=name)
            for token in tokens:
                with refused("InvalidParameterException", "nextToken"):
                    client.describe_repositories(nextToken=token)
            tokens.append(client.describe_repositories(maxResults=1)["nextToken"])


def test_an_account_has_one_registry_whatever_the_region(endpoint_url: str | None) -> None:
    east, west = make_client(endpoint_url), make_client(endpoint_url, "us-west-2")
    west.create_repository(repositoryName="team/app")
    assert east.describe_repositories()["repositories"]
    assert get_backend(region_name="us-west-2") is get_backend()


@pytest.mark.parametrize("operation", ["GetAuthorizationToken", "DescribeRepositories"])
def test_what_the_other_region_does_not_support(endpoint_url: str | None, operation: str) -> None:
    """As the login action's README and issues of the CDK and of others quote the service."""
    west = make_client(endpoint_url, "us-west-2")
    message = f"{operation} command is only supported in us-east-1."
    with refused("UnsupportedCommandException", message):
        call(west, operation, {})
    call(make_client(endpoint_url), operation, {})
    with pytest.raises(UnsupportedCommandException, match="us-west-2 only some"):
        getattr(ECRPublic(west), xform_name(operation))()


@pytest.mark.parametrize(
    "region_name",
    [
        "eu-west-1",
        "us-east-2",
        "cn-north-1",
        "eusc-de-east-1",
        "us-gov-west-1",
        "us-iso-east-1",
        "us-isob-east-1",
    ],
)
def test_other_regions(
    endpoint_url: str | None, region_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_client(endpoint_url, region_name)
    for operation in ("DescribeRepositories", "DescribeRegistries"):
        message = f"{operation} command is only supported in us-east-1."
        with refused("UnsupportedCommandException", message):
            call(client, operation, {})
    with pytest.raises(KeyError):
        get_backend(region_name=region_name)
    monkeypatch.setenv("MOTO_ALLOW_NONEXISTENT_REGION", "true")
    with pytest.raises(KeyError):
        get_backend(region_name=region_name)


@pytest.mark.parametrize("region_name", ["us-east-1", "us-west-2"])
def test_over_ipv6(mocked: None, region_name: str) -> None:
    config = Config(use_dualstack_endpoint=True)
    client = boto3.client("ecr-public", region_name=region_name, config=config)
    assert client.meta.endpoint_url.endswith(".api.aws")
    client.create_repository(repositoryName="app")
    assert get_backend(region_name=region_name).has_repository("app")


def test_moto_s_own_account(endpoint_url: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "111111111111")
    make_client(endpoint_url).create_repository(repositoryName="app")
    assert get_backend().account_id == "111111111111"
    assert get_backend().has_repository("app")
    assert not get_backend(account_id="123456789012").has_repository("app")


def test_moto_s_list_of_services() -> None:
    register()
    with mock_aws(config={"core": {"service_whitelist": ["ecrpublic"]}}):
        make_client().create_repository(repositoryName="app")
    only_ecr = mock_aws(config={"core": {"service_whitelist": ["ecr"]}})
    with only_ecr, pytest.raises(ServiceNotWhitelisted):
        make_client().describe_repositories()


def test_accounts_are_apart(endpoint_url: str | None) -> None:
    first, second = make_client(endpoint_url), make_client(endpoint_url)

    def as_other_account(request: object, **_: object) -> None:
        request.headers["x-moto-account-id"] = "999999999999"  # type: ignore[attr-defined]  # botocore's AWSRequest

    second.meta.events.register("before-sign.ecr-public", as_other_account)
    one = first.create_repository(repositoryName="app")["repository"]
    assert second.describe_repositories()["repositories"] == []
    other = second.create_repository(repositoryName="app")["repository"]
    assert other["registryId"] == "999999999999"
    assert other["repositoryUri"] != one["repositoryUri"]
    assert get_backend(account_id="999999999999").has_repository("app")


def test_calls_without_a_client(mocked: None) -> None:
    backend = get_backend()
    backend.call("CreateRepository", {"repositoryName": "app"})
    backend.call("PutImage", {"repositoryName": "app", "imageManifest": image_manifest()})
    assert len(make_client().describe_images(repositoryName="app")["imageDetails"]) == 1
    for operation, code in (
        ("DescribeImages", "InvalidParameterException"),
        ("None", "UnknownOperationException"),
    ):
        with pytest.raises(EmulatedError) as caught:
            backend.call(operation, {})
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("missing", "module", "needs"),
    [
        ("moto", "testing", "moto's server"),
        ("flask", "testing", "moto's server"),
        ("flask_cors", "testing", "moto's server"),
        ("hypothesis", "testing.strategies", "Hypothesis"),
    ],
)
def test_says_which_extra_it_needs(missing: str, module: str, needs: str) -> None:
    # Named, an interpreter would add the module that it thinks is meant.
    program = f"""
import sys
sys.modules[{missing!r}] = None
try:
    import ecrpublic_models.{module}
except ImportError as error:
    assert error.name is error.path is None
    raise
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert done.stderr.decode().splitlines()[-1] == (
        f"ImportError: ecrpublic_models.{module} needs {needs}:"
        " pip install 'ecrpublic-models[testing]'"
    )


def test_shares_no_code_with_the_models() -> None:
    for path in Path(ecrpublic_models.testing.__path__[0]).rglob("*.py"):
        if path.name in {"fixture.py", "strategies.py"}:  # no parts of the emulator
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert not name.startswith("pydantic")
                assert not name.startswith("ecrpublic_models") or name.startswith(
                    "ecrpublic_models.testing"
                )


@mock_aws
@set_initial_no_auth_action_count(0)
def test_permissions_are_moto_s_own() -> None:
    register()
    with pytest.raises(ClientError) as caught:
        make_client().describe_repositories()
    assert caught.value.response["Error"]["Code"] in {
        "InvalidClientTokenId",
        "UnrecognizedClientException",
    }
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert caught.value.response["ResponseMetadata"]["RequestId"]
