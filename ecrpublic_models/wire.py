"""Calls of a client whose answers come as bytes, unparsed.

Hooks in the client take the body of an answer, and leave botocore nothing to parse, in this
library's own calls alone. Such a call marks botocore's own record of its request, and the bytes
come back in what the client returns for that request, so they reach nobody else.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from ecrpublic_models.answers import BODY, Answer

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from botocore.awsrequest import AWSRequest
    from botocore.model import OperationModel
    from mypy_boto3_ecr_public import ECRPublicClient

    from ecrpublic_models.answers import ResponseT
    from ecrpublic_models.operations import Operation

# Answers with this status or above are errors, and botocore's business.
_FIRST_ERROR_STATUS = 300
# What can be read in botocore's stead.
_PROTOCOL = "json"
# In botocore's record of a request: that this library makes it, and whether that of the request
# was so that is under way around it.
_ASKED = "ecrpublic_models.asked"
_AROUND = "ecrpublic_models.around"


@dataclass(repr=False)  # arguments may be large
class Call:
    """A call of this library's that is to begin, or has begun."""

    operation_name: str
    arguments: Mapping[str, object]
    begun: bool = False
    """Whether botocore has started on it. What starts after that is somebody else's call."""


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
        customized_response_dict[BODY], response_dict["body"] = body, b""
