"""What is particular to inventories in tasks: none outlives its inventory."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from ecrpublic_models import aio
from tests.support.async_drivers import async_client_for, debug_runner, other_tasks
from tests.support.fleet import Fleet
from tests.support.loopback import Loopback

pytestmark = pytest.mark.aio
TIMEOUT = 60


async def leave_by_breaking(inventory: aio.AsyncInventory[Any]) -> None:
    async for _ in inventory:
        break
    assert await other_tasks()
    await inventory.aclose()


async def leave_the_block(inventory: aio.AsyncInventory[Any]) -> None:
    async with inventory:
        await anext(inventory)
        assert await other_tasks()


async def be_cancelled(inventory: aio.AsyncInventory[Any]) -> None:
    """While the next pair is waited for; cancelled elsewhere, only the consumer learns of it."""
    first_given = asyncio.Event()

    async def consume() -> None:
        async for _ in inventory:
            first_given.set()

    task = asyncio.create_task(consume())
    await first_given.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("leave", [leave_by_breaking, leave_the_block, be_cancelled])
def test_no_task_outlives_an_inventory(server: Loopback, leave: Any) -> None:
    left = threading.Event()
    fleet = Fleet(count=10)
    # One answer comes at once, the others when the inventory has been left.
    fleet.before_answering = lambda number: number == 1 or left.wait(TIMEOUT)
    server.respond = fleet.respond
    sent: list[object] = []

    async def main() -> None:
        async with async_client_for(server.url) as client:
            client.meta.events.register("before-send", lambda request, **_: sent.append(request))
            await leave(aio.describe_images_of(fleet.names, client=client))
            assert await other_tasks() == []
            sent_before = len(sent)
            left.set()
            await asyncio.sleep(0.1)
            assert len(sent) == sent_before > 0

    try:
        with debug_runner() as runner:
            runner.run(main())
    finally:
        left.set()
