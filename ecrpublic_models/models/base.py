"""What all requests, and all responses, have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel, GetJsonSchemaHandler, ModelWrapValidatorHandler, model_validator
from pydantic_core import CoreSchema

from ecrpublic_models.models._descriptions import DESCRIPTIONS
from ecrpublic_models.models.fields import (
    RegistryId,
    RegistryIdOrAlias,
    RepositoryName,
    Unknown,
)


# The least length has pydantic-core look at a text, and so refuse one with lone surrogates, which
# no JSON, UTF-8 or Arrow can hold.
class _Model(BaseModel, frozen=True, str_min_length=0):
    """A model that can be in a set, whatever it holds, and that says what its fields are."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        for kind in cls.__mro__:  # where a field is declared, as it may be inherited
            described = DESCRIPTIONS.get(kind.__name__, {})
            for name, field in cls.model_fields.items():
                field.description = field.description or described.get(name)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Describe the fields."""
        schema = handler(core_schema)
        members = handler.resolve_ref_schema(schema).get("properties", {})
        # A subclass of a user's may have others: under an alias, or computed.
        for name in cls.model_fields.keys() & members.keys():
            if description := cls.model_fields[name].description:
                members[name]["description"] = description
        return schema

    def __hash__(self) -> int:
        # Of what can't be changed. Equal models are equal in all of that as well.
        values = (self.__dict__.get(name) for name in type(self).model_fields)
        return hash((type(self), *(one for one in values if isinstance(one, _HASHED))))


_HASHED = (str, int, datetime, _Model)


class RequestModel(
    _Model,
    extra="forbid",
    frozen=True,
    strict=True,
    # What was received, copied with changes or constructed may be beyond the bounds.
    revalidate_instances="always",
):
    """Something that is sent: only fields that the service knows, each within the service's bounds.

    `None` means that a field is not given, so `model_dump(exclude_unset=True)` is exactly the
    keyword arguments that boto3 takes. Bytes are base64 in JSON, as they are on the wire. Frozen.

    Raises:
        pydantic.ValidationError: A field is missing, unknown, of the wrong type or out of bounds.
    """

    @model_validator(mode="wrap")
    @classmethod
    def _its_fields_alone(cls, value: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        # An instance may hold more: what was received with it, what a subclass has, what is cached.
        if isinstance(value, cls):
            extra = value.model_extra or {}
            held = value.__dict__ | extra
            misspelt = value.model_fields_set - type(value).model_fields.keys() - extra.keys()
            names = cls.model_fields.keys() | misspelt
            if cls.model_config.get("extra") == "allow":
                names |= extra.keys()
            value = {name: held[name] for name in names if held.get(name) is not None}
        return handler(value)

    @model_validator(mode="after")
    def _forget_none(self) -> Self:
        for name in [name for name in self.model_fields_set if getattr(self, name) is None]:
            self.model_fields_set.discard(name)
        return self


class RepositoryRequest(RequestModel, frozen=True):
    """A request about one repository."""

    registryId: RegistryId | None = None
    """The AWS account id (12 digits) of the registry; by default that of the credentials."""
    repositoryName: RepositoryName
    """The repository: 2 to 205 characters, namespaces separated by `/`."""


class PushRequest(RequestModel, frozen=True):
    """A request about one repository, whose registry may be named by an alias."""

    registryId: RegistryIdOrAlias | None = None
    """The AWS account id of the registry, or one of its aliases: 2 to 50 characters; by default
    that of the credentials."""
    repositoryName: RepositoryName
    """The repository: 2 to 205 characters, namespaces separated by `/`."""


class TolerantModel(_Model, extra="allow", frozen=True):
    """A model that keeps members which are newer than this library."""


# Here, and not as a string in the class, which pydantic's lowest version would look up among the
# names of each subclass's module.
TolerantModel.__annotations__["__pydantic_extra__"] = dict[str, Unknown]


class ResponseModel(TolerantModel, frozen=True):
    """Something that was received: types are checked, bounds are not, and unknown fields are kept.

    `model_dump(exclude_unset=True)` is the dict that boto3 gives. Fields that are newer than this
    library stand in `model_extra`. Frozen.

    Raises:
        pydantic.ValidationError: A field is of the wrong type, or one that the service promises is
            missing. Of a list, the first item that does not fit is told.
    """
