"""The parameters of methods, from the fields of request models."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from scripts.generator.source import docstring_entry

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Parameter:
    """One keyword parameter of a method."""

    name: str
    type: str
    """Its type, without the `None` of one that is optional."""
    required: bool
    description: str

    @property
    def declaration(self) -> str:
        """What stands in the signature."""
        return f"{self.name}: {self.type}" + ("" if self.required else " | None = None")


def parameters_of(request: type[BaseModel]) -> list[Parameter]:
    """Make a parameter of each field, the required ones first."""
    parameters: list[Parameter] = []
    for name, field in request.model_fields.items():
        type_text = type_of(field.annotation)
        description = " ".join(str(field.description).split())
        parameters.append(Parameter(name, type_text, field.is_required(), description))
    return sorted(parameters, key=lambda parameter: not parameter.required)


def type_of(annotation: object) -> str:
    """Write the type that callers may pass for a field of this type."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return type_of(arguments[0])
    if origin in {typing.Union, types.UnionType}:
        (option,) = (option for option in arguments if option is not type(None))
        return type_of(option)
    if origin is list:
        return f"Sequence[{type_of(arguments[0])}]"
    if not isinstance(annotation, type):
        raise TypeError(f"no way to write the type {annotation!r}")
    name = annotation.__name__
    if issubclass(annotation, BaseModel):
        return f"models.{name} | typed_dicts.{typed_dict_name(name)}"
    return "Annotated[bytes | bytearray, Blob()]" if annotation is bytes else name


def typed_dict_name(model: str) -> str:
    """Name the type of a model's arguments as a dict."""
    return f"{model}Dict"


def signature(parameters: Iterable[Parameter]) -> str:
    """Write a method's parameters."""
    declarations = [parameter.declaration for parameter in parameters]
    return ", ".join(["self", *(["*", *declarations] if declarations else [])])


def arguments_dict(parameters: Iterable[Parameter]) -> str:
    """Write a dict of a method's arguments."""
    return "{" + ", ".join(f'"{one.name}": {one.name}' for one in parameters) + "}"


def docstring_entries(parameters: Iterable[Parameter]) -> list[str]:
    """Describe parameters."""
    return [docstring_entry(one.name, one.description) for one in parameters]
