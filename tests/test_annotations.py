"""Annotations can be resolved at run time: by `typing`, `inspect`, pydantic and FastAPI."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

PACKAGES = [
    "ecrpublic_models",
    "ecrpublic_models.models",
    "ecrpublic_models.errors",
    "ecrpublic_models.testing",
    pytest.param("ecrpublic_models.aio", marks=pytest.mark.aio),
]


def public_callables(package: str) -> Iterator[Any]:
    """The functions and classes of a package, and the methods of those."""
    module = import_module(package)
    for name in module.__all__:
        one = getattr(module, name)
        if callable(one):
            yield one
        if isinstance(one, type):
            yield from methods_of(one)


def methods_of(kind: type) -> Iterator[Any]:
    for base in kind.__mro__:
        if base.__module__.startswith("ecrpublic_models"):
            for member in vars(base).values():
                if isinstance(member, property):
                    yield member.fget
                elif isinstance(member, classmethod | staticmethod):
                    yield member.__func__
                elif inspect.isfunction(member):
                    yield member


@pytest.mark.parametrize("package", PACKAGES)
def test_annotations_can_be_resolved(package: str) -> None:
    unresolved: list[str] = []
    for one in public_callables(package):
        try:
            typing.get_type_hints(one)
            if not (isinstance(one, type) and issubclass(one, Exception)):  # may be C
                inspect.signature(one, eval_str=True)
        except NameError as error:
            unresolved.append(f"{one.__module__}.{one.__qualname__}: {error}")
    assert unresolved == []
