"""The program of `program.py` with aiobotocore, and with the same arguments."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from ecrpublic_models import aio
from tests.support.async_drivers import async_client_for
from tests.support.program import CONCURRENCY, keep, save, todo


async def in_tasks(url: str, directory: Path) -> None:
    async with (
        async_client_for(url) as client,
        aio.describe_images_of(
            todo(directory), client=client, concurrency=CONCURRENCY
        ) as inventory,
    ):
        async for repository, page in inventory:
            save(directory, inventory.checkpoint)
            keep(directory, repository, page)
        save(directory, inventory.checkpoint)


if __name__ == "__main__":
    asyncio.run(in_tasks(sys.argv[1], Path(sys.argv[2])))
