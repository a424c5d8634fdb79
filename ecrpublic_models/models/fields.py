"""The service's constrained types, and how its times are read.

Fields without bounds have plain types, so that an editor shows those.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

__all__ = [
    "Arn",
    "BatchedLayerDigest",
    "BytePosition",
    "ImageManifest",
    "ImageTag",
    "LayerDigest",
    "LayerPart",
    "LogoImage",
    "LongText",
    "MaxResults",
    "PlatformName",
    "PolicyText",
    "RegistryDisplayName",
    "RegistryId",
    "RegistryIdOrAlias",
    "RepositoryDescription",
    "RepositoryName",
    "TagKey",
    "TagValue",
    "Timestamp",
    "UploadId",
]


_AWARE = TypeAdapter(AwareDatetime)
_OUT_OF_RANGE = (ValueError, OverflowError, OSError)


def _read_timestamp(value: object) -> datetime:
    """Read epoch seconds with botocore's own arithmetic, so that not even a microsecond differs."""
    if type(value) is float or type(value) is int:  # first, since the wire has nothing else
        try:
            return datetime.fromtimestamp(value, UTC)
        except _OUT_OF_RANGE:
            pass  # refused below, in words
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _from_epoch(value)
    if isinstance(value, str) and (seconds := _number(value)) is not None:
        return _from_epoch(seconds)
    if isinstance(value, bytes):
        raise ValueError("not a time, but bytes")  # noqa: TRY004 - pydantic takes a ValueError
    try:
        return _aware(value).astimezone(UTC)
    except OverflowError:
        raise ValueError("lies outside the years 1 to 9999 in UTC") from None


def _aware(value: object) -> datetime:
    try:
        return _AWARE.validate_python(value)
    except ValidationError:
        # AWS's third way to write times; this service has not been seen to use it.
        if isinstance(value, str) and (time := _http_date(value)) is not None:
            return time
        raise


def _http_date(text: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return None if time.tzinfo is None else time


def _from_epoch(seconds: float | Decimal) -> datetime:
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except _OUT_OF_RANGE as error:
        raise ValueError(
            f"not a time in epoch seconds within the years 1 to 9999: {error}"
        ) from None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


Timestamp: BeforeValidator = BeforeValidator(_read_timestamp)
"""Makes a `datetime` a point in time in UTC, read from an aware one or from what AWS writes: epoch
seconds, ISO 8601 with an offset, or an HTTP date."""

RegistryId = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{12}$")]
"""An AWS account id: 12 digits."""

RegistryIdOrAlias = Annotated[str, StringConstraints(strict=True, min_length=2, max_length=50)]
"""An AWS account id, or a registry's alias: 2 to 50 characters."""

RegistryDisplayName = Annotated[str, StringConstraints(strict=True, max_length=100)]
"""A registry's name in the gallery: at most 100 characters."""

RepositoryName = Annotated[
    str,
    StringConstraints(
        strict=True,
        min_length=2,
        max_length=205,
        pattern=r"^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$",
    ),
]
"""A repository's name with its namespaces, like `team/app`: 2 to 205 characters."""

RepositoryDescription = Annotated[str, StringConstraints(strict=True, max_length=1024)]
"""A short text: at most 1,024 characters."""

LongText = Annotated[str, StringConstraints(strict=True, max_length=25_600)]
"""A long text in Markdown: at most 25,600 characters."""

PlatformName = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=50)]
"""The name of a system architecture or of an operating system: 1 to 50 characters."""

LogoImage = Annotated[bytes, Field(strict=True, max_length=512_000)]
"""A logo: at most 512,000 bytes."""

PolicyText = Annotated[str, StringConstraints(strict=True, max_length=10_240)]
"""A policy in JSON: at most 10,240 characters."""

Arn = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=2048)]
"""An Amazon Resource Name: 1 to 2,048 characters."""

TagKey = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=128)]
"""The key of a resource tag: 1 to 128 characters."""

TagValue = Annotated[str, StringConstraints(strict=True, max_length=256)]
"""The value of a resource tag: at most 256 characters."""

ImageTag = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=300)]
"""An image's tag: 1 to 300 characters."""

ImageManifest = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=4_194_304)]
"""An image's manifest in JSON: 1 to 4,194,304 characters."""

LayerDigest = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$")
]
"""The digest of a layer: an algorithm, a colon, and digits in base 16."""

BatchedLayerDigest = Annotated[str, StringConstraints(strict=True, max_length=1000)]
"""The digest of a layer, not checked any further: at most 1,000 characters."""

LayerPart = Annotated[bytes, Field(strict=True, max_length=20_971_520)]
"""A part of a layer: at most 20,971,520 bytes (20 MiB)."""

BytePosition = Annotated[int, Field(strict=True, ge=0)]
"""The position of a byte in a layer, counted from 0."""

UploadId = Annotated[
    str,
    StringConstraints(
        strict=True,
        pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
    ),
]
"""The id of a layer upload: a UUID."""

MaxResults = Annotated[int, Field(strict=True, ge=1, le=1000)]
"""How many items a page holds at most: 1 to 1000."""
