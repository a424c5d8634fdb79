"""The models, imported without the generated modules, which may be missing, stale or broken."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from scripts.generator.descriptions import read_descriptions
from scripts.generator.paths import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator


def import_models() -> dict[str, list[str]]:
    """Import all models, and put stand-ins in the place of the packages' `__init__` modules.

    From then on the hand-written modules can be imported, whatever the generated ones hold.

    Returns:
        The names of the public models, by module.
    """
    _stand_in("ecrpublic_models")
    models = _stand_in("ecrpublic_models.models")
    vars(_stand_in(f"{models.__name__}._descriptions"))["DESCRIPTIONS"] = read_descriptions()
    modules = [
        import_module(f"{models.__name__}.{path.stem}")
        for path in sorted((PACKAGE / "models").glob("[!_]*.py"))
        if path.stem != "fields"  # what fields are made of is nobody's to import
    ]
    classes = [one for module in modules for one in _public_classes(module)]
    # A class that other public ones derive from is a base, and no shape of the service.
    bases = {base for one in classes for base in one.__mro__[1:]}
    names: dict[str, list[str]] = {}
    for one in classes:
        if one not in bases:
            setattr(models, one.__name__, one)
            names.setdefault(one.__module__.rpartition(".")[2], []).append(one.__name__)
    return names


def _stand_in(name: str) -> ModuleType:
    package = ModuleType(name)
    package.__path__ = [str(PACKAGE.parent.joinpath(*name.split(".")))]
    sys.modules[name] = package
    return package


def _public_classes(module: ModuleType) -> Iterator[type]:
    for name, value in vars(module).items():
        defined_here = isinstance(value, type) and value.__module__ == module.__name__
        if defined_here and not name.startswith("_"):
            yield value
