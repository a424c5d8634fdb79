"""What works with this package alone, and what else says which extra it needs."""

from __future__ import annotations

import subprocess
from pathlib import Path

ALONE = "this package alone"


def run(interpreter: Path, statement: str) -> subprocess.CompletedProcess[str]:
    # Isolated, so that nothing comes from the directory that the tests run in.
    program = [str(interpreter), "-I", "-c", statement]
    return subprocess.run(program, check=False, capture_output=True, text=True)


def test_the_package_works_alone(interpreters: dict[str, Path]) -> None:
    done = run(interpreters[ALONE], "from ecrpublic_models import *; ECRPublic(create_client())")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_aiobotocore_the_import_says_what_to_install(
    interpreters: dict[str, Path],
) -> None:
    done = run(interpreters[ALONE], "import ecrpublic_models.aio")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ImportError: ecrpublic_models.aio needs aiobotocore: pip install 'ecrpublic-models[aio]'"
    )
