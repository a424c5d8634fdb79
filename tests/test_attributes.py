"""What stands in a package whose names are imported when they are first used."""

from __future__ import annotations

import inspect
import sys

import boto3
import pytest
from moto import mock_aws
from moto.core import patch_client  # type: ignore[attr-defined]  # moto's documents name it so

import ecrpublic_models
from ecrpublic_models import DescribeImagesPaginator, ECRPublic
from ecrpublic_models.testing import register
from tests.support.command import output_of


@pytest.mark.parametrize(
    "name", ["client", "errors", "models", "operations", "pages", "testing", "tokens"]
)
def test_submodules_are_attributes_as_if_imported(name: str) -> None:
    assert output_of(f"import ecrpublic_models; print(ecrpublic_models.{name}.__name__)") == (
        f"ecrpublic_models.{name}"
    )


def test_other_names_are_none() -> None:
    for name in ("imageDetail", "_nothing", "__wrapped__", "a.b"):
        assert not hasattr(ecrpublic_models, name)
        assert not hasattr(ecrpublic_models.models, name)


def test_no_module_fails_at_a_name_that_it_does_not_have() -> None:
    """unittest asks every loaded module for its `__warningregistry__`."""
    inspect.signature(ECRPublic, eval_str=True)
    ours = [name for name in sys.modules if name.partition(".")[0] == "ecrpublic_models"]
    assert "ecrpublic_models._boto3_types" in ours
    for name in ours:
        assert not hasattr(sys.modules[name], "__nothing__")


def test_walking_the_package_is_harmless() -> None:
    walk = "import ecrpublic_models as e\nprint(all(hasattr(e, name) for name in dir(e)))"
    assert output_of(walk) == "True"


def test_clients_made_before_a_mock_can_be_patched() -> None:
    client = boto3.client(
        "ecr-public", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    registry, paginator = ECRPublic(client), DescribeImagesPaginator(client)
    assert registry.client is paginator.client is client
    register()
    with mock_aws():
        patch_client(registry.client)
        registry.create_repository(repositoryName="team/app")
        assert list(paginator.paginate(repositoryName="team/app").items()) == []
