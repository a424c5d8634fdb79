"""Answers of the service to models: the one place where what was received becomes what is given.

Two ways lead here, and both give equal models. Where an answer comes over HTTP, a hook in the
client takes its bytes, for pydantic-core to read, and leaves botocore nothing to parse. Where there
are no bytes (a stubbed client, a fake one, recorded pages), the dict that came is validated.

A call of this library's marks botocore's own record of its request, and the bytes come back in what
the client returns for that request, so they reach nobody else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeGuard, TypeVar

from pydantic import BaseModel, ValidationError

from ecrpublic_models import models
from ecrpublic_models.collector import collector_paused
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from botocore.awsrequest import AWSRequest
    from botocore.model import OperationModel
    from mypy_boto3_ecr_public import ECRPublicClient
    from pydantic_core import ErrorDetails

    from ecrpublic_models.operations import Operation

ResponseT = TypeVar("ResponseT", bound=ResponseModel)

# Answers with this status or above are errors, and botocore's business.
_FIRST_ERROR_STATUS = 300
# How much an error keeps of a body that is no JSON; its message says where that goes wrong.
_EXCERPT = 200
# What the hook can read in botocore's stead.
_PROTOCOL = "json"
# In botocore's record of a request: that this library makes it, and whether that of the request
# was so that is under way around it.
_ASKED = "ecrpublic_models.asked"
_AROUND = "ecrpublic_models.around"
# In what the client returns for it: the body of the answer.
_BODY = "ecrpublic_models.body"


@dataclass(repr=False)  # arguments may be large
class Call:
    """A call of this library's that is to begin, or has begun."""

    operation_name: str
    arguments: Mapping[str, object]
    begun: bool = False
    """Whether botocore has started on it. What starts after that is somebody else's call."""


@dataclass(repr=False)  # bodies may hold secrets
class Answer(Generic[ResponseT]):
    """What the service has answered, not read yet."""

    operation: Operation[ResponseT]
    raw: object
    """What the client returned: the answer, or its body and the metadata."""

    def read(self) -> ResponseT:
        """Give the answer as its model.

        Raises:
            ResponseValidationError: It does not fit the model.
        """
        name, model = self.operation.name, self.operation.response
        body = _member(self.raw, _BODY)
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


_under_way: ContextVar[Call | None] = ContextVar("ecrpublic_models_call", default=None)
# Whether the request that was created last is one of this library's.
_sending: ContextVar[bool] = ContextVar("ecrpublic_models_sending", default=False)
_attaching = Lock()


def attach(client: object) -> None:
    """Let the client hand the bodies of this library's calls over unparsed.

    Any number of times, from any thread: the hooks are registered once. They hold no client, and do
    nothing in calls that are not this library's. A client without events is left as it is.
    """
    events = getattr(getattr(client, "meta", None), "events", None)
    register: Any = getattr(events, "register_first", None)
    if register is None:
        return
    with _attaching:
        for event, hook in {
            "provide-client-params": _begin,
            "request-created": _send,
            "before-parse": _take_body,
            "response-received": _end_attempt,
            "after-call-error": _end_attempt,
        }.items():
            register(f"{event}.ecr-public", hook, f"ecrpublic_models.{event}")


def ask(
    client: ECRPublicClient, operation: Operation[ResponseT], arguments: Mapping[str, object]
) -> Answer[ResponseT]:
    """Let the client perform an operation.

    Args:
        client: Who does the talking.
        operation: What to perform.
        arguments: The request, checked already.

    Raises:
        ServiceError: The service refused the request for a reason that it declares.
        botocore.exceptions.ClientError: The service refused the request for another reason.
        botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
    """
    with calling(operation.name, arguments):
        raw: object = getattr(client, operation.method_name)(**arguments)
    return Answer(operation, raw)


@contextmanager
def calling(operation_name: str, arguments: Mapping[str, object]) -> Generator[None]:
    """Take the body of the call made meanwhile, and raise its error as a typed one.

    Raises:
        ServiceError: The service refused the request for a reason that it declares.
    """
    call_before, sending_before = _under_way.get(), _sending.get()
    _under_way.set(Call(operation_name, arguments))
    _sending.set(False)
    try:
        yield
    except Exception as error:
        if (declared := _declared_error(error, operation_name)) is None:
            raise
        raise declared.with_traceback(error.__traceback__) from None
    finally:
        # Not by their tokens: a coroutine may be closed in another context than it ran in.
        _under_way.set(call_before)
        _sending.set(sending_before)


def read(operation_name: str, model: type[ResponseT], raw: object) -> ResponseT:
    """Give an answer that boto3 has parsed as its model.

    Raises:
        ResponseValidationError: The answer does not fit the model.
    """
    received = _read_parsed(model, raw)
    if isinstance(received, list):
        raise _misfit(operation_name, model, raw, received)
    return received


def _declared_error(error: Exception, operation_name: str) -> Exception | None:
    from ecrpublic_models.errors import declared_error

    return declared_error(error, operation_name)


def _begin(
    model: OperationModel, params: Mapping[str, object], context: dict[str, object], **_: object
) -> None:
    call = _under_way.get()
    if call is None or call.begun or model.service_model.resolved_protocol != _PROTOCOL:
        return
    # A hook that came before this one may have made a call of its own.
    if call.operation_name == model.name and call.arguments == params:
        call.begun = True
        context[_ASKED] = True


def _send(request: AWSRequest, **_: object) -> None:
    # A hook of another request may have made this one.
    request.context[_AROUND] = _sending.get()
    _sending.set(_ASKED in request.context)


def _end_attempt(context: dict[str, bool], **_: object) -> None:
    if _AROUND in context:
        _sending.set(context.pop(_AROUND))


def _take_body(
    response_dict: dict[str, Any], customized_response_dict: dict[str, object], **_: object
) -> None:
    body = response_dict["body"]
    if (
        _sending.get()
        and response_dict["status_code"] < _FIRST_ERROR_STATUS
        and isinstance(body, bytes)
    ):
        customized_response_dict[_BODY], response_dict["body"] = body, b""


def _read_body(model: type[ResponseT], body: bytes) -> ResponseT | list[ErrorDetails]:
    try:
        with collector_paused():
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
