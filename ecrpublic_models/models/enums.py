"""The service's enumerations: an editor completes them, and newer values are kept."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import GetJsonSchemaHandler
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
    ) -> dict[str, object]:
        """Give the known values as examples, since others are taken too."""
        schema = handler(core_schema)
        known = handler.resolve_ref_schema(schema)
        known["examples"] = known.pop("enum")
        return schema


class ImageFailureCode(OpenEnum):
    """Why an image was not deleted; newer codes are kept. Shape: `ImageFailureCode`."""

    InvalidImageDigest = "InvalidImageDigest"
    """The digest does not have the form of one."""
    InvalidImageTag = "InvalidImageTag"
    """The tag does not have the form of one."""
    ImageTagDoesNotMatchDigest = "ImageTagDoesNotMatchDigest"
    """The tag is that of another image than the digest."""
    ImageNotFound = "ImageNotFound"
    """The repository has no such image."""
    MissingDigestAndTag = "MissingDigestAndTag"
    """Neither a digest nor a tag was given."""
    ImageReferencedByManifestList = "ImageReferencedByManifestList"
    """A manifest list needs the image, and has to be deleted first."""
    KmsError = "KmsError"
    """The key that the image is encrypted with can't be used."""


class LayerAvailability(OpenEnum):
    """Whether a layer is there; newer values are kept. Shape: `LayerAvailability`."""

    AVAILABLE = "AVAILABLE"
    """The repository has the layer."""
    UNAVAILABLE = "UNAVAILABLE"
    """The repository does not have the layer."""


class LayerFailureCode(OpenEnum):
    """Why a layer could not be looked up; newer codes are kept. Shape: `LayerFailureCode`."""

    InvalidLayerDigest = "InvalidLayerDigest"
    """The digest does not have the form of one."""
    MissingLayerDigest = "MissingLayerDigest"
    """No digest was given."""


class RegistryAliasStatus(OpenEnum):
    """Whether a registry's alias is in use; newer values are kept. Shape: `RegistryAliasStatus`."""

    ACTIVE = "ACTIVE"
    """The alias is in use."""
    PENDING = "PENDING"
    """The alias was asked for, and is not in use yet."""
    REJECTED = "REJECTED"
    """The alias was asked for, and refused."""
