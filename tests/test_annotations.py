"""Annotations can be resolved at run time: by `typing`, `inspect`, pydantic and FastAPI."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import boto3
import pytest
from pydantic import ValidationError, validate_call

from ecrpublic_models import (
    DescribeImagesPage,
    DescribeImagesPaginator,
    ECRPublic,
    create_client,
    describe_images_of,
)
from tests.support.kinds import an_image

PACKAGES = [
    "ecrpublic_models",
    "ecrpublic_models.models",
    "ecrpublic_models.arrow",
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


# What the library makes by itself: nobody else calls these constructors.
MADE_HERE = {"Pages", "Inventory", "InventoryError", "AsyncPages", "AsyncInventory"}


@pytest.mark.parametrize("package", PACKAGES)
def test_validate_call_takes_all_that_users_call(package: str) -> None:
    for one in public_callables(package):
        owner, _, name = one.__qualname__.rpartition(".")
        hidden = name.startswith("_") and name != "__init__"
        if isinstance(one, type) or hidden or (name == "__init__" and owner in MADE_HERE):
            continue
        validate_call(one)


def test_validate_call_hands_on_what_is_no_data(own_settings: None) -> None:
    client = validate_call(create_client)(session=boto3.Session(), region_name="us-west-2")
    assert client.meta.region_name == "us-west-2"

    registry = object.__new__(ECRPublic)
    validate_call(ECRPublic.__init__)(registry, client)
    assert registry.client is client
    listed = validate_call(describe_images_of)(iter([]), client=client)
    assert list(listed) == []
    raw_pages = ({"imageDetails": [an_image()]} for _ in range(2))
    pages = list(validate_call(DescribeImagesPaginator.pages_from)(raw_pages))
    assert [type(page) for page in pages] == [DescribeImagesPage] * 2


@pytest.mark.parametrize("client", ["client", 5, {"meta": None}])
def test_validate_call_takes_no_data_for_a_client(client: object) -> None:
    with pytest.raises(ValidationError, match="client"):
        validate_call(describe_images_of)(["team/app"], client=client)  # type: ignore[call-overload]  # refused


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
