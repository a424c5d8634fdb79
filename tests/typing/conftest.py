"""Environments with and without boto3-stubs, and what each checker says in each of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from tests.support.checkers import CHECKERS, Remark, check
from tests.support.documents import DOCUMENTS, ROOT, examples
from tests.support.environments import PROJECT, create_environment

# Those on tables and on Spark use more than these environments have.
CHECKED_DOCUMENTS = (*DOCUMENTS, ROOT / "docs" / "emulator.md")
# What the documents' examples use.
EXAMPLES = ("fastapi", "freezegun", "packaging", "polyfactory")
# boto3-stubs names, in `boto3.client`, clients of services whose types are not installed. It stands
# in the first line of an example, which is empty.
_CALLS_BOTO3 = "# pyright: reportUnknownMemberType=false"
PROGRAMS = Path(__file__).parent / "programs"


@dataclass(frozen=True)
class Environment:
    """What is installed, and the programs that are checked with it."""

    requirements: tuple[str, ...]
    programs: Mapping[str, str]


def _programs(directory: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in directory.iterdir() if path.is_file()}


ENVIRONMENTS = {
    "this package alone": Environment((PROJECT,), _programs(PROGRAMS)),
    "the extra aio": Environment(
        (f"{PROJECT}[aio]",), {**_programs(PROGRAMS), **_programs(PROGRAMS / "with_aio")}
    ),
    "all extras and boto3-stubs": Environment(
        (
            f"{PROJECT}[aio,arrow,cli,testing]",
            *("boto3-stubs", "pyarrow-stubs", "types-aiobotocore"),
            *("deltalake", "polars", "pyspark-client"),
            *EXAMPLES,
        ),
        {
            **_programs(PROGRAMS),
            **_programs(PROGRAMS / "with_aio"),
            **_programs(PROGRAMS / "with_boto3_stubs"),
            **_programs(PROGRAMS / "with_tables"),
            **{
                example.module: f"{_CALLS_BOTO3}{example.in_place}"
                for document in CHECKED_DOCUMENTS
                for example in examples(document)
            },
        },
    ),
}

Reports = dict[str, Future[dict[str, list[Remark]]]]


@pytest.fixture(scope="session")
def interpreters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The interpreter of each environment."""
    return {
        name: create_environment(tmp_path_factory.mktemp("environment"), *environment.requirements)
        for name, environment in ENVIRONMENTS.items()
    }


@pytest.fixture(scope="session")
def _reports(
    interpreters: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reports]:
    """What each checker says in each environment; all checkers are under way at once."""

    def report(checker_name: str) -> dict[str, list[Remark]]:
        """One environment after another, so that a checker's cache serves for all."""
        siblings = tmp_path_factory.mktemp("programs")
        remarks: dict[str, list[Remark]] = {}
        for environment_name, environment in ENVIRONMENTS.items():
            directory = siblings / environment_name
            directory.mkdir()
            for name, text in environment.programs.items():
                (directory / f"{name}.py").write_text(text)
            remarks[environment_name] = check(
                CHECKERS[checker_name], directory, interpreters[environment_name]
            )
        return remarks

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {name: pool.submit(report, name) for name in CHECKERS}


@pytest.fixture(params=product(ENVIRONMENTS, CHECKERS), ids=", ".join)
def remarks(request: pytest.FixtureRequest, _reports: Reports) -> list[Remark]:
    """What one checker says about all programs in one environment."""
    environment_name, checker_name = request.param
    return _reports[checker_name].result()[environment_name]
