"""capo's async client: neither botocore nor validation; its dicts hold times as `datetime`."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from capo_ecr_public import AsyncECRPUBLICClient

from benchmarks.clients import Listed
from benchmarks.clients.event_loop import AsyncLister, in_event_loop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def _connect(url: str) -> AsyncIterator[AsyncLister]:
    async with AsyncECRPUBLICClient(region="us-east-1", endpoint=url) as client:

        async def list_images(repository_name: str, page_size: int | None) -> Listed:
            images = size_in_bytes = 0
            async for image in client.iter_describe_images(repository_name, max_results=page_size):
                images += 1
                size_in_bytes += image["image_size_in_bytes"]
            return Listed(images, size_in_bytes)

        yield list_images


connect = in_event_loop(_connect)
