"""The fixture for pytest that the package brings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import boto3
import pytest

from ecrpublic_models import DescribeImagesPaginator, errors
from ecrpublic_models.testing import EmulatedECRPublic
from tests.support.documents import defined_with


def test_it_is_filled(ecr_public: EmulatedECRPublic) -> None:
    images = DescribeImagesPaginator(ecr_public.client).paginate(repositoryName="team/app").items()
    assert sorted(image.imageTags for image in images) == [[], ["v0"], ["v1", "latest"]]
    assert ecr_public.registry.client is ecr_public.client
    assert ecr_public.url.startswith("http://127.0.0.1:")


def test_clients_find_it_by_themselves(ecr_public: EmulatedECRPublic) -> None:
    digest = ecr_public.push("team/other", "v2", size=5_000)
    # A client of its own, as the program under test makes it.
    images = DescribeImagesPaginator(boto3.Session().client("ecr-public", "us-east-1"))
    (image,) = images.paginate(repositoryName="team/other").items()
    assert (image.imageDigest, image.imageSizeInBytes) == (digest, 5_000)


@pytest.fixture
def settings_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that could lead a client elsewhere."""
    config = tmp_path / "config"
    config.write_text("[default]\nignore_configured_endpoint_urls = true\nregion = eu-west-1\n")
    for name, value in {
        "AWS_CONFIG_FILE": str(config),
        "AWS_PROFILE": "none",
        "AWS_DEFAULT_PROFILE": "none",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_REGION": "eu-west-1",
        "HTTP_PROXY": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("settings_of_the_user")
def test_the_users_own_settings_do_not_count(request: pytest.FixtureRequest) -> None:
    emulated: EmulatedECRPublic = request.getfixturevalue("ecr_public")
    client = boto3.client("ecr-public")
    assert client.meta.endpoint_url == emulated.url
    assert client.describe_repositories()["repositories"]


def test_boto3s_default_session_is_given_back(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import boto3\n"
        "boto3.setup_default_session(aws_access_key_id='mine', aws_secret_access_key='mine')\n"
        "mine = boto3.DEFAULT_SESSION\n"
        "def test_its_own(ecr_public):\n"
        "    boto3.client('ecr-public').describe_registries()\n"
        "    assert boto3.DEFAULT_SESSION.get_credentials().access_key == 'testing'\n"
        "def test_mine():\n"
        "    assert boto3.DEFAULT_SESSION is mine\n"
    )
    run_pytest(tmp_path)


def test_calls_can_fail(ecr_public: EmulatedECRPublic) -> None:
    ecr_public.backend.fail_next("DescribeRegistries", "UnsupportedCommandException")
    with pytest.raises(errors.UnsupportedCommandException):
        ecr_public.registry.describe_registries()


def test_nothing_is_left_of_the_test_before(ecr_public: EmulatedECRPublic) -> None:
    assert not ecr_public.backend.has_repository("team/other")


def test_pytest_loads_little_for_whoever_does_not_ask(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import sys\n"
        "def test_it():\n"
        "    assert 'ecrpublic_models._pytest_plugin' in sys.modules\n"
        "    assert not {'moto', 'boto3', 'pydantic', 'flask'} & sys.modules.keys()\n"
    )
    run_pytest(tmp_path)


def run_pytest(directory: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", str(directory)]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_documents_example(ecr_public: EmulatedECRPublic) -> None:
    test = "test_untagged_images_are_found"
    defined_with(test, "emulator.md")[test](ecr_public)
