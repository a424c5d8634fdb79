"""The parameters of methods, from the fields of request models."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from scripts.generator.source import docstring_entry, import_from

if TYPE_CHECKING:
    from collections.abc import Iterable

# mypy-boto3 has another name for what boto3's documentation calls PaginationConfig.
_TYPED_DICTS = {"PaginationConfig": "PaginatorConfigTypeDef"}


@dataclass(frozen=True)
class Parameter:
    """One keyword parameter of a method."""

    name: str
    type: str
    """Its type, without the `None` of one that is optional."""
    required: bool
    description: str
    models: frozenset[str]
    """The models that its type names."""

    @property
    def declaration(self) -> str:
        """What stands in the signature."""
        return f"{self.name}: {self.type}" + ("" if self.required else " | None = None")


def parameters_of(request: type[BaseModel]) -> list[Parameter]:
    """Make a parameter of each field, the required ones first."""
    parameters: list[Parameter] = []
    for name, field in request.model_fields.items():
        type_text, models = _type_text(field.annotation)
        description = " ".join(str(field.description).split())
        parameters.append(
            Parameter(name, type_text, field.is_required(), description, frozenset(models))
        )
    return sorted(parameters, key=lambda parameter: not parameter.required)


def _type_text(annotation: object) -> tuple[str, set[str]]:
    """Write a parameter's type, and tell which models it names."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _type_text(arguments[0])
    if origin in {typing.Union, types.UnionType}:
        (option,) = (option for option in arguments if option is not type(None))
        return _type_text(option)
    if origin is list:
        item, models = _type_text(arguments[0])
        return f"Sequence[{item}]", models
    if not isinstance(annotation, type):
        raise TypeError(f"no way to write the type {annotation!r}")
    name = annotation.__name__
    if issubclass(annotation, BaseModel):
        return f"{name} | {_typed_dict(name)}", {name}
    return name, set()


def _typed_dict(model: str) -> str:
    return _TYPED_DICTS.get(model, f"{model}TypeDef")


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


def imports_of_types(
    parameters: Iterable[Parameter], client_module: str, models: Iterable[str]
) -> list[str]:
    """Import the types of parameters, of the client, and further models."""
    named = {name for one in parameters for name in one.models}
    return [
        import_from(client_module, ["ECRPublicClient"]),
        import_from("mypy_boto3_ecr_public.type_defs", map(_typed_dict, named)),
        import_from("ecrpublic_models.models", {*named, *models}),
    ]
