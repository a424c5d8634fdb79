"""The wire protocol: reads an HTTP request, calls the operation, and writes the response."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias, cast
from uuid import uuid4

from moto.core.responses import BaseResponse
from werkzeug.exceptions import HTTPException

from ecrpublic_models.testing._service_description import SERVICE_NAME
from ecrpublic_models.testing.exceptions import (
    EmulatedError,
    SerializationError,
    UnknownOperationError,
    UnsupportedCommandError,
)
from ecrpublic_models.testing.models import (
    ONLY_AT_HOME,
    REGIONS,
    ECRPublicBackend,
    ecrpublic_backends,
)
from ecrpublic_models.testing.registry.syntax import parse_json_object

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TARGET_PREFIX", "ECRPublicResponse"]

HTTPResponse: TypeAlias = "tuple[int, dict[str, str], str]"

_OK = 200
_CLIENT_ERROR = 400
TARGET_PREFIX = "SpencerFrontendService"
"""What the target of each request begins with."""
_CONTENT_TYPE = "application/x-amz-json-1.1"


class ECRPublicResponse(BaseResponse):
    """Answers one request in the AWS JSON 1.1 protocol."""

    use_raw_body = True

    def __init__(self) -> None:
        super().__init__(service_name=SERVICE_NAME)

    def call_action(self) -> HTTPResponse:
        """Answer the request that moto has set up."""
        try:
            self._authenticate_and_authorize_normal_action()
            operation = self._operation()
            body = self._backend(operation).call(operation, self._request())
        except EmulatedError as error:
            return _error(error.code, error.message, error.status, error.members)
        except HTTPException as refusal:
            return _refusal(refusal)
        return _response(_OK, body)

    def _operation(self) -> str:
        """Read the operation's name from the request's target.

        Raises:
            UnknownOperationError: There is no target, or it is another service's.
        """
        headers = cast("Mapping[str, str]", self.headers)
        target = headers.get("X-Amz-Target", "")
        prefix, _, operation = target.partition(".")
        if prefix != TARGET_PREFIX or not operation:
            raise UnknownOperationError(f"The target '{target}' names no operation of the service")
        return operation

    def _request(self) -> dict[str, object]:
        """Read the request's body; an empty one is an empty object.

        Raises:
            SerializationError: It is not a JSON object.
        """
        body = cast("bytes | str", self.body) or "{}"
        try:
            return parse_json_object(body)
        except ValueError:
            raise SerializationError("The request's body is not a JSON object") from None

    def _backend(self, operation: str) -> ECRPublicBackend:
        """Find the registry that the request is for: an account has one, whatever the region.

        Raises:
            UnsupportedCommandError: The request's region does not have the operation.
        """
        home = REGIONS[0]
        if self.region not in REGIONS or (self.region != home and operation in ONLY_AT_HOME):
            raise UnsupportedCommandError(f"{operation} command is only supported in {home}.")
        return ecrpublic_backends[self.current_account][home]


def _refusal(refusal: HTTPException) -> HTTPResponse:
    """Put moto's own refusal, of credentials or of permission, in the protocol's form."""
    code = getattr(refusal, "error_type", refusal.name)
    message = getattr(refusal, "message", refusal.description)
    return _error(str(code), str(message), refusal.code or _CLIENT_ERROR, {})


def _error(code: str, message: str, status: int, members: Mapping[str, object]) -> HTTPResponse:
    return _response(status, {"__type": code, "message": message, **members})


def _response(status: int, body: Mapping[str, object]) -> HTTPResponse:
    headers = {"Content-Type": _CONTENT_TYPE, "x-amzn-RequestId": str(uuid4())}
    return status, headers, json.dumps(body)
