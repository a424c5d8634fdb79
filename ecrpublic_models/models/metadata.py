"""What boto3 tells of the HTTP response behind a response."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from ecrpublic_models.models.base import ResponseModel


class ResponseMetadata(ResponseModel, frozen=True):
    """The HTTP response behind a response, as boto3 adds it to every response.

    Everything is optional, since responses that were never on the wire (botocore's Stubber, a
    recorded page) carry little or none of it.
    """

    RequestId: str | None = None
    """The service's id of the request, to quote to AWS support."""
    HTTPStatusCode: Annotated[int, Strict()] | None = None
    """The HTTP status, 200 for a success."""
    HTTPHeaders: dict[str, str] = {}
    """The HTTP headers of the response, their names in lower case."""
    RetryAttempts: Annotated[int, Strict()] | None = None
    """How often boto3 sent the request again before this response."""
    HostId: str | None = None
    """The id of the host that responded, where a service gives one."""


Metadata = Annotated[ResponseMetadata | None, Field(repr=False)]


class OperationResponse(ResponseModel, frozen=True):
    """The response of an operation."""

    ResponseMetadata: Metadata = None
    """The HTTP response behind this response."""
