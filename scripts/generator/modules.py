"""All generated modules, and the reference of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.generator.descriptions import descriptions_module
from scripts.generator.ecrpublic import ecrpublic_module
from scripts.generator.packages import aio_package, models_package, names_by_module, root_package
from scripts.generator.paginators import paginators_module
from scripts.generator.paths import PACKAGE
from scripts.generator.reference import reference
from scripts.generator.source import formatted
from scripts.generator.typed_dicts import typed_dicts_module
from scripts.generator.variants import ASYNC, SYNC

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def generate(models: Mapping[str, list[str]]) -> dict[Path, str]:
    """Generate every generated module, and the pages of the reference.

    Args:
        models: The names of the public models, by module.
    """
    modules = {
        PACKAGE / "models" / "_descriptions.py": descriptions_module(),
        PACKAGE / "models" / "_typed_dicts.py": typed_dicts_module(),
        PACKAGE / "ecrpublic.py": ecrpublic_module(SYNC),
        PACKAGE / "paginators.py": paginators_module(SYNC),
        PACKAGE / "aio" / "ecrpublic.py": ecrpublic_module(ASYNC),
        PACKAGE / "aio" / "paginators.py": paginators_module(ASYNC),
    }
    all_models = [name for names in models.values() for name in names]
    packages = {
        PACKAGE / "__init__.py": root_package(names_by_module(PACKAGE, modules), all_models),
        PACKAGE / "models" / "__init__.py": models_package(models),
        PACKAGE / "aio" / "__init__.py": aio_package(names_by_module(PACKAGE / "aio", modules)),
    }
    return formatted({**modules, **packages}) | reference(modules, models)
