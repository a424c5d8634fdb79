"""Responses to models: the bytes of a response, or the dict that boto3 made of it.

Both ways give equal models. pydantic-core parses the bytes where they are at hand. Where they are
not (a stubbed client, a fake one, recorded pages), the dict is validated.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeGuard, TypeVar

from pydantic import BaseModel, ValidationError

from ecrpublic_models import models
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from ecrpublic_models.operations import Operation

ResponseT = TypeVar("ResponseT", bound=ResponseModel)
ResponseT_co = TypeVar("ResponseT_co", bound=ResponseModel, covariant=True)

# How much an error keeps of a body that is no JSON; its message says where that goes wrong.
_EXCERPT = 200


@dataclass(frozen=True, repr=False)  # bodies may hold secrets
class RawResponse(Generic[ResponseT_co]):
    """A successful response, not parsed yet."""

    operation: Operation[ResponseT_co]
    returned: object
    """The dict that the client returned."""
    body: bytes | None
    """The body, where it is at hand. Then only the metadata is taken from the dict."""

    def parse(self) -> ResponseT_co:
        """Give the response as its model.

        Raises:
            ResponseValidationError: It does not fit the model.
        """
        name, model, body = self.operation.name, self.operation.response, self.body
        if body is None:
            return parse_dict(name, model, self.returned)
        if not body and model.model_fields.keys() <= {"ResponseMetadata"}:
            body = b"{}"  # some services send no body where they have nothing to say
        response = _parse_body(model, body)
        if isinstance(response, list):
            raise _validation_error(name, model, self.returned, response)
        if (sent := _member(self.returned, "ResponseMetadata")) is None:
            return response
        metadata = parse_dict(name, models.ResponseMetadata, sent)
        return response.model_copy(update={"ResponseMetadata": metadata})


def parse_dict(operation_name: str, model: type[ResponseT], returned: object) -> ResponseT:
    """Give a response that boto3 has parsed as its model.

    Raises:
        ResponseValidationError: The response does not fit the model.
    """
    response = _validate(model, returned)
    if isinstance(response, list):
        raise _validation_error(operation_name, model, returned, response)
    return response


def _parse_body(model: type[ResponseT], body: bytes) -> ResponseT | list[ErrorDetails]:
    try:
        response: ResponseT | list[ErrorDetails] = model.model_validate_json(body)
    except ValidationError as error:
        response = _parse_as_botocore(model, body, error.errors(include_url=False))
    if b"null" in body:
        _forget_nulls(response)
    return response


def _parse_as_botocore(
    model: type[ResponseT], body: bytes, faults: list[ErrorDetails]
) -> ResponseT | list[ErrorDetails]:
    """Parse as botocore does, which takes more than pydantic-core; else give the faults."""
    try:
        parsed: object = json.loads(body.decode())
    except (ValueError, RecursionError):
        return faults
    if _is_object(parsed):
        # The service sends no such member; botocore adds it.
        parsed = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
    return _validate(model, parsed)


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


def _validate(model: type[ResponseT], returned: object) -> ResponseT | list[ErrorDetails]:
    try:
        return model.model_validate(returned)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    # boto3's parser leaves nulls out; a dict from elsewhere may have some.
    nulls = [fault["loc"] for fault in faults if fault["input"] is None and fault["loc"]]
    if not nulls:
        return faults
    try:
        return model.model_validate(_without(returned, nulls))
    except ValidationError as error:
        return error.errors(include_url=False)


def _without(value: object, places: Iterable[Sequence[int | str]]) -> object:
    """Leave out the members at these places, copying no more than what leads to them."""
    inner: defaultdict[int | str, list[Sequence[int | str]]] = defaultdict(list)
    for place in places:
        inner[place[0]].append(place[1:])
    if _is_object(value):
        return {
            name: _without(member, inner[name]) if name in inner else member
            for name, member in value.items()
            if () not in inner.get(name, ())
        }
    if _is_list(value):
        return [
            _without(member, inner[index]) if index in inner and () not in inner[index] else member
            for index, member in enumerate(value)
        ]
    return value


def _is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence)


def _member(value: object, name: str) -> object:
    return value.get(name) if _is_object(value) else None


def _validation_error(
    operation_name: str, model: type[ResponseModel], returned: object, faults: list[ErrorDetails]
) -> Exception:
    from ecrpublic_models.errors import ResponseValidationError

    request_id = _member(_member(returned, "ResponseMetadata"), "RequestId")
    for fault in faults:
        if model.model_config.get("hide_input_in_errors"):
            fault["input"] = "(not shown)"
        elif fault["type"] == "json_invalid":
            fault["input"] = fault["input"][:_EXCERPT]
    return ResponseValidationError(
        operation_name, request_id if isinstance(request_id, str) else None, faults
    )
