"""Async clients, measured as the sync ones are: from outside their event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager

from benchmarks.clients import Connect, Listed, Lister

AsyncLister = Callable[[str, int], Coroutine[None, None, Listed]]
AsyncConnect = Callable[[str], AbstractAsyncContextManager[AsyncLister]]


def in_event_loop(connect_async: AsyncConnect) -> Connect:
    """Give an async client an event loop, one for all its listings."""

    @contextmanager
    def connect(url: str) -> Iterator[Lister]:
        with asyncio.Runner() as runner:
            client = connect_async(url)
            list_images = runner.run(client.__aenter__())
            try:
                yield lambda repository_name, page_size: runner.run(
                    list_images(repository_name, page_size)
                )
            finally:
                runner.run(client.__aexit__(None, None, None))

    return connect
