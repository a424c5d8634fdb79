"""Answers of the service to models: the one place where what was received becomes what is given.

Two ways lead here, and both give equal models. Where an answer comes over HTTP, a hook in the
client takes its bytes, for pydantic-core to read, and leaves botocore nothing to parse. Where there
are no bytes (a stubbed client, a fake one, recorded pages), the dict that came is validated.
"""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeGuard, TypeVar

from pydantic import ValidationError

from ecrpublic_models import models
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient
    from pydantic_core import ErrorDetails

    from ecrpublic_models.operations import Operation

ResponseT = TypeVar("ResponseT", bound=ResponseModel)

# Answers with this status or above are errors, and botocore's business.
_FIRST_ERROR_STATUS = 300


@dataclass(repr=False)  # bodies may hold secrets
class Call:
    """A call of this library's that is under way."""

    depth: int = 0
    """1 while the call itself is served, more while a hook in it makes calls of its own."""
    body: bytes | None = None
    """What the hook has received, if it was there to take it."""


@dataclass(repr=False)  # bodies may hold secrets
class Answer(Generic[ResponseT]):
    """What the service has answered, not read yet."""

    operation: Operation[ResponseT]
    raw: object
    """What boto3 gave: all of the answer, or, beside its body, the metadata."""
    body: bytes | None

    def read(self) -> ResponseT:
        """Give the answer as its model.

        Raises:
            ResponseValidationError: It does not fit the model.
        """
        name, model = self.operation.name, self.operation.response
        if self.body is None:
            return read(name, model, self.raw)
        response = _read_body(model, self.body)
        if isinstance(response, list):
            raise _misfit(name, model, self.raw, response)
        metadata = read(name, models.ResponseMetadata, _member(self.raw, "ResponseMetadata"))
        return response.model_copy(update={"ResponseMetadata": metadata})


_under_way: ContextVar[Call | None] = ContextVar("ecrpublic_models_call", default=None)
_attaching = Lock()
_pausing = Lock()


def attach(client: object) -> None:
    """Let the client hand the bodies of this library's calls over unparsed.

    Any number of times, from any thread: the hooks are registered once. They hold no client, and do
    nothing in calls that are not this library's. A client without events is left as it is.
    """
    events: Any = getattr(getattr(client, "meta", None), "events", None)
    if events is None:
        return
    with _attaching:
        for event, hook in {
            "provide-client-params": _enter,
            "before-parse": _take_body,
            "after-call": _leave,
            "after-call-error": _leave,
        }.items():
            events.register(f"{event}.ecr-public", hook, f"ecrpublic_models.{event}")


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
    with calling() as under_way:
        raw: object = getattr(client, operation.method_name)(**arguments)
    return answered(operation, raw, under_way)


@contextmanager
def calling() -> Generator[Call]:
    """Take the bodies of the calls made meanwhile, and raise the service's errors as typed ones.

    Raises:
        ServiceError: The service refused the request for a reason that it declares.
    """
    under_way = Call()
    before = _under_way.set(under_way)
    try:
        yield under_way
    except Exception as error:
        if (declared := _declared_error(error)) is None:
            raise
        raise declared.with_traceback(error.__traceback__) from None
    finally:
        _under_way.reset(before)


def answered(operation: Operation[ResponseT], raw: object, under_way: Call) -> Answer[ResponseT]:
    """Give what came of a call: what boto3 gave, with the body that the hook took."""
    # The call may be held on to for longer than the answer: asyncio keeps contexts in cycles.
    body, under_way.body = under_way.body, None
    return Answer(operation, raw, body)


def read(operation_name: str, model: type[ResponseT], raw: object) -> ResponseT:
    """Give an answer that boto3 has parsed as its model.

    Raises:
        ResponseValidationError: The answer does not fit the model.
    """
    received = _read_parsed(model, raw)
    if isinstance(received, list):
        raise _misfit(operation_name, model, raw, received)
    return received


def _declared_error(error: Exception) -> Exception | None:
    from ecrpublic_models.errors import declared_error

    return declared_error(error)


def _enter(**_: object) -> None:
    if (under_way := _under_way.get()) is not None:
        under_way.depth += 1


def _leave(**_: object) -> None:
    if (under_way := _under_way.get()) is not None:
        under_way.depth -= 1


def _take_body(response_dict: dict[str, Any], **_: object) -> None:
    under_way = _under_way.get()
    if under_way is None or under_way.depth != 1:
        return
    body: bytes = response_dict["body"]
    if body and response_dict["status_code"] < _FIRST_ERROR_STATUS:
        under_way.body, response_dict["body"] = body, b""


def _read_body(model: type[ResponseT], body: bytes) -> ResponseT | list[ErrorDetails]:
    try:
        with _collector_paused():
            return model.model_validate_json(body)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return faults
    return _read_parsed(model, parsed)


@contextmanager
def _collector_paused() -> Generator[None]:
    """Keep the garbage collector off what is only just being built.

    None of it can be garbage yet. But it is so much that the collector would come several times,
    and go through all objects of the process, for as much time as the building takes.
    """
    # One thread at a time, so that the pauses of several do not join into a long one.
    if not gc.isenabled() or not _pausing.acquire(blocking=False):
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        _pausing.release()


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
    if model.model_config.get("hide_input_in_errors"):
        for fault in faults:
            fault["input"] = "(not shown)"
    return ResponseValidationError(
        operation_name, request_id if isinstance(request_id, str) else None, faults
    )
