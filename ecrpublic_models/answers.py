"""Answers of the service to models: the one place where what was received becomes what is given.

Two ways lead here, and both give equal models. Where the bytes of an answer were taken,
pydantic-core reads them. Where there are none (a stubbed client, a fake one, recorded pages), the
dict that came is validated.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeGuard, TypeVar

from pydantic import BaseModel, ValidationError

from ecrpublic_models import models
from ecrpublic_models.collector import CollectorPause
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from ecrpublic_models.operations import Operation

ResponseT = TypeVar("ResponseT", bound=ResponseModel)
ResponseT_co = TypeVar("ResponseT_co", bound=ResponseModel, covariant=True)

BODY = "ecrpublic_models.body"
"""Under which name a client's answer holds the bytes, where they were taken."""

# How much an error keeps of a body that is no JSON; its message says where that goes wrong.
_EXCERPT = 200


@dataclass(frozen=True, repr=False)  # bodies may hold secrets
class Answer(Generic[ResponseT_co]):
    """What the service has answered, not read yet."""

    operation: Operation[ResponseT_co]
    raw: object
    """What the client returned: the answer, or its body and the metadata."""

    def read(self) -> ResponseT_co:
        """Give the answer as its model.

        Raises:
            ResponseValidationError: It does not fit the model.
        """
        name, model = self.operation.name, self.operation.response
        body = _member(self.raw, BODY)
        if not isinstance(body, bytes):
            return read(name, model, self.raw)
        if not body and model.model_fields.keys() <= {"ResponseMetadata"}:
            body = b"{}"  # some services leave out an answer that says nothing
        response = _read_body(model, body)
        if isinstance(response, list):
            raise _misfit(name, model, self.raw, response)
        if (given := _member(self.raw, "ResponseMetadata")) is None:
            return response
        metadata = read(name, models.ResponseMetadata, given)
        return response.model_copy(update={"ResponseMetadata": metadata})


def read(operation_name: str, model: type[ResponseT], raw: object) -> ResponseT:
    """Give an answer that boto3 has parsed as its model.

    Raises:
        ResponseValidationError: The answer does not fit the model.
    """
    received = _read_parsed(model, raw)
    if isinstance(received, list):
        raise _misfit(operation_name, model, raw, received)
    return received


def _read_body(model: type[ResponseT], body: bytes) -> ResponseT | list[ErrorDetails]:
    try:
        with CollectorPause():
            response: ResponseT | list[ErrorDetails] = model.model_validate_json(body)
    except ValidationError as error:
        response = _read_again(model, body, error.errors(include_url=False))
    if b"null" in body:
        _forget_nulls(response)
    return response


def _read_again(
    model: type[ResponseT], body: bytes, faults: list[ErrorDetails]
) -> ResponseT | list[ErrorDetails]:
    """Read what pydantic-core found faults with the way botocore does, which finds fewer."""
    try:
        parsed: object = json.loads(body.decode())
    except (ValueError, RecursionError):
        return faults
    if _is_object(parsed):
        # That is botocore's to add, and nothing of the service's.
        parsed = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
    return _read_parsed(model, parsed)


def _forget_nulls(value: object) -> None:
    """Count the members as absent that were sent as null, as boto3 leaves them out."""
    if isinstance(value, BaseModel):
        for name, member in value:
            if member is None and name in type(value).model_fields:
                value.model_fields_set.discard(name)
            else:
                _forget_nulls(member)
    elif _is_list(value) and not isinstance(value, str | bytes):
        for member in value:
            _forget_nulls(member)


def _read_parsed(model: type[ResponseT], raw: object) -> ResponseT | list[ErrorDetails]:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    # boto3's parser leaves nulls out; answers that it has not parsed may have some.
    nulls = [fault["loc"] for fault in faults if fault["input"] is None and fault["loc"]]
    if not nulls:
        return faults
    try:
        return model.model_validate(_without(raw, nulls))
    except ValidationError as error:
        return error.errors(include_url=False)


def _without(raw: object, places: Iterable[Sequence[int | str]]) -> object:
    """Leave out the members at these places, copying no more than what leads to them."""
    inner: defaultdict[int | str, list[Sequence[int | str]]] = defaultdict(list)
    for place in places:
        inner[place[0]].append(place[1:])
    if _is_object(raw):
        return {
            name: _without(value, inner[name]) if name in inner else value
            for name, value in raw.items()
            if () not in inner.get(name, ())
        }
    if _is_list(raw):
        return [
            _without(value, inner[index]) if index in inner and () not in inner[index] else value
            for index, value in enumerate(raw)
        ]
    return raw


def _is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence)


def _member(value: object, name: str) -> object:
    return value.get(name) if _is_object(value) else None


def _misfit(
    operation_name: str, model: type[ResponseModel], raw: object, faults: list[ErrorDetails]
) -> Exception:
    from ecrpublic_models.errors import ResponseValidationError

    request_id = _member(_member(raw, "ResponseMetadata"), "RequestId")
    for fault in faults:
        if model.model_config.get("hide_input_in_errors"):
            fault["input"] = "(not shown)"
        elif fault["type"] == "json_invalid":
            fault["input"] = fault["input"][:_EXCERPT]
    return ResponseValidationError(
        operation_name, request_id if isinstance(request_id, str) else None, faults
    )
