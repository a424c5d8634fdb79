"""What works with this package alone, and what else says which extra it needs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ALONE = "this package alone"


def run(interpreter: Path, statement: str) -> subprocess.CompletedProcess[str]:
    # Isolated, so that nothing comes from the directory that the tests run in.
    program = [str(interpreter), "-I", "-c", statement]
    return subprocess.run(program, check=False, capture_output=True, text=True)


def test_the_package_works_alone(interpreters: dict[str, Path]) -> None:
    done = run(interpreters[ALONE], "from ecrpublic_models import *; ECRPublic(create_client())")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("statement", "needed"),
    [
        (
            "import ecrpublic_models.aio",
            "ecrpublic_models.aio needs aiobotocore: pip install 'ecrpublic-models[aio]'",
        ),
        (
            "import ecrpublic_models.arrow",
            "a table needs pyarrow: pip install 'ecrpublic-models[arrow]'",
        ),
        (
            "import ecrpublic_models; ecrpublic_models.Pages.__arrow_c_schema__(None)",
            "a table needs pyarrow: pip install 'ecrpublic-models[arrow]'",
        ),
    ],
)
def test_what_needs_an_extra_says_which(
    interpreters: dict[str, Path], statement: str, needed: str
) -> None:
    done = run(interpreters[ALONE], statement)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"ImportError: {needed}"
