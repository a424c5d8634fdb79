"""The command as a whole: version, help, what it loads, what it needs."""

from __future__ import annotations

from importlib.metadata import entry_points, version
from itertools import groupby, pairwise

import pytest

from ecrpublic_models.cli import main
from tests.support.command import run, run_python


def test_version() -> None:
    done = run("--version")
    assert (done.code, done.out, done.err) == (0, f"ecrpublic {version('ecrpublic-models')}\n", "")


def test_help() -> None:
    done = run("--help", env={"COLUMNS": "200"})
    assert (done.code, done.err) == (0, "")
    for part in (
        *("describe-images", "describe-image-tags", "describe-repositories", "describe-registries"),
        *("preview-lifecycle-policy", "apply-lifecycle-policy", "get-login-password"),
        *("demo", "--version", "252"),
    ):
        assert part in done.out


def test_help_of_describe_images() -> None:
    done = run("describe-images", "--help", env={"COLUMNS": "200"})
    assert (done.code, done.err) == (0, "")
    for option in (
        *("--repository-name", "--registry-id", "--image-ids", "--page-size", "--max-items"),
        *("--starting-token", "--output", "--region", "--profile", "--endpoint-url"),
        *("--query", "--all-repositories", "--checkpoint", "--output-file"),
    ):
        assert option in done.out


def paragraphs(shown: str) -> list[list[str]]:
    """The lines of each paragraph of a help text, without those in boxes."""
    lines = ["" if line.startswith(tuple("╭│╰")) else line.strip() for line in shown.splitlines()]
    return [list(part) for filled, part in groupby(lines, key=bool) if filled]


@pytest.mark.parametrize(
    "command",
    [
        (),
        *(("describe-images",), ("describe-image-tags",)),
        *(("describe-repositories",), ("describe-registries",), ("demo",)),
        *(("preview-lifecycle-policy",), ("apply-lifecycle-policy",), ("get-login-password",)),
    ],
)
def test_paragraphs_of_the_help_fill_80_columns(command: tuple[str, ...]) -> None:
    done = run(*command, "--help", env={"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"})
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) == 80
    for lines in paragraphs(done.out):
        for line, following in pairwise(lines):
            # One more word would not have fitted, between margins of one column each.
            assert len(f"{line} {following.split()[0]}") > 78


def test_the_entry_point() -> None:
    (script,) = entry_points(group="console_scripts", name="ecrpublic")
    assert script.load() is main


RUN = "from ecrpublic_models.cli.app import run; run"


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import ecrpublic_models.cli", {"boto3", "botocore", "typer", "rich", "moto"}),
        (f"{RUN}(['--help'])", {"boto3", "botocore"}),
        (f"{RUN}(['describe-images'])", {"boto3", "botocore"}),
        (f"{RUN}(['describe-images', '--repository-name', 'X'])", {"boto3", "botocore"}),
        (f"{RUN}(['describe-images', '--all-repositories', '--page-size', 'X'])", {"botocore"}),
        (f"{RUN}(['--help'])", {"jmespath", "ecrpublic_models.lifecycle"}),
    ],
)
def test_what_is_not_loaded(statement: str, unwanted: set[str]) -> None:
    done = run_python(
        "-c", f"{statement}\nimport sys; sys.exit(bool({unwanted} & set(sys.modules)))"
    )
    assert done.code == 0


@pytest.mark.parametrize("package", ["typer", "rich"])
def test_the_missing_extra(package: str) -> None:
    done = run_python(
        "-c",
        f"import sys; sys.modules['{package}'] = None; sys.argv[1:] = ['--help']\n"
        "from ecrpublic_models.cli import main; sys.exit(main())",
    )
    assert (done.code, done.out) == (253, "")
    assert done.err == f"ecrpublic: error: {package} is missing; install 'ecrpublic-models[cli]'\n"
