"""Calls of an aiobotocore client: arguments are checked, and responses are models."""

from __future__ import annotations

from asyncio import get_running_loop
from typing import TYPE_CHECKING

from ecrpublic_models._sansio.responses import RawResponse
from ecrpublic_models._twin import body_of, twin_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_aiobotocore_ecr_public import ECRPublicClient

    from ecrpublic_models._sansio.responses import ResponseT
    from ecrpublic_models.operations import Operation


async def call(
    client: ECRPublicClient, operation: Operation[ResponseT], arguments: Mapping[str, object]
) -> ResponseT:
    """Validate the arguments of an operation, send the request, and parse the response.

    Takes and raises what `ecrpublic_models._calls.call` does.
    """
    return (await send(client, operation, arguments)).parse()


async def send(
    client: ECRPublicClient, operation: Operation[ResponseT], arguments: Mapping[str, object]
) -> RawResponse[ResponseT]:
    """Do what `call` does, but leave the response to be parsed."""
    from ecrpublic_models.errors import raise_declared

    checked = operation.validate_arguments(arguments)
    require_asyncio()
    try:
        returned: object = await getattr(twin_of(client), operation.method_name)(**checked)
    except Exception as error:
        raise_declared(error, operation.name)
        raise
    return RawResponse(operation, returned, body_of(returned))


def require_asyncio() -> None:
    """Refuse to go on where no event loop of asyncio runs, as under trio.

    Raises:
        RuntimeError: None does.
    """
    try:
        get_running_loop()
    except RuntimeError:
        raise RuntimeError(
            "ecrpublic_models.aio needs an event loop of asyncio, and none is running; under trio, "
            "use the synchronous classes in a thread: trio.to_thread.run_sync(...)"
        ) from None
