"""Listings over aiobotocore behind the face of those over boto3."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import AioSession, get_session

from ecrpublic_models import aio
from ecrpublic_models.operations import Operation
from tests.support.drivers import Driver
from tests.support.kinds import Kind
from tests.support.loopback import behind_wrapper, client_for

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ASYNC_WITHOUT_RETRIES = AioConfig(retries={"total_max_attempts": 1})


class AsyncDriver(Driver):
    """Listings over aiobotocore, each step of them run to its end."""

    def __init__(self, oracle: ECRPublicClient, client: Any, runner: asyncio.Runner) -> None:
        super().__init__(oracle, client)
        self._runner = runner

    def paginate(self, kind: Kind, **config: object) -> Stepwise:
        return Stepwise(kind.paginate(aio.AsyncECRPublic(self._client), **config), self._runner)

    def call(self, operation: Operation[Any], request: Mapping[str, object]) -> Any:
        return self._runner.run(_call(self._client, operation, request))

    def pages_from(self, kind: Kind, **config: object) -> list[Any]:
        paginator: Any = getattr(aio, f"Async{kind.operation.name}Paginator")
        raw_pages = kind.boto3_paginate(self._client, **config)
        return list(stepwise(paginator.pages_from(raw_pages), self._runner))


async def _call(client: Any, operation: Operation[Any], request: Mapping[str, object]) -> Any:
    return await getattr(aio.AsyncECRPublic(client), operation.method_name)(**request)


class Stepwise:
    """The face of `Pages` before `AsyncPages`."""

    def __init__(self, pages: aio.AsyncPages[Any, Any], runner: asyncio.Runner) -> None:
        self._pages = pages
        self._runner = runner

    def __iter__(self) -> Iterator[Any]:
        return stepwise(aiter(self._pages), self._runner)

    def items(self) -> Iterator[Any]:
        return stepwise(self._pages.items(), self._runner)

    @property
    def resume_token(self) -> str | None:
        return self._pages.resume_token

    def build_full_result(self) -> Any:
        return self._runner.run(self._pages.build_full_result())


def stepwise(source: AsyncIterator[Any], runner: asyncio.Runner) -> Iterator[Any]:
    async def following() -> Any:
        return await anext(source)

    try:
        while True:
            try:
                yield runner.run(following())
            except StopAsyncIteration:
                return
    finally:
        if isinstance(source, AsyncGenerator):
            runner.run(close(source))


async def close(source: AsyncGenerator[Any]) -> None:
    await source.aclose()


@contextmanager
def debug_runner() -> Iterator[asyncio.Runner]:
    """An event loop in asyncio's debug mode, of which no complaint may come.

    asyncio complains of what is never awaited, never retrieved or still pending: to its logger, or
    to the loop's handler of exceptions, where no filter of warnings looks.
    """
    complaints: list[object] = []

    def note(_: object, context: dict[str, object]) -> None:
        complaints.append(context)

    handler = logging.Handler(logging.WARNING)
    handler.emit = complaints.append  # type: ignore[assignment]  # takes the record alike
    logger = logging.getLogger("asyncio")
    logger.addHandler(handler)
    patch = pytest.MonkeyPatch()
    # The stack that is noted with every future: to note all of it takes most of a test's time.
    patch.setattr(sys, "tracebacklimit", 3, raising=False)
    try:
        with asyncio.Runner(debug=True) as runner:
            runner.get_loop().slow_callback_duration = 10
            runner.get_loop().set_exception_handler(note)
            yield runner
            gc.collect()
            runner.run(asyncio.sleep(0))
            pending = runner.run(other_tasks())
            assert pending == []
        gc.collect()
    finally:
        patch.undo()
        logger.removeHandler(handler)
    assert complaints == []


async def other_tasks() -> list[str]:
    """The names of the tasks that run beside this one."""
    return [one.get_name() for one in asyncio.all_tasks() - {asyncio.current_task()}]


@contextmanager
def async_driver(url: str, *, twin: bool) -> Iterator[Driver]:
    async def enter() -> Any:
        client: Any = await stack.enter_async_context(async_client_for(url))
        return client if twin else behind_wrapper(client)

    stack = AsyncExitStack()
    with debug_runner() as runner:
        client = runner.run(enter())
        try:
            yield AsyncDriver(client_for(url), client, runner)
        finally:
            runner.run(stack.aclose())


@cache
def _session() -> AioSession:
    """One session for all clients: it reads the service's description once."""
    return get_session()


def async_client_for(url: str, config: AioConfig = ASYNC_WITHOUT_RETRIES) -> Any:
    return aio.create_client(
        session=_session(),
        endpoint_url=url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=config,
    )
