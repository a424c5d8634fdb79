"""The arrows between modules: no circle anywhere, and each part knows only the ones below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import ecrpublic_models

PACKAGE = Path(ecrpublic_models.__file__).parent
NAME = PACKAGE.name


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(module: str) -> Iterator[str]:
    """The modules of the package that a module imports: in functions and for types as well."""
    for node in ast.walk(ast.parse(MODULES[module].read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                if submodule in MODULES:
                    yield submodule
                elif node.module in MODULES:
                    yield node.module


ARROWS = {module: sorted(set(imports(module)) - {module}) for module in MODULES}


def test_no_modules_import_each_other_in_a_circle() -> None:
    # Which raises CycleError, and names the circle.
    order = list(TopologicalSorter(ARROWS).static_order())
    assert sorted(order) == sorted(MODULES)
    assert len(MODULES) > 50


# What each part may import, of the other parts.
ALLOWED = {
    "_lazy": set[str](),
    "_as_given": set[str](),
    "_boto3_types": {"_as_given", "_lazy"},
    "_version": set[str](),
    "_whole_file": set[str](),
    "_checkpoint": {"_whole_file", "errors", "models"},
    "_json_values": set[str](),
    "_arrow_types": {"_lazy"},
    "_pyarrow": set[str](),
    "_record_batches": {"_json_values", "_pyarrow", "errors"},
    "tokens": {"_json_values"},
    "errors": {"_json_values"},
    "models": {"_arrow_types", "_json_values", "_lazy", "_record_batches", "tokens"},
    "references": {"_json_values", "models"},
    "operations": {"models"},
    "_sansio": {"_checkpoint", "_json_values", "errors", "models", "operations", "tokens"},
    "_twin": {"_json_values"},
    "client": {"_boto3_types"},
    "_calls": {"_sansio", "_twin", "errors", "operations"},
    "pages": {
        *("_arrow_types", "_boto3_types", "_calls", "_record_batches", "_sansio"),
        *("models", "operations"),
    },
    "inventory": {
        *("_arrow_types", "_as_given", "_boto3_types", "_calls", "_checkpoint"),
        *("_record_batches", "_sansio"),
        *("client", "models", "operations", "pages"),
    },
    "arrow": {
        *("_as_given", "_pyarrow", "_record_batches"),
        *("inventory", "models", "operations", "pages"),
    },
    "paginators": {
        *("_as_given", "_boto3_types", "_sansio"),
        *("client", "models", "operations", "pages"),
    },
    "ecrpublic": {
        *("_boto3_types", "_calls", "client", "errors"),
        *("models", "operations", "paginators"),
    },
    "shortcuts": {"_as_given", "_boto3_types", "ecrpublic", "errors", "models"},
    "_spark": {"_boto3_types", "client", "ecrpublic", "errors", "inventory", "models"},
    "spark": {"_spark", "arrow", "models"},
    "aio": {
        *("_as_given", "_checkpoint", "_image_deletion", "_lazy", "_sansio", "_twin"),
        *("client", "errors", "lifecycle", "models", "operations"),
    },
    "_image_deletion": {"_sansio", "ecrpublic", "errors", "models"},
    "lifecycle": {
        *("_as_given", "_boto3_types", "_image_deletion", "_sansio"),
        *("ecrpublic", "models"),
    },
    "_pytest_plugin": {"testing"},
    # The strategies do. The emulator shares no code with the models, which its tests hold it to.
    "testing": {
        *("_as_given", "_boto3_types", "client"),
        *("ecrpublic", "models", "operations", "references"),
    },
}


def part(module: str) -> str:
    _, _, inner = module.partition(".")
    return inner.partition(".")[0]


@pytest.mark.parametrize("name", ALLOWED)
def test_arrows_run_one_way(name: str) -> None:
    found = {
        part(imported): (module, imported)
        for module, imported_ones in ARROWS.items()
        if part(module) == name
        for imported in imported_ones
        if part(imported) != name
    }
    unwanted = {other: arrow for other, arrow in found.items() if other not in ALLOWED[name]}
    assert unwanted == {}


def test_every_part_has_its_arrows_stated() -> None:
    parts = {part(module) for module in MODULES}
    assert parts - {"", "cli"} == ALLOWED.keys()


def test_the_parts_that_do_no_io_load_nothing_that_does() -> None:
    for module in [module for module in MODULES if part(module) in {"_sansio", "models"}]:
        names = {
            name.partition(".")[0]
            for node in ast.walk(ast.parse(MODULES[module].read_text()))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [str(node.module)]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not names & {"boto3", "botocore", "aiobotocore", "asyncio", "socket", "threading"}
