"""Generates `models/_descriptions.py`: what the docstrings of the models' fields say."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING

from scripts.generator.paths import PACKAGE
from scripts.generator.source import docstring, import_from

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_descriptions() -> dict[str, dict[str, str]]:
    """Read the docstrings below the fields of every model, by model and field."""
    sources = sorted((PACKAGE / "models").glob("[!_]*.py"))
    return {
        statement.name: documented
        for path in sources
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.ClassDef) and (documented := dict(_documented(statement)))
    }


def _documented(definition: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for statement, below in zip(definition.body, definition.body[1:], strict=False):
        match statement, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
            case _:
                pass


def descriptions_module() -> str:
    """Write the module."""
    return "".join(
        [
            docstring(
                "What the fields of the models are, from the docstrings below them.\n\n"
                "pydantic would parse the sources for it, whenever the models are imported.",
                {},
                0,
            ),
            "\n",
            import_from("__future__", ["annotations"]),
            f"DESCRIPTIONS: dict[str, dict[str, str]] = {read_descriptions()!r}\n",
        ]
    )
