"""How to name images."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from ecrpublic_models.models.base import RequestModel, TolerantModel
from ecrpublic_models.models.fields import ImageTag, Received


class ImageIdentifier(RequestModel, frozen=True):
    """Names one image, by digest, by tag, or by both. Shape: `ImageIdentifier`.

    Raises:
        pydantic.ValidationError: Neither a digest nor a tag is given.
    """

    imageDigest: str | None = None
    """The `sha256:` digest of the image's manifest."""
    imageTag: ImageTag | None = None
    """A tag that the image carries: 1 to 300 characters."""

    @model_validator(mode="after")
    def _names_an_image(self) -> Self:
        if self.imageDigest is None and self.imageTag is None:
            raise ValueError("name the image by imageDigest, by imageTag, or by both")
        return self


FROM_1_TO_100 = Field(min_length=1, max_length=100, strict=False)
"""How many images a request may name."""


class _AnyImageIdentifier(ImageIdentifier, TolerantModel, frozen=True):
    """One that the service gave, beyond the bounds of what may be sent."""

    imageTag: str | None = None

    @model_validator(mode="after")
    def _names_an_image(self) -> Self:
        return self


ANY_IMAGE_IDENTIFIER: Received = Received(_AnyImageIdentifier)
"""Reads one that the service gave."""
