"""The service's constrained types, and how its times are read.

Fields without bounds have plain types, so that an editor shows those.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, TypeAlias, get_args, get_origin

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, PydanticKnownError, SchemaValidator, core_schema

from ecrpublic_models._json_values import is_list, is_object, is_unicode

__all__ = [
    "Arn",
    "BatchedLayerDigest",
    "Blob",
    "BytePosition",
    "ImageManifest",
    "ImageTag",
    "Instant",
    "LayerDigest",
    "LayerPart",
    "LogoImage",
    "LongText",
    "MaxResults",
    "PlatformName",
    "PolicyText",
    "Received",
    "RegistryAliasName",
    "RegistryDisplayName",
    "RegistryId",
    "RegistryIdOrAlias",
    "RepositoryDescription",
    "RepositoryName",
    "TagKey",
    "TagValue",
    "Timestamp",
    "Unknown",
    "UploadId",
]


_AWARE = SchemaValidator(core_schema.datetime_schema(tz_constraint="aware"))
# Made by pydantic-core, so it is a real one even where tests have replaced `datetime.datetime`.
_EPOCH: datetime = _AWARE.validate_python("1970-01-01T00:00:00Z").astimezone(UTC)
_from_timestamp = type(_EPOCH).fromtimestamp
_OUT_OF_RANGE = (ValueError, OverflowError, OSError)


def _read_timestamp(value: object) -> datetime:
    """Read epoch seconds with botocore's own arithmetic, so that not even a microsecond differs."""
    if type(value) is float or type(value) is int:  # first, since the wire has nothing else
        try:
            return _from_timestamp(value, UTC)
        except _OUT_OF_RANGE:
            pass  # refused below, in words
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _from_epoch(value)
    if isinstance(value, str) and (seconds := _number(value)) is not None:
        return _from_epoch(seconds)
    if isinstance(value, bytes):
        raise ValueError("not a time, but bytes")  # noqa: TRY004 - pydantic takes a ValueError
    try:
        return _EPOCH + (_aware(value) - _EPOCH)
    except OverflowError:
        raise ValueError("lies outside the years 1 to 9999 in UTC") from None


def _aware(value: object) -> datetime:
    try:
        time: datetime = _AWARE.validate_python(value)
    except ValidationError:
        # In another form that botocore reads; this service has not been seen to use any.
        other = _read_as_botocore(value) if isinstance(value, str) else None
        if other is None:
            raise
        return other
    return time


def _read_as_botocore(text: str) -> datetime | None:
    """Read a time that has an offset in any of the many forms that dateutil takes."""
    from dateutil.parser import parse
    from dateutil.tz import tzutc

    try:
        time = parse(text, tzinfos={"GMT": tzutc()})
    except (TypeError, ValueError, OverflowError, RuntimeWarning):  # a warning, as an error
        return None
    return None if time.tzinfo is None else time


def _from_epoch(seconds: float | Decimal) -> datetime:
    try:
        return _from_timestamp(float(seconds), UTC)
    except _OUT_OF_RANGE as error:
        raise ValueError(
            f"not a time in epoch seconds within the years 1 to 9999: {error}"
        ) from None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


class _Timestamp:
    """Does not look at the annotated type, which a test may have replaced by a fake of its own."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            _read_timestamp, core_schema.datetime_schema()
        )


Timestamp: _Timestamp = _Timestamp()
"""Makes a `datetime` a point in time in UTC, read from an aware one or from what AWS writes: epoch
seconds, ISO 8601 with an offset, or an HTTP date."""


@dataclass(frozen=True)
class Blob:
    """Makes `bytes` what AWS calls a blob: standard base64 in JSON, in both directions."""

    max_length: int | None = None
    """How many bytes there may be."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        blob = core_schema.bytes_schema(max_length=self.max_length, strict=True)
        return core_schema.json_or_python_schema(
            core_schema.no_info_plain_validator_function(self._decode),
            core_schema.chain_schema(
                [
                    core_schema.no_info_wrap_validator_function(self._read, _ATTRIBUTES),
                    blob,
                ]
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(
                _encode_base64, return_schema=core_schema.str_schema(), when_used="json-unless-none"
            ),
        )

    def __get_pydantic_json_schema__(self, _schema: object, _handler: object) -> dict[str, object]:
        schema: dict[str, object] = {
            "type": "string",
            "contentEncoding": "base64",
            "contentMediaType": "application/octet-stream",
        }
        if self.max_length is not None:
            schema["maxLength"] = len(_encode_base64(bytes(self.max_length)))
        return schema

    def _decode(self, text: object) -> bytes:
        if not isinstance(text, str):
            raise ValueError("not a string of base64")  # noqa: TRY004 - pydantic takes a ValueError
        try:
            blob = base64.b64decode(text.encode("ascii"), validate=True)
        except ValueError:
            raise ValueError("not standard base64") from None
        # Checked here, so that the error shows what was given, and no bytes that JSON can't hold.
        if self.max_length is not None and len(blob) > self.max_length:
            raise PydanticKnownError("bytes_too_long", {"max_length": self.max_length})
        return blob

    def _read(self, value: object, read_attributes: ValidatorFunctionWrapHandler) -> object:
        if isinstance(value, bytearray):
            return bytes(value)
        if isinstance(value, str):
            # From Python a text is a mistake. FastAPI parses the JSON of a body itself, and then
            # validates it with `from_attributes`, which nothing else tells.
            try:
                read_attributes(_Probe())
            except ValidationError:
                return value
            return self._decode(value)
        return value


def _encode_base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


class _Probe:
    """What is read if attributes are."""

    attribute = True


# How deep a member may be nested that this library does not know: as deep as pydantic-core reads
# JSON, wherever in a response it stands.
_DEEPEST = 100
_SCALARS = frozenset({bool, float, int, type(None)})


def _refuse_what_json_can_not_hold(value: object) -> object:
    """Check what no type describes.

    Raises:
        ValueError: It has text that is no Unicode, or is nested too deeply.
    """
    level: Collection[object] = [value]
    for _ in range(_DEEPEST):
        inner: dict[int, object] = {}  # by identity, since one may stand in many places
        for one in level:
            if isinstance(one, str):
                if not is_unicode(one):
                    raise ValueError("text with a lone surrogate, which is no Unicode")
            elif is_object(one):
                inner |= _to_check(one)
                inner |= _to_check(one.values())
            elif is_list(one):
                inner |= _to_check(one)
        if not inner:
            return value
        level = inner.values()
    raise ValueError(f"nested more than {_DEEPEST} levels deep")


def _to_check(values: Iterable[object]) -> dict[int, object]:
    return {id(one): one for one in values if type(one) not in _SCALARS}


Unknown: TypeAlias = Annotated[object, AfterValidator(_refuse_what_json_can_not_hold)]
"""A member that is newer than this library."""

_ATTRIBUTES = core_schema.model_fields_schema(
    {"attribute": core_schema.model_field(core_schema.bool_schema())}
)


@dataclass(frozen=True)
class Received:
    """Reads a model for requests, or a list of them, in a response.

    One beyond its bounds becomes a tolerant subclass. Any other is exactly the model, and so is
    equal to the one that was sent.
    """

    tolerant: type[BaseModel]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        if get_origin(source) is list:
            (item,) = get_args(source)
            items = self.__get_pydantic_core_schema__(item, handler)
            return core_schema.list_schema(items, fail_fast=True)
        return core_schema.no_info_wrap_validator_function(
            self._read,
            handler.generate_schema(source),
            # As what it is, with the fields that only the subclass has.
            serialization=core_schema.simple_ser_schema("any"),
        )

    def _read(self, value: object, handler: ValidatorFunctionWrapHandler) -> object:
        if isinstance(value, self.tolerant):
            return value
        try:
            return handler(value)
        except ValidationError:
            return self.tolerant.model_validate(value)


@dataclass(frozen=True)
class _Name:
    """Bounds of a text that has a form and a length.

    polyfactory would make texts of the form if it knew one as `pattern`, and cut them off at
    `max_length`, so that they have it no more.
    """

    min_length: int
    max_length: int
    form: str

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        return core_schema.str_schema(
            min_length=self.min_length, max_length=self.max_length, pattern=self.form
        )


if TYPE_CHECKING:
    # By import, since an editor shows the name of an alias, and not what it stands for.
    from builtins import bytes as LayerPart
    from builtins import bytes as LogoImage
    from builtins import int as BytePosition
    from builtins import int as MaxResults
    from builtins import str as Arn
    from builtins import str as BatchedLayerDigest
    from builtins import str as ImageManifest
    from builtins import str as ImageTag
    from builtins import str as LayerDigest
    from builtins import str as LongText
    from builtins import str as PlatformName
    from builtins import str as PolicyText
    from builtins import str as RegistryAliasName
    from builtins import str as RegistryDisplayName
    from builtins import str as RegistryId
    from builtins import str as RegistryIdOrAlias
    from builtins import str as RepositoryDescription
    from builtins import str as RepositoryName
    from builtins import str as TagKey
    from builtins import str as TagValue
    from builtins import str as UploadId
    from datetime import datetime as Instant
else:
    Instant = AwareDatetime
    """A point in time; with `Timestamp`, in UTC."""

    RegistryId = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
    """An AWS account id: 12 digits."""

    RegistryIdOrAlias = Annotated[str, StringConstraints(min_length=2, max_length=50)]
    """An AWS account id, or a registry's alias: 2 to 50 characters."""

    RegistryAliasName = Annotated[
        str, _Name(min_length=2, max_length=50, form=r"^[a-z][a-z0-9]+(?:[._-][a-z0-9]+)*$")
    ]
    """A registry's alias, like `acme`: 2 to 50 characters."""

    RegistryDisplayName = Annotated[str, StringConstraints(max_length=100)]
    """A registry's name in the gallery: at most 100 characters."""

    RepositoryName = Annotated[
        str,
        _Name(
            min_length=2,
            max_length=205,
            form=r"^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$",
        ),
    ]
    """A repository's name with its namespaces, like `team/app`: 2 to 205 characters."""

    RepositoryDescription = Annotated[str, StringConstraints(max_length=1024)]
    """A short text: at most 1,024 characters."""

    LongText = Annotated[str, StringConstraints(max_length=25_600)]
    """A long text in Markdown: at most 25,600 characters."""

    PlatformName = Annotated[str, StringConstraints(min_length=1, max_length=50)]
    """The name of a system architecture or of an operating system: 1 to 50 characters."""

    LogoImage = Annotated[bytes, Blob(max_length=512_000)]
    """A logo: at most 512,000 bytes."""

    PolicyText = Annotated[str, StringConstraints(max_length=10_240)]
    """A policy in JSON: at most 10,240 characters."""

    Arn = Annotated[str, StringConstraints(min_length=1, max_length=2048)]
    """An Amazon Resource Name: 1 to 2,048 characters."""

    TagKey = Annotated[str, StringConstraints(min_length=1, max_length=128)]
    """The key of a resource tag: 1 to 128 characters."""

    TagValue = Annotated[str, StringConstraints(max_length=256)]
    """The value of a resource tag: at most 256 characters."""

    ImageTag = Annotated[str, StringConstraints(min_length=1, max_length=300)]
    """An image's tag: 1 to 300 characters."""

    ImageManifest = Annotated[str, StringConstraints(min_length=1, max_length=4_194_304)]
    """An image's manifest in JSON: 1 to 4,194,304 characters."""

    LayerDigest = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$")]
    """The digest of a layer: an algorithm, a colon, and digits in base 16."""

    BatchedLayerDigest = Annotated[str, StringConstraints(max_length=1000)]
    """The digest of a layer, not checked any further: at most 1,000 characters."""

    LayerPart = Annotated[bytes, Blob(max_length=20_971_520)]
    """A part of a layer: at most 20,971,520 bytes (20 MiB)."""

    BytePosition = Annotated[int, Field(ge=0, lt=2**63)]
    """The position of a byte in a layer, counted from 0."""

    UploadId = Annotated[
        str,
        StringConstraints(
            pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
        ),
    ]
    """The id of a layer upload: a UUID."""

    MaxResults = Annotated[int, Field(ge=1, le=1000)]
    """How many items a page holds at most: 1 to 1000."""
