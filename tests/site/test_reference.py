"""Every public name has an entry in the reference."""

from __future__ import annotations

import re
from importlib import import_module

import griffe
import pytest

from tests.site.entries import ENTRIES, REFERENCE
from tests.support.documents import ROOT

# The modules that `docs/reference/index.md` calls public, and what of them is not in `__all__`.
PUBLIC = {
    "ecrpublic_models": (),
    "ecrpublic_models.errors": (),
    "ecrpublic_models.models": (),
    "ecrpublic_models.arrow": (),
    "ecrpublic_models.lifecycle": (),
    "ecrpublic_models.spark": (),
    "ecrpublic_models.aio": (),
    "ecrpublic_models.aio.lifecycle": ("apply",),
    "ecrpublic_models.testing": (),
    "ecrpublic_models.testing.strategies": ("pages",),
}


def described() -> dict[int, str]:
    """The objects that have an entry, each with the place that its entry names."""
    return {id(found(place)): place for place in ENTRIES}


def found(place: str) -> object:
    module, _, name = place.rpartition(".")
    return getattr(import_module(module), name)


def public_names(module: str) -> list[str]:
    return [*getattr(import_module(module), "__all__", ()), *PUBLIC[module]]


@pytest.mark.parametrize("module", PUBLIC)
def test_every_public_name_has_an_entry(module: str) -> None:
    names = public_names(module)
    assert names
    with_entry = described()
    assert [name for name in names if id(found(f"{module}.{name}")) not in with_entry] == []


def test_every_entry_is_of_a_public_name() -> None:
    public = {id(found(f"{module}.{name}")) for module in PUBLIC for name in public_names(module)}
    assert [place for one, place in described().items() if one not in public] == []


def test_the_public_modules_are_named() -> None:
    """`docs/reference/index.md` names the modules, and no others."""
    text = (REFERENCE / "index.md").read_text("utf-8")
    named = set(re.findall(r"^\| `(ecrpublic_models[\w.]*)` \|", text, re.MULTILINE))
    assert named == set(PUBLIC)


def test_every_field_and_method_is_documented() -> None:
    package = griffe.load("ecrpublic_models", search_paths=[str(ROOT)])
    members = (
        member
        for place in described().values()
        for member in package[place.removeprefix("ecrpublic_models.")].all_members.values()
        if not member.name.startswith("_") and member.path.startswith("ecrpublic_models.")
    )
    assert [member.path for member in members if not member.has_docstring] == []
