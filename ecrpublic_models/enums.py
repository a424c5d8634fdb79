"""The service's enumerations: an editor completes them, and newer values are kept."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class OpenEnum(StrEnum):
    """A string of which some values are known. Any other string is a member too, of its own name.

    A member equals the plain string: `failure.failureCode == "ImageNotFound"`.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member


class ImageFailureCode(OpenEnum):
    """Why an image was not deleted. Shape: `ImageFailureCode`."""

    InvalidImageDigest = "InvalidImageDigest"
    InvalidImageTag = "InvalidImageTag"
    ImageTagDoesNotMatchDigest = "ImageTagDoesNotMatchDigest"
    ImageNotFound = "ImageNotFound"
    MissingDigestAndTag = "MissingDigestAndTag"
    ImageReferencedByManifestList = "ImageReferencedByManifestList"
    KmsError = "KmsError"


class LayerAvailability(OpenEnum):
    """Whether a layer is there. Shape: `LayerAvailability`."""

    AVAILABLE = "AVAILABLE"
    UNAVAILABLE = "UNAVAILABLE"


class LayerFailureCode(OpenEnum):
    """Why a layer could not be looked up. Shape: `LayerFailureCode`."""

    InvalidLayerDigest = "InvalidLayerDigest"
    MissingLayerDigest = "MissingLayerDigest"


class RegistryAliasStatus(OpenEnum):
    """Whether a registry's alias is in use. Shape: `RegistryAliasStatus`."""

    ACTIVE = "ACTIVE"
    PENDING = "PENDING"
    REJECTED = "REJECTED"
