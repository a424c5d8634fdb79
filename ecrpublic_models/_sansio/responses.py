"""Responses to models: the bytes of a response, or the dict that boto3 made of it.

Both ways give equal models. pydantic-core parses the bytes where they are at hand. Where they are
not (a stubbed client, a fake one, recorded pages), the dict is validated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from ecrpublic_models import models
from ecrpublic_models._json_values import is_list, is_object
from ecrpublic_models._sansio.faults import (
    Faults,
    find_bad_text,
    find_faults,
    holds_iterators,
    is_model,
    nested_in,
    without_nulls,
)
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from ecrpublic_models.operations import Operation

ResponseT = TypeVar("ResponseT", bound=ResponseModel)
ResponseT_co = TypeVar("ResponseT_co", bound=ResponseModel, covariant=True)

# How much an error keeps of a body that is no JSON; its message says where that goes wrong.
_EXCERPT = 200
# What may be half of a character, or one that lacks its other half.
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


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
        response = self._read()
        if isinstance(response, Faults):
            operation, request_id = self.operation, _request_id(self.returned)
            del self  # so that no frame of the traceback holds the body, which may have secrets
            raise _validation_error(operation.name, operation.response, request_id, response)
        return response

    def _read(self) -> ResponseT_co | Faults:
        model, body = self.operation.response, self.body
        if body is None:
            return _read_dict(model, self.returned)
        if not body and model.model_fields.keys() <= {"ResponseMetadata"}:
            body = b"{}"  # some services send no body where they have nothing to say
        response = _read_body(model, body)
        sent = _member(self.returned, "ResponseMetadata")
        if sent is None or isinstance(response, Faults):
            return response
        metadata = _read_dict(models.ResponseMetadata, sent)
        if isinstance(metadata, Faults):
            return metadata
        return response.model_copy(update={"ResponseMetadata": metadata})


def parse_dict(operation_name: str, model: type[ResponseT], returned: object) -> ResponseT:
    """Give a response that boto3 has parsed as its model.

    Raises:
        ResponseValidationError: The response does not fit the model.
    """
    response = _read_dict(model, returned)
    if isinstance(response, Faults):
        request_id = _request_id(returned)
        del returned
        raise _validation_error(operation_name, model, request_id, response)
    return response


def _read_body(model: type[ResponseT], body: bytes) -> ResponseT | Faults:
    try:
        response = model.model_validate_json(body)
    except ValidationError as error:
        (fault, *_) = error.errors(include_url=False, include_input=False)
    else:
        if b"null" in body:
            _forget_nulls(response, None)
        return response
    # botocore takes more than pydantic-core: it is the one to say what is no JSON.
    try:
        parsed = json.loads(body.decode())
    except (ValueError, RecursionError):
        try:
            parsed = from_json(body)
        except ValueError:
            fault["input"] = body[:_EXCERPT]
            return Faults([fault], 1)
    if is_object(parsed):
        # The service sends no such member; botocore adds it.
        parsed = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
    # Here, as pydantic-core would describe each of any number of them.
    if _ESCAPED_SURROGATE.search(body) and (faults := find_bad_text(parsed)).count:
        return faults
    return _read_dict(model, parsed)


def _read_dict(model: type[ResponseT], returned: object) -> ResponseT | Faults:
    try:
        response = model.model_validate(returned)
    except ValidationError as error:
        if holds_iterators(model, returned):  # which can't be read again
            return Faults(error.errors(include_url=False), error.error_count())
    else:
        if is_object(returned):
            _forget_nulls(response, returned)
        return response
    # boto3's parser leaves nulls out; a dict from elsewhere may have some.
    returned = without_nulls(model, returned)
    try:
        return model.model_validate(returned)
    except ValidationError as error:
        return find_faults(model, returned, error)


def _forget_nulls(model: BaseModel, source: Mapping[str, object] | None) -> None:
    """Count the members as absent that were sent as null, as boto3 leaves them out.

    Models that stand in the source as they are belong to somebody else.
    """
    held, fields_set = model.__dict__, model.model_fields_set
    nested = nested_in(type(model))
    for name in nested.nullable:
        if held[name] is None:
            fields_set.discard(name)
    for name in nested.models:
        member = held[name]
        if member is None:
            fields_set.discard(name)
        else:
            _forget_nulls_of([member], [source and source.get(name)])
    for name, kind in nested.lists.items():
        if is_model(kind):
            items = held[name]
            sources = source and source.get(name)
            _forget_nulls_of(items, sources if is_list(sources) else [None] * len(items))


def _forget_nulls_of(models: Sequence[BaseModel], sources: Sequence[object]) -> None:
    for model, source in zip(models, sources, strict=False):
        if model is not source:
            _forget_nulls(model, source if is_object(source) else None)


def _member(value: object, name: str) -> object:
    return value.get(name) if is_object(value) else None


def _request_id(returned: object) -> str | None:
    request_id = _member(_member(returned, "ResponseMetadata"), "RequestId")
    return request_id if isinstance(request_id, str) else None


def _validation_error(
    operation_name: str, model: type[ResponseModel], request_id: str | None, faults: Faults
) -> Exception:
    from ecrpublic_models.errors import ResponseValidationError

    if model.model_config.get("hide_input_in_errors"):
        for fault in faults.described:
            fault["input"] = "(not shown)"
    return ResponseValidationError(operation_name, request_id, faults.described, faults.count)
