"""Generates the `__init__` modules: the public names of each package."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from scripts.generator.source import import_from, list_of_names, type_checking_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def names_by_module(directory: Path, generated: Mapping[Path, str]) -> dict[str, list[str]]:
    """Read the `__all__` of a package's public modules, of generated ones as they are to be."""
    sources = {
        path: path.read_text(encoding="utf-8")
        for path in directory.glob("[!_]*.py")
        if path not in generated
    } | {path: source for path, source in generated.items() if path.parent == directory}
    return {
        path.stem: names for path, source in sorted(sources.items()) if (names := names_in(source))
    }


def names_in(source: str) -> list[str]:
    """Read the `__all__` of a module."""
    for statement in ast.parse(source).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                names: list[str] = ast.literal_eval(value)
                return names
            case _:
                pass
    return []


def root_package(modules: Mapping[str, list[str]], models: Iterable[str]) -> str:
    """Write `ecrpublic_models/__init__.py`."""
    names = {
        **modules,
        "models": list(models),
        "models.base": ["RequestModel", "ResponseModel"],  # the bounds of generic helpers
    }
    # The errors that the service declares stay in a module of their own.
    # So do the functions whose names say too little without their module, and what an extra needs.
    for module in ("arrow", "lifecycle", "spark"):
        names.pop(module, None)
    names["errors"] = [name for name in names["errors"] if not name.endswith("Exception")]
    return _lazy_package(
        "The typed way to use Amazon ECR Public from Python: Pydantic models and validating "
        "paginators.",
        "ecrpublic_models",
        names,
        {"_version": ["__version__"]},
    )


def models_package(modules: Mapping[str, list[str]]) -> str:
    """Write `ecrpublic_models/models/__init__.py`."""
    return _lazy_package(
        "The service's shapes as models, under the names that the service gives them.",
        "ecrpublic_models.models",
        modules,
        {},
    )


def aio_package(modules: Mapping[str, list[str]]) -> str:
    """Write `ecrpublic_models/aio/__init__.py`."""
    package = "ecrpublic_models.aio"
    return "".join(
        [
            '"""The same library under asyncio, over aiobotocore. It needs the extra `aio`."""\n',
            import_from("__future__", ["annotations"]),
            import_from("importlib.util", ["find_spec"]),
            f"""
if find_spec("aiobotocore") is None:
    raise ImportError(
        "{package} needs aiobotocore: pip install 'ecrpublic-models[aio]'"
    )

""",
            *(import_from(f"{package}.{module}", names) for module, names in modules.items()),
            list_of_names(name for names in modules.values() for name in names),
        ]
    )


def _lazy_package(
    text: str,
    package: str,
    public: Mapping[str, list[str]],
    not_starred: Mapping[str, list[str]],
) -> str:
    """Write a package whose names are imported when they are first used.

    Args:
        text: Its docstring.
        package: Its name.
        public: Its public names, by module.
        not_starred: Further names, which `from package import *` leaves out.
    """
    table = {
        f".{module}": sorted(names) for module, names in sorted({**public, **not_starred}.items())
    }
    return "".join(
        [
            f'"""{text}"""\n',
            # Under names that completion leaves out.
            "import typing as _typing\n",
            import_from("ecrpublic_models._lazy", ["lazy_names as _lazy_names"]),
            type_checking_block(
                [
                    *(import_from(f"{package}.{name}", names) for name, names in public.items()),
                    *(
                        import_from(f"{package}.{name}", [f"{one} as {one}" for one in names])
                        for name, names in not_starred.items()
                    ),
                ]
            ),
            list_of_names(name for names in public.values() for name in names),
            f"""
if not _typing.TYPE_CHECKING:
    __getattr__, __dir__ = _lazy_names(__name__, {table!r})
""",
        ]
    )
