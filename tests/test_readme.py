"""The commands that README tells people to type, and the places it points to."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.support.documents import DOCUMENTS, ELSEWHERE, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)\n```$", README, re.DOTALL | re.MULTILINE)
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

each_document = pytest.mark.parametrize(
    "document",
    sorted({*DOCUMENTS, *ELSEWHERE}),
    ids=lambda document: str(document.relative_to(ROOT)),
)


def test_the_test_command_is_the_one_that_every_change_must_pass() -> None:
    (test_command,) = (command for command in COMMANDS if "pytest" in command)
    check = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    extraction = re.search(r"^test_command=\$\((.*)\)$", check, re.MULTILINE)
    assert extraction is not None
    extracted = subprocess.check_output(["bash", "-c", extraction[1]], cwd=ROOT, text=True)
    assert extracted.splitlines() == [test_command]


def test_its_links_are_good_wherever_it_is_shown() -> None:
    """It is the description of the package, too, beside which there are no other files."""
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    assert [link for link in links if not link.startswith("https://")] == []


def test_every_file_that_it_names_is_there() -> None:
    named = re.findall(r"`((?:docs|scripts|\.ci)/[\w./]+|[A-Z]+(?:\.md)?)(?: [^`]*)?`", README)
    files = [name for name in named if "/" in name or name.endswith(".md") or name == "LICENSE"]
    assert len(files) > 10
    assert [name for name in files if not (ROOT / name).exists()] == []


@each_document
def test_every_block_is_of_a_kind_that_is_known(document: Path) -> None:
    """A block of Python that is marked otherwise would not be run."""
    kinds = re.findall(r"^([ >]*(?:```|~~~).*)$", document.read_text("utf-8"), re.MULTILINE)
    assert set(kinds[::2]) <= {f"```{kind}" for kind in ("", "json", "python", "sh", "text")}
    assert set(kinds[1::2]) <= {"```"}


@each_document
def test_every_extra_that_is_named_is_one(document: Path) -> None:
    named = re.findall(r"(?:ecrpublic-models|\.)\[([a-z,]+)\]", document.read_text("utf-8"))
    extras = {extra for several in named for extra in several.split(",")}
    assert extras <= set(PROJECT["optional-dependencies"])


@each_document
def test_every_file_that_is_linked_is_there(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
