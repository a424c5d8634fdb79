"""Arguments of any kind, for every operation and every paginator.

They are taken or refused, by a `ValidationError` or a `TypeError` that names the parameter. What is
taken is within the bounds of botocore's own validator, and botocore can write it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ListShape, ServiceModel, Shape, StructureShape
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator
from pydantic import ValidationError

from ecrpublic_models import ECRPublic, PaginationConfig, models
from ecrpublic_models.operations import OPERATIONS, PAGINATED_OPERATIONS
from fuzz.data import Data

_DIGITS = "9" * 5000
_SAMPLES: dict[str, Sequence[object]] = {
    "repositoryName": ("team/app",),
    "registryId": ("123456789012",),
    "uploadId": ("01234567-89ab-cdef-0123-456789abcdef",),
    "imageDigest": (f"sha256:{'0' * 64}",),
    "layerDigests": ([f"sha256:{'0' * 64}"],),
    "StartingToken": ("eyJuZXh0VG9rZW4iOiAiYSIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDF9", "a", "a___1"),
}


class _Sent(Exception):  # noqa: N818 - it is no error
    """What would be sent."""

    def __init__(self, arguments: dict[str, object]) -> None:
        self.arguments = arguments


class _Client:
    """A client that sends nothing."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        def send(**arguments: object) -> object:
            raise _Sent(arguments)

        return send


def check(content: bytes) -> None:
    data = Data(content)
    operation = data.one_of(OPERATIONS)
    client: Any = _Client()
    registry = ECRPublic(client)
    shape = _service().operation_model(operation.name).input_shape
    assert shape is not None
    method: Any = getattr(registry, operation.method_name)
    paginated = operation in PAGINATED_OPERATIONS and data.below(2) == 1
    if paginated:
        method = registry.get_paginator(operation.method_name).paginate  # type: ignore[call-overload]  # any of the four
    names = [name for name in inspect.signature(method).parameters if name != "self"]
    arguments = {name: _argument(data, name, shape) for name in names if data.below(8)}
    if data.happens(32):
        arguments[data.one_of(("new", "__class__", "self", "é"))] = None
    _check(method, arguments, shape, paginated=paginated)


def _check(
    method: Any, arguments: dict[str, object], shape: StructureShape, *, paginated: bool
) -> None:
    try:
        made = method(**arguments)
        if paginated:
            for _ in made:
                break
    except ValidationError as error:
        assert all(fault["loc"] or fault["msg"] for fault in error.errors())
        str(error).encode(errors="backslashreplace")
    except TypeError as error:
        assert any(name in str(error) for name in (*arguments, "required", "unexpected")), error
    except _Sent as sent:
        report = ParamValidator().validate(sent.arguments, shape)
        assert not report.has_errors(), report.generate_report()
        create_serializer("json").serialize_to_request(sent.arguments, _operation_of(shape))


def _argument(data: Data, name: str, shape: Shape | None) -> object:
    if data.happens(6):
        return _anything(data)
    if name == "PaginationConfig":
        config = {
            key: _argument(data, key, None)
            for key in ("MaxItems", "PageSize", "StartingToken")
            if data.below(2)
        }
        if data.happens(4):
            return PaginationConfig.model_construct(**config)  # type: ignore[arg-type]  # unchecked on purpose
        return config
    if name in _SAMPLES:
        return data.one_of(_SAMPLES[name]) if data.below(4) else data.text()
    member = shape.members.get(name) if isinstance(shape, StructureShape) else None
    return _value(data, member)


def _value(data: Data, shape: Shape | None) -> object:
    if data.happens(12):
        return _anything(data)
    if isinstance(shape, StructureShape):
        return {name: _argument(data, name, shape) for name in shape.members if data.below(4)}
    if isinstance(shape, ListShape):
        return [_value(data, shape.member) for _ in range(data.one_of((0, 1, 1, 2, 101)))]
    if shape is None or shape.type_name in {"integer", "long"}:
        return data.one_of((1, 100, 1000, data.number(), 10**5000, _DIGITS, "5", True))
    if shape.type_name == "blob":
        return data.one_of((b"\x89PNG", bytearray(b"a"), b"", memoryview(b"a"), "text"))
    if shape.type_name == "boolean":
        return data.one_of((True, False, 1, "true"))
    enum: list[str] = getattr(shape, "enum", [])
    return data.one_of(enum) if enum and data.below(4) else data.text()


def _anything(data: Data) -> object:
    loop: list[object] = []
    loop.append(loop)
    makers: Sequence[Callable[[], object]] = (
        data.json_value,
        data.number,
        data.text,
        data.rest,
        lambda: [data.json_value(4)] * 1000,  # of something flat, so that it stays small enough
        lambda: (number for number in range(3)),
        lambda: loop,
        lambda: {data.text(), data.text()},
        lambda: Decimal("1.5"),
        lambda: datetime(2024, 1, 1, tzinfo=UTC),
        object,
        lambda: type("Text", (str,), {})("team/app"),
        lambda: type("Number", (int,), {})(7),
        lambda: models.ImageIdentifier.model_construct(imageTag=data.text()),
        lambda: models.ImageDetail.model_construct(registryId=data.text()),  # type: ignore[call-arg]  # unchecked on purpose
        lambda: models.Tag.model_construct(Key=data.json_value()),  # type: ignore[arg-type]  # as above
        lambda: float("nan"),
        lambda: {1: 2},
        lambda: dict,
    )
    return data.one_of(makers)()


@cache
def _service() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("ecr-public", "service-2"), "ecr-public")


@cache
def _operation_of(shape: StructureShape) -> Any:
    service = _service()
    for name in service.operation_names:
        operation = service.operation_model(name)
        if operation.input_shape is not None and operation.input_shape.name == shape.name:
            return operation
    raise KeyError(shape.name)
