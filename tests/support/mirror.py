"""Compares models with botocore's service model and with mypy-boto3's types, fault by fault.

Each function gives faults as lines that name the model, the member and what differs; an empty list
means that the model mirrors its shape. Nothing here knows a shape by name.
"""

from __future__ import annotations

import re
import types
import typing
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any

from botocore.model import (
    ListShape,
    OperationModel,
    ServiceModel,
    Shape,
    StringShape,
    StructureShape,
)
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, SecretStr, ValidationError

from ecrpublic_models.models.base import RequestModel

# What boto3 adds to every response, and the service model does not have.
ADDED = "ResponseMetadata"
SCALARS = {
    "string": str,
    "integer": int,
    "long": int,
    "boolean": bool,
    "blob": bytes,
    "timestamp": datetime,
}


# What the service always sends, though its model does not say so: the models require it.
_OF_POLICY = {"registryId", "repositoryName", "policyText"}
ALWAYS_SENT: dict[str, set[str]] = {
    "AuthorizationData": {"authorizationToken", "expiresAt"},
    "CompleteLayerUploadResponse": {"uploadId", "layerDigest"},
    "CreateRepositoryResponse": {"repository"},
    "DeleteRepositoryPolicyResponse": _OF_POLICY,
    "DeleteRepositoryResponse": {"repository"},
    "DescribeImageTagsResponse": {"imageTagDetails"},
    "DescribeImagesResponse": {"imageDetails"},
    "DescribeRepositoriesResponse": {"repositories"},
    "GetAuthorizationTokenResponse": {"authorizationData"},
    "GetRepositoryCatalogDataResponse": {"catalogData"},
    "GetRepositoryPolicyResponse": _OF_POLICY,
    "Image": {"registryId", "repositoryName", "imageId", "imageManifest"},
    "ImageDetail": {"registryId", "repositoryName", "imageDigest", "imagePushedAt"},
    "ImageFailure": {"imageId", "failureCode", "failureReason"},
    "ImageTagDetail": {"imageTag", "createdAt", "imageDetail"},
    "InitiateLayerUploadResponse": {"uploadId", "partSize"},
    "Layer": {"layerDigest", "layerAvailability"},
    "LayerFailure": {"layerDigest", "failureCode", "failureReason"},
    "PutImageResponse": {"image"},
    "PutRepositoryCatalogDataResponse": {"catalogData"},
    "ReferencedImageDetail": {"imageDigest", "imagePushedAt"},
    "Repository": {
        "repositoryArn",
        "registryId",
        "repositoryName",
        "repositoryUri",
        "createdAt",
    },
    "SetRepositoryPolicyResponse": _OF_POLICY,
    "UploadLayerPartResponse": {"uploadId", "lastByteReceived"},
}
# What reads as an empty structure where it is absent, so that its type has no `None` either.
EMPTY_IF_ABSENT = {"CreateRepositoryResponse": {"catalogData"}}


def required_members(shape: StructureShape) -> set[str]:
    return {*shape.required_members, *ALWAYS_SENT.get(shape.name, ())}


def members(shape: StructureShape) -> dict[str, Shape]:
    return dict(shape.members)


def bare(annotation: Any) -> Any:
    """An annotation without `| None` and without what `Annotated` adds."""
    while True:
        if annotation is AwareDatetime:
            return datetime
        if typing.get_origin(annotation) in {typing.Annotated, typing.NotRequired}:
            annotation = typing.get_args(annotation)[0]
        elif typing.get_origin(annotation) in {typing.Union, types.UnionType}:
            (annotation,) = [one for one in typing.get_args(annotation) if one is not type(None)]
        else:
            return annotation


def type_name(annotation: Any) -> str:
    annotation = bare(annotation)
    if typing.get_origin(annotation) is list:
        return f"list[{type_name(typing.get_args(annotation)[0])}]"
    if annotation is SecretStr:
        return "str"
    return str(annotation.__name__)


def expected_type_name(shape: Shape) -> str:
    if isinstance(shape, ListShape):
        return f"list[{expected_type_name(shape.member)}]"
    if isinstance(shape, StructureShape) or (isinstance(shape, StringShape) and shape.enum):
        return shape.name
    return SCALARS[shape.type_name].__name__


def innermost(annotation: Any) -> Any:
    annotation = bare(annotation)
    return (
        innermost(typing.get_args(annotation)[0])
        if typing.get_origin(annotation) is list
        else annotation
    )


def enum_of(shape: Shape) -> set[str]:
    if isinstance(shape, ListShape):
        return enum_of(shape.member)
    return set(shape.enum) if isinstance(shape, StringShape) else set()


def schema_of(model: type[BaseModel], name: str) -> dict[str, Any]:
    """A field's JSON Schema, without `null`."""
    schema: dict[str, Any] = model.model_json_schema()["properties"][name]
    for option in schema.get("anyOf", ()):
        if option != {"type": "null"}:
            schema = option
    return schema


def declared_bounds(schema: dict[str, Any]) -> dict[str, object]:
    """The bounds that a JSON Schema has, under the service model's names."""
    names = {
        "minLength": "min",
        "minItems": "min",
        "minimum": "min",
        "maxLength": "max",
        "maxItems": "max",
        "maximum": "max",
        "pattern": "pattern",
    }
    return {names[key]: value for key, value in schema.items() if key in names}


def plain_pattern(pattern: str) -> str:
    """A pattern without its anchors: the service means the whole string, anchored or not."""
    pattern = pattern.removeprefix("^").removesuffix("$")
    inner = re.fullmatch(r"\(\?:(.*)\)", pattern)
    if inner:
        try:
            re.compile(inner[1])
        except re.error:
            return pattern
        return inner[1]
    return pattern


def service_bounds(shape: Shape) -> dict[str, object]:
    bounds: dict[str, object] = {
        key: shape.metadata[key] for key in ("min", "max", "pattern") if key in shape.metadata
    }
    if bounds.get("min") == 0 and shape.type_name in {"string", "list", "blob"}:
        del bounds["min"]  # no string or list is shorter
    return bounds


def bound_faults(model: type[BaseModel], place: str, schema: Any, shape: Shape) -> list[str]:
    """How the bounds of a member, and of its items, differ from the service's."""
    declared, service = declared_bounds(schema), service_bounds(shape)
    if not issubclass(model, RequestModel):
        service = {}
    if shape.type_name == "blob":
        service = declared = {}  # JSON Schema counts characters; `refusal_faults` tries the bytes
    for bounds in (declared, service):
        if "pattern" in bounds:
            bounds["pattern"] = plain_pattern(str(bounds["pattern"]))
    faults = [
        f"{place}: {key}: service {service.get(key)}, model {declared.get(key)}"
        for key in sorted({*declared, *service})
        if declared.get(key) != service.get(key)
    ]
    if isinstance(shape, ListShape):
        faults += bound_faults(model, f"{place}[]", schema.get("items", {}), shape.member)
    return faults


def default_faults(model: type[BaseModel], name: str, shape: Shape) -> list[str]:
    """Whether a member that is absent reads as an empty list or structure, or as `None`."""
    field = model.model_fields[name]
    expected: object = None
    if isinstance(shape, ListShape) and not issubclass(model, RequestModel):
        expected = []
    elif name in EMPTY_IF_ABSENT.get(model.__name__, ()):
        expected = innermost(field.annotation)()
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    if field.is_required() or default == expected:
        return []
    return [f"{model.__name__}.{name}: absent: {default!r}, not {expected!r}"]


def shape_faults(model: type[BaseModel], shape: StructureShape) -> list[str]:
    """How a model differs from its shape in members, types, required flags, enums and bounds."""
    fields = {name: field for name, field in model.model_fields.items() if name != ADDED}
    theirs = members(shape)
    faults = [f"{model.__name__}.{name}: missing" for name in theirs.keys() - fields.keys()]
    faults += [
        f"{model.__name__}.{name}: not the service's" for name in fields.keys() - theirs.keys()
    ]
    for name in fields.keys() & theirs.keys():
        field, member = fields[name], theirs[name]
        place = f"{model.__name__}.{name}"
        ours, expected = type_name(field.annotation), expected_type_name(member)
        if ours != expected:
            faults.append(f"{place}: type: service {expected}, model {ours}")
        required = name in required_members(shape)
        if field.is_required() != required:
            faults.append(f"{place}: required: service {required}, model {field.is_required()}")
        kind = innermost(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Enum):
            known = {str(one.value) for one in kind}
            faults += [f"{place}: enum: {one} missing" for one in sorted(enum_of(member) - known)]
            faults += [
                f"{place}: enum: {one} not the service's" for one in sorted(known - enum_of(member))
            ]
            faults += [f"{place}: enum: {one!r} named so" for one in kind if one.name != one.value]
        faults += bound_faults(model, place, schema_of(model, name), member)
        faults += default_faults(model, name, member)
    if not model.model_config.get("frozen"):
        faults.append(f"{model.__name__}: not frozen")
    return sorted(faults)


def text_of_length(length: int, pattern: str | None) -> str | None:
    for letter in "a0A-":
        if pattern is None or re.fullmatch(pattern, letter * length):
            return letter * length
    return None


@cache
def matching(pattern: str, at_least: int) -> str:
    """A text of some length that matches a pattern; not the simplest, which takes long to find."""
    texts = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
    quickly = settings(phases=[Phase.generate], database=None, derandomize=True)
    return find(texts, lambda text: len(text) >= at_least, settings=quickly)


def sample(shape: Shape, accept: Any = lambda _: True) -> Any:
    """A value that satisfies the service model; for a structure, the smallest that is accepted."""
    if isinstance(shape, StructureShape):
        smallest = {name: sample(members(shape)[name]) for name in required_members(shape)}
        larger = [{**smallest, name: sample(one)} for name, one in members(shape).items()]
        return next(value for value in (smallest, *larger) if accept(value))
    if isinstance(shape, ListShape):
        return [sample_item(shape.member)] * max(1, shape.metadata.get("min", 0))
    if isinstance(shape, StringShape) and shape.enum:
        return shape.enum[0]
    if shape.type_name == "string":
        low = shape.metadata.get("min", 0)
        pattern = shape.metadata.get("pattern")
        if pattern is None:
            return "a" * max(1, low)
        return matching(pattern, low)
    if shape.type_name in {"integer", "long"}:
        return max(1, shape.metadata.get("min", 0))
    return {"boolean": True, "blob": b"a", "timestamp": 1.5}[shape.type_name]


def sample_item(shape: Shape) -> Any:
    from ecrpublic_models import models

    if not isinstance(shape, StructureShape):
        return sample(shape)
    model: type[BaseModel] = getattr(models, shape.name)
    return sample(shape, lambda value: accepts(model, value))


def accepts(model: type[BaseModel], value: object) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True


def at_and_beyond(shape: Shape) -> tuple[list[Any], list[Any]]:
    """Values at the bounds of a shape, and values just beyond them."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    pattern = shape.metadata.get("pattern")
    good: list[Any] = [sample(shape)]
    bad: list[Any] = [object()]
    if shape.type_name == "string":
        lengths = [(low, low - 1 if low else None), (high, high + 1 if high is not None else None)]
        for at, beyond in lengths:
            good += [text_of_length(at, pattern)] if at is not None else []
            bad += ["a" * beyond] if beyond is not None else []
        if pattern is not None:
            bad += [f"{good[0]}\n", f" {good[0]}", "ÄÖ €"]
        bad += [b"bytes"]
    elif shape.type_name in {"integer", "long"}:
        good += [bound for bound in (low, high) if bound is not None]
        bad += [low - 1] if low is not None else []
        bad += [high + 1] if high is not None else []
    elif isinstance(shape, ListShape):
        one = good[0][0]
        if not isinstance(shape.member, StructureShape):
            good_items, bad_items = at_and_beyond(shape.member)
            good += [[item] * max(1, low or 0) for item in good_items]
            bad += [[item] * max(1, low or 0) for item in bad_items]
        good += [[one] * bound for bound in (low, high) if bound]
        bad += [[]] if low else []
        bad += [[one] * (high + 1)] if high is not None else []
    elif shape.type_name == "blob":
        good += [b"a" * high] if high is not None else []
        bad += [b"a" * (high + 1)] if high is not None else []
    elif shape.type_name == "boolean":
        good += [False]
    bad += of_other_types(shape)
    return [value for value in good if value is not None], bad


def of_other_types(shape: Shape) -> list[Any]:
    """Values that are not of a shape's type, though some would take them for it."""
    if isinstance(shape, StructureShape):
        return ["text", [], 1]
    if isinstance(shape, ListShape):
        return ["text", {"a": 1}, [object()]]
    if shape.type_name == "string":
        return [1, True, ["text"]]
    if shape.type_name in {"integer", "long"}:
        return ["many", "1", True, 1.5, 1.0]
    return {
        "boolean": ["true", 1, "perhaps"],
        "blob": ["text", 1],
        "timestamp": ["2024-01-01T00:00:00", "today", True, b"1", datetime(2024, 1, 1)],  # noqa: DTZ001 - no zone is the point
    }[shape.type_name]


def refusal_faults(model: type[BaseModel], shape: StructureShape) -> list[str]:
    """Where a request model refuses what the service takes, or takes what it refuses."""
    smallest = sample(shape, lambda value: accepts(model, value))
    faults: list[str] = []
    for name, member in members(shape).items():
        if isinstance(member, StructureShape):
            continue  # compared as a shape of its own
        good, bad = at_and_beyond(member)
        faults += [
            f"{model.__name__}.{name}: refuses {value!r:.60}"
            for value in good
            if not accepts(model, {**smallest, name: value})
        ]
        for value in bad:
            try:
                model.model_validate({**smallest, name: value})
            except ValidationError as error:
                if any(fault["loc"][0] != name for fault in error.errors()):
                    faults.append(f"{model.__name__}.{name}: another place named for {value!r:.60}")
            else:
                faults.append(f"{model.__name__}.{name}: takes {value!r:.60}")
    try:
        model.model_validate({**smallest, "notAMember": 1})
        faults.append(f"{model.__name__}: takes unknown members")
    except ValidationError:
        pass
    return faults


def out_of_bounds(shape: Shape) -> Any:
    """A value of the right type that no bound of the service model allows."""
    if isinstance(shape, StructureShape):
        return {name: out_of_bounds(member) for name, member in members(shape).items()}
    if isinstance(shape, ListShape):
        return [out_of_bounds(shape.member)] * (shape.metadata.get("max", 0) + 1)
    if shape.type_name == "string":
        return "€" * (min(shape.metadata.get("max", 0), 30_000) + 1)
    if shape.type_name in {"integer", "long"}:
        return -1
    return {"boolean": True, "blob": "YQ==", "timestamp": 1.5}[shape.type_name]


def tolerance_faults(model: type[BaseModel], shape: StructureShape) -> list[str]:
    """Where a response model enforces bounds, loses what it does not know, or asks for too much."""
    faults = []
    raw = out_of_bounds(shape)
    try:
        model.model_validate(raw)
    except ValidationError as error:
        faults += [
            f"{model.__name__}.{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
            for fault in error.errors()
        ]
    required = {name: raw[name] for name in required_members(shape)}
    for name, member in members(shape).items():
        faults += [
            f"{model.__name__}.{name}: takes {value!r:.60}"
            for value in of_other_types(member)
            if accepts(model, {**required, name: value})
        ]
        if member.type_name == "timestamp" and name in model.model_fields:
            read = getattr(model.model_validate({**required, name: 3e10}), name)
            if read.isoformat() != "2920-08-30T05:20:00+00:00" or read.tzinfo is not UTC:
                faults.append(f"{model.__name__}.{name}: 3e10 seconds are {read!r}")
    kept = model.model_validate({**required, "somethingNew": {"a": 1}})
    if kept.model_dump(exclude_unset=True).get("somethingNew") != {"a": 1}:
        faults.append(f"{model.__name__}: loses unknown members")
    return faults


def typed_dict_faults(model: type[BaseModel], typed_dict: Any) -> list[str]:
    """How a model differs from mypy-boto3's type: in names, types and required flags.

    mypy-boto3 calls most members of a response required, which the service model does not promise,
    so the required flags of responses are compared with the service model alone.
    """
    hints = typing.get_type_hints(typed_dict, include_extras=True)
    fields = {name: field.annotation for name, field in model.model_fields.items()}
    if ADDED not in hints:
        fields.pop(ADDED, None)
    faults = [f"{model.__name__}.{name}: missing" for name in hints.keys() - fields.keys()]
    faults += [
        f"{model.__name__}.{name}: not mypy-boto3's" for name in fields.keys() - hints.keys()
    ]
    for name in fields.keys() & hints.keys():
        ours, theirs = type_name(fields[name]), typed_name(hints[name], innermost(fields[name]))
        if ours != theirs:
            faults.append(f"{model.__name__}.{name}: type: mypy-boto3 {theirs}, model {ours}")
        if issubclass(model, RequestModel):
            required = typing.get_origin(hints[name]) is not typing.NotRequired
            if model.model_fields[name].is_required() != required:
                faults.append(f"{model.__name__}.{name}: required: mypy-boto3 {required}")
    return sorted(faults)


def typed_name(hint: Any, ours: Any) -> str:
    """The name of one of mypy-boto3's types, as a model would have it."""
    if typing.get_origin(hint) is typing.NotRequired:
        (hint,) = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is not None and isinstance(origin, type) and origin.__name__ in {"list", "Sequence"}:
        return f"list[{typed_name(typing.get_args(hint)[0], ours)}]"
    if origin is dict:
        return "dict"
    if origin is typing.Literal:
        literals = set(typing.get_args(hint))
        known = (
            {one.value for one in ours}
            if isinstance(ours, type) and issubclass(ours, Enum)
            else set()
        )
        return ours.__name__ if literals == known else f"Literal{sorted(literals)}"
    if origin in {typing.Union, types.UnionType}:  # what a blob may be
        return "bytes" if bytes in typing.get_args(hint) else str(hint)
    name = str(hint.__name__).removesuffix("TypeDef")
    return "PaginationConfig" if name == "PaginatorConfig" else name


def reachable(shape: Shape | None) -> set[str]:
    """The names of a shape's structures, itself included."""
    if isinstance(shape, ListShape):
        return reachable(shape.member)
    if not isinstance(shape, StructureShape):
        return set()
    return {shape.name}.union(*(reachable(member) for member in members(shape).values()))


def operation_model(service: ServiceModel, name: str) -> OperationModel:
    return service.operation_model(name)
