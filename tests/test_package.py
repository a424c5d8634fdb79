"""The package as a whole: its public names, and what importing it loads."""

from __future__ import annotations

from importlib.metadata import version

import pytest

import ecrpublic_models
from tests.support.command import output_of


def test_every_public_name_is_there() -> None:
    for name in ecrpublic_models.__all__:
        assert getattr(ecrpublic_models, name).__name__ == name
    assert ecrpublic_models.__all__ == sorted(ecrpublic_models.__all__)


def test_a_shell_completes_every_name() -> None:
    assert dir(ecrpublic_models) == sorted([*ecrpublic_models.__all__, "__version__"])


def test_the_version_is_the_installed_one() -> None:
    assert ecrpublic_models.__version__ == version("ecrpublic-models")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'ecrpublic_models' has no attribute 'ImageDetails'"):
        _ = ecrpublic_models.ImageDetails  # type: ignore[attr-defined]  # the fault under test


@pytest.mark.parametrize(
    "statement",
    [
        "import ecrpublic_models",
        "from ecrpublic_models import DescribeImagesPaginator, ImageDetail, create_client",
    ],
)
def test_importing_loads_neither_boto3_nor_botocore(statement: str) -> None:
    program = (
        f"{statement}\nimport sys\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'boto3', 'botocore'}))"
    )
    assert output_of(program) == "[]"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("import ecrpublic_models", {"_lazy"}),
        ("import ecrpublic_models.models", {"_lazy", "models"}),
        (
            "from ecrpublic_models import ImageFailureCode",
            {"_lazy", "models", "models.enums"},
        ),
    ],
)
def test_a_module_is_loaded_when_one_of_its_names_is_used(
    statement: str, expected: set[str]
) -> None:
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    package = "ecrpublic_models."
    loaded = {name for name in output_of(program).split() if name.startswith(package)}
    assert loaded == {f"{package}{name}" for name in expected}
