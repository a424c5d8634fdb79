"""The package as a whole: its public names, and what importing it loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

import ecrpublic_models


def test_every_public_name_is_there() -> None:
    for name in ecrpublic_models.__all__:
        assert getattr(ecrpublic_models, name).__name__ == name
    assert ecrpublic_models.__all__ == sorted(ecrpublic_models.__all__)


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
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
