"""Modules whose names are imported when they are first used.

All of them at once would take longer than most programs need: the errors derive from botocore's,
and pydantic has to build every model.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import ModuleType


def lazy_names(
    importer: str,
    names: Mapping[str, Sequence[str]],
    wrap: Callable[[object], object] | None = None,
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make the `__getattr__` and the `__dir__` of a module.

    Args:
        importer: The module's name. Of a package, the submodules are attributes as well.
        names: Its names, by the module that defines them; `.module` is one of the package.
        wrap: Makes what a name stands for of what is imported; by default that itself.
    """
    module_of = {name: module for module, its_names in names.items() for name in its_names}

    def get_attribute(name: str) -> object:
        if name not in module_of:
            return _submodule(importer, name)
        value = getattr(import_module(module_of[name], importer), name)
        if wrap is not None:
            value = wrap(value)
        setattr(sys.modules[importer], name, value)
        return value

    def list_names() -> list[str]:
        return sorted(module_of)

    return get_attribute, list_names


def _submodule(package: str, name: str) -> ModuleType:
    full_name = f"{package}.{name}"
    is_package = "__path__" in vars(sys.modules[package])
    can_be_one = is_package and name.isidentifier() and not name.startswith("_")
    if can_be_one and find_spec(full_name) is not None:
        return import_module(full_name)
    raise AttributeError(f"module {package!r} has no attribute {name!r}")
