"""The service's enumerations: an editor completes them, and newer values are kept."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class OpenEnum(StrEnum):
    """A string of which some values are known. Any other string is a member too, of its own name.

    A member equals the plain string: `failure.failureCode == "ImageNotFound"`. Type checkers hold
    the known values to be all: compare with `==`, and expect others than those that are known.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Give the known values as examples, since others are taken too."""
        schema = handler(core_schema)
        known = handler.resolve_ref_schema(schema)
        known["examples"] = known.pop("enum")
        return schema


class ImageFailureCode(OpenEnum):
    """Why an image was not deleted; newer codes are kept. Shape: `ImageFailureCode`."""

    InvalidImageDigest = "InvalidImageDigest"
    InvalidImageTag = "InvalidImageTag"
    ImageTagDoesNotMatchDigest = "ImageTagDoesNotMatchDigest"
    ImageNotFound = "ImageNotFound"
    MissingDigestAndTag = "MissingDigestAndTag"
    ImageReferencedByManifestList = "ImageReferencedByManifestList"
    KmsError = "KmsError"


class LayerAvailability(OpenEnum):
    """Whether a layer is there; newer values are kept. Shape: `LayerAvailability`."""

    AVAILABLE = "AVAILABLE"
    UNAVAILABLE = "UNAVAILABLE"


class LayerFailureCode(OpenEnum):
    """Why a layer could not be looked up; newer codes are kept. Shape: `LayerFailureCode`."""

    InvalidLayerDigest = "InvalidLayerDigest"
    MissingLayerDigest = "MissingLayerDigest"


class RegistryAliasStatus(OpenEnum):
    """Whether a registry's alias is in use; newer values are kept. Shape: `RegistryAliasStatus`."""

    ACTIVE = "ACTIVE"
    PENDING = "PENDING"
    REJECTED = "REJECTED"
