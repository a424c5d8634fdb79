"""Calls of a boto3 client: arguments are checked, and responses are models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models._sansio.responses import RawResponse
from ecrpublic_models._twin import body_of, twin_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_ecr_public import ECRPublicClient

    from ecrpublic_models._sansio.responses import ResponseT
    from ecrpublic_models.operations import Operation


def call(
    client: ECRPublicClient, operation: Operation[ResponseT], arguments: Mapping[str, object]
) -> ResponseT:
    """Validate the arguments of an operation, send the request, and parse the response.

    Args:
        client: The client to send through.
        operation: What to perform.
        arguments: The operation's arguments; `None` counts as not given.

    Raises:
        pydantic.ValidationError: An argument is out of bounds, unknown, or excluded by another.
        ServiceError: The service refused the request for a reason that it declares.
        botocore.exceptions.ClientError: The service refused the request for another reason.
        botocore.exceptions.BotoCoreError: The request could not be sent, or got no response.
        ResponseValidationError: The response does not fit its model.
    """
    return send(client, operation, arguments).parse()


def send(
    client: ECRPublicClient, operation: Operation[ResponseT], arguments: Mapping[str, object]
) -> RawResponse[ResponseT]:
    """Do what `call` does, but leave the response to be parsed."""
    from ecrpublic_models.errors import raise_declared

    checked = operation.validate_arguments(arguments)
    try:
        returned: object = getattr(twin_of(client), operation.method_name)(**checked)
    except Exception as error:
        raise_declared(error, operation.name)
        raise
    return RawResponse(operation, returned, body_of(returned))
