"""Bodies of successful responses, by all operations, through both paths, beside botocore's parser.

A body is read or refused by a `ResponseValidationError`. What is read is equal from the bytes and
from a recording, is what botocore reads of the members that it knows, and survives JSON. What is
refused leaves an error that is small, and can be printed and sent on.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ListShape, ServiceModel, Shape, StructureShape
from botocore.parsers import JSONParser

from ecrpublic_models._sansio.responses import RawResponse, parse_dict
from ecrpublic_models.errors import ResponseValidationError
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.operations import OPERATIONS, Operation
from fuzz.data import Data

_PARSER = JSONParser()
# How many bytes an error may take beyond the size of the body.
_LARGEST_ERROR = 500_000
_NO_JSON = re.compile(rb"NaN|Infinity|\de[+]?\d{3}", re.IGNORECASE)
_SAMPLES = {"timestamp": 1_700_000_000.125, "boolean": True, "long": 1, "integer": 1}


def check(content: bytes) -> None:
    data = Data(content)
    operation = data.one_of(OPERATIONS)
    body = data.rest() if data.below(4) == 0 else _written(_response(data, _output(operation)))
    _check(operation, body)


def _check(operation: Operation[Any], body: bytes) -> None:
    response = _read(operation, body)
    if isinstance(response, ResponseValidationError):
        assert 1 <= len(response.errors()) <= 100
        json.dumps(response.errors())
        str(response).encode()
        assert len(pickle.dumps(response)) < _LARGEST_ERROR + 5 * len(body)
    elif operation.name != "GetAuthorizationToken":  # whose JSON shows no token
        dumped = response.model_dump_json(exclude_unset=True)
        if not _NO_JSON.search(body):  # which is written as null
            assert type(response).model_validate_json(dumped) == response
        hash(response)
    if b"NaN" in body:  # which equals nothing
        return
    try:
        recorded: object = json.loads(body)
    except (ValueError, RecursionError):
        return
    if not (isinstance(recorded, dict) and "ResponseMetadata" in recorded):
        _check_equal(response, _read_dict(operation, recorded))
    if not isinstance(response, ResponseValidationError):
        parsed = _PARSER.parse(
            {"body": body, "headers": {}, "status_code": 200}, _output(operation)
        )
        del parsed["ResponseMetadata"]
        known = _known(_output(operation), response.model_dump(exclude_unset=True))
        theirs = _read_dict(operation, parsed)
        assert not isinstance(theirs, ResponseValidationError)
        assert known == theirs.model_dump(exclude_unset=True)


def _check_equal(one: Any, other: Any) -> None:
    if isinstance(one, ResponseValidationError) or isinstance(other, ResponseValidationError):
        assert type(one) is type(other), (one, other)
        return
    assert one == other
    assert one.model_dump(exclude_unset=True) == other.model_dump(exclude_unset=True)


def _read(operation: Operation[Any], body: bytes) -> Any:
    try:
        return RawResponse(operation, {}, body).parse()
    except ResponseValidationError as error:
        return error


def _read_dict(operation: Operation[Any], value: object) -> Any:
    try:
        return parse_dict(operation.name, operation.response, value)
    except ResponseValidationError as error:
        return error


def _known(shape: Shape | None, value: object) -> object:
    """The members of a value that the service's description has."""
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        return {
            name: _known(shape.members[name], member)
            for name, member in value.items()
            if name in shape.members
        }
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_known(shape.member, item) for item in value]
    return value


def _response(data: Data, shape: Shape | None) -> object:
    """A value for a shape, with something else in its place at times."""
    if data.happens(24):
        return data.json_value()
    if isinstance(shape, StructureShape):
        value: dict[str, object] = {
            name: _response(data, member)
            for name, member in shape.members.items()
            if not data.happens(24)
        }
        if data.happens(16):
            value[data.text()] = data.json_value()
        return value
    if isinstance(shape, ListShape):
        items = [_response(data, shape.member) for _ in range(data.below(3))]
        return items * (300 if items and data.happens(40) else 1)
    if shape is not None and shape.type_name == "timestamp" and data.below(2):
        return data.text() if data.below(2) else data.number()
    if shape is not None and shape.type_name in _SAMPLES:
        return _SAMPLES[shape.type_name]
    enum: list[str] = getattr(shape, "enum", [])
    return data.one_of(enum) if enum else data.text()


def _written(value: object) -> bytes:
    try:
        return json.dumps(value).encode()
    except (ValueError, RecursionError):  # an enormous number, or too deep for this Python
        return b"[" * 5000 + b"]" * 5000


@cache
def _service() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("ecr-public", "service-2"), "ecr-public")


@cache
def _output(operation: Operation[ResponseModel]) -> StructureShape:
    shape = _service().operation_model(operation.name).output_shape
    assert shape is not None
    return shape
