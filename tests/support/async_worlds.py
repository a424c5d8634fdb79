"""Inventories over aiobotocore behind the face of those over boto3."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ecrpublic_models import InventoryCheckpoint, aio
from tests.support.async_drivers import async_client_for, debug_runner, stepwise


class AsyncWorld:
    """How to take an inventory; its steps are run to their end, one by one."""

    def __init__(self, client: Any, runner: asyncio.Runner) -> None:
        self._client = client
        self.runner = runner

    def repositories(self, *, as_items: bool) -> Any:
        registry = aio.AsyncECRPublic(self._client)
        pages = registry.get_paginator("describe_repositories").paginate()
        return pages.items() if as_items else pages

    def inventory(self, repositories: Any, **options: Any) -> Any:
        made: Any = aio.describe_images_of
        return StepwiseInventory(made(repositories, client=self._client, **options), self.runner)


class StepwiseInventory:
    """The face of `Inventory` before `AsyncInventory`."""

    def __init__(self, inventory: aio.AsyncInventory[Any], runner: asyncio.Runner) -> None:
        self._inventory = inventory
        self._steps = stepwise(inventory, runner)
        self._runner = runner

    @property
    def checkpoint(self) -> InventoryCheckpoint:
        return self._inventory.checkpoint

    def __iter__(self) -> Iterator[Any]:
        return self._steps

    def __next__(self) -> Any:
        return next(self._steps)

    def close(self) -> None:
        self._runner.run(self._inventory.aclose())


@contextmanager
def tasks(url: str) -> Iterator[AsyncWorld]:
    async def enter() -> Any:
        return await context.__aenter__()

    async def leave() -> None:
        await context.__aexit__(None, None, None)

    with debug_runner() as runner:
        context = async_client_for(url)
        client = runner.run(enter())
        try:
            yield AsyncWorld(client, runner)
        finally:
            runner.run(leave())
