"""Calls of an aiobotocore client, answered with models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.answers import Answer
from ecrpublic_models.wire import calling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_aiobotocore_ecr_public import ECRPublicClient

    from ecrpublic_models.answers import ResponseT
    from ecrpublic_models.operations import Operation

__all__ = ["ask"]


async def ask(
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
        raw: object = await getattr(client, operation.method_name)(**arguments)
    return Answer(operation, raw)
