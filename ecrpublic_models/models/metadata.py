"""What boto3 tells of the HTTP response behind a response."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, Strict, model_validator

from ecrpublic_models._json_values import is_object
from ecrpublic_models.models.base import ResponseModel


def _without_nulls(headers: object) -> object:
    if is_object(headers):
        return {name: value for name, value in headers.items() if value is not None}
    return headers


class ResponseMetadata(ResponseModel, frozen=True):
    """The HTTP response behind a response, as boto3 adds it to every response.

    Everything is optional, since responses that were never on the wire (botocore's Stubber, a
    recorded page) carry little or none of it.
    """

    RequestId: str | None = None
    """The service's id of the request, to quote to AWS support."""
    HTTPStatusCode: Annotated[int, Strict()] | None = None
    """The HTTP status, 200 for a success."""
    HTTPHeaders: Annotated[dict[str, str], BeforeValidator(_without_nulls)] = {}
    """The HTTP headers of the response, their names in lower case."""
    RetryAttempts: Annotated[int, Strict()] | None = None
    """How often boto3 sent the request again before this response."""
    HostId: str | None = None
    """The id of the host that responded, where a service gives one."""


_MEMBERS_OF_ERRORS = frozenset({"__type", "message", "Message"})

Metadata = Annotated[ResponseMetadata | None, Field(repr=False)]


class OperationResponse(ResponseModel, frozen=True):
    """The response of an operation."""

    ResponseMetadata: Metadata = None
    """The HTTP response behind this response."""

    @model_validator(mode="after")
    def _is_no_error(self) -> Self:
        # As a gateway may send one with the status of a success. Where nothing is required, it
        # would be taken for a response.
        extra = self.model_extra or {}
        found = _MEMBERS_OF_ERRORS.intersection(extra)
        if found and self.model_fields_set <= {"ResponseMetadata", *extra}:
            raise ValueError(f"an error ({', '.join(sorted(found))}) in place of a response")
        return self
