"""The types of fields: the service's constrained ones, under its names, and unbounded ones."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    Strict,
    StringConstraints,
)

__all__ = [
    "ImageTag",
    "MaxResults",
    "RegistryId",
    "RepositoryName",
    "Text",
    "Timestamp",
    "WholeNumber",
]


def _read_timestamp(value: object) -> object:
    """Read epoch seconds with botocore's own arithmetic, so that not even a microsecond differs."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(float(value), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise ValueError(
                f"not a time in epoch seconds within the years 1 to 9999: {error}"
            ) from None
    if isinstance(value, bytes):
        raise ValueError("not a time, but bytes")  # noqa: TRY004 - pydantic takes a ValueError
    return value


def _to_utc(value: datetime) -> datetime:
    if value.tzinfo is UTC:
        return value
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("lies outside the years 1 to 9999 in UTC") from None


Timestamp = Annotated[AwareDatetime, BeforeValidator(_read_timestamp), AfterValidator(_to_utc)]
"""A point in time in UTC, from epoch seconds, ISO 8601 with an offset or an aware `datetime`."""

Text = Annotated[str, Strict()]
"""A string without bounds, never made from anything else."""

WholeNumber = Annotated[int, Strict()]
"""A whole number without bounds, never made from anything else."""

RegistryId = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{12}$")]
"""An AWS account id: 12 digits."""

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

ImageTag = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=300)]
"""An image's tag: 1 to 300 characters."""

MaxResults = Annotated[int, Field(ge=1, le=1000)]
"""How many items a page holds at most: 1 to 1000."""
