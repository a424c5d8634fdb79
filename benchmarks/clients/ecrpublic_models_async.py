"""This library's paginator under asyncio, and the models that it gives."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from benchmarks.clients import Listed, page_config
from benchmarks.clients.event_loop import AsyncLister, in_event_loop
from ecrpublic_models.aio import AsyncDescribeImagesPaginator, create_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def _connect(url: str) -> AsyncIterator[AsyncLister]:
    async with create_client(endpoint_url=url) as client:
        paginator = AsyncDescribeImagesPaginator(client)

        async def list_images(repository_name: str, page_size: int | None) -> Listed:
            images = size_in_bytes = 0
            async for page in paginator.paginate(
                repositoryName=repository_name, PaginationConfig=page_config(page_size)
            ):
                for image in page.imageDetails:
                    images += 1
                    size_in_bytes += image.imageSizeInBytes or 0
            return Listed(images, size_in_bytes)

        yield list_images


connect = in_event_loop(_connect)
