"""What the sources may not say: `Any` to users, and what silences a checker without a reason."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

import ecrpublic_models

PACKAGE = Path(ecrpublic_models.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
# moto has few types, and botocore's description of the service is JSON.
MAY_CAST = PACKAGE / "testing"
SILENCER = re.compile(
    r"\b(?:(?:type|pyright|pyrefly|ty): *ignore|noqa)\b(?:\[[^]]*\]|: *[A-Z]+\d+)?"
)

each_module = pytest.mark.parametrize(
    "module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE))
)


@each_module
def test_no_public_annotation_has_any(module: Path) -> None:
    tree = ast.parse(module.read_text())
    lines = {
        node.lineno
        for part in _public_parts(tree.body)
        for node in ast.walk(part)
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in {"Any", "typing.Any"}
    }
    assert lines == set()


def _public_parts(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Give the annotations and aliases that users meet, of functions, classes and variables."""
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if _is_public(name):
                yield statement.args
                yield from [statement.returns] if statement.returns else []
            case ast.ClassDef(name=name) if _is_public(name):
                yield from statement.bases
                yield from _public_parts(statement.body)
            case ast.AnnAssign(target=ast.Name(id=name)) if _is_public(name):
                yield statement.annotation
            case ast.Assign(targets=[ast.Name(id=name)]) if _is_public(name):
                yield statement.value
            case ast.If() if ast.unparse(statement.test) == "TYPE_CHECKING":
                yield from _public_parts(statement.body)
            case _:
                pass


def _is_public(name: str) -> bool:
    return not name.startswith("_") or name.endswith("__")


@each_module
def test_what_silences_a_checker_has_its_reason_with_it(module: Path) -> None:
    comments = {
        token.start[0]: (token.string, token.line)
        for token in tokenize.generate_tokens(io.StringIO(module.read_text()).readline)
        if token.type == tokenize.COMMENT
    }
    for line, (comment, _) in comments.items():
        if SILENCER.search(comment):
            beside = re.search(r"\w", SILENCER.sub("", comment))
            above, source = comments.get(line - 1, ("", ""))
            assert beside or source.strip() == above != "", f"line {line}: {comment}"


@pytest.mark.parametrize(
    "module",
    [module for module in MODULES if not module.is_relative_to(MAY_CAST)],
    ids=lambda module: str(module.relative_to(PACKAGE)),
)
def test_nothing_is_cast(module: Path) -> None:
    tree = ast.parse(module.read_text())
    casts = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"cast", "typing.cast"}
    }
    assert casts == set()
