"""aiobotocore's own paginator, and the dicts that it gives."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiobotocore.session import get_session

from benchmarks.clients import Listed, page_config
from benchmarks.clients.event_loop import AsyncLister, in_event_loop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def _connect(url: str) -> AsyncIterator[AsyncLister]:
    async with get_session().create_client("ecr-public", "us-east-1", endpoint_url=url) as client:
        paginator = client.get_paginator("describe_images")

        async def list_images(repository_name: str, page_size: int | None) -> Listed:
            images = size_in_bytes = 0
            async for page in paginator.paginate(
                repositoryName=repository_name, PaginationConfig=page_config(page_size)
            ):
                for image in page["imageDetails"]:
                    images += 1
                    size_in_bytes += image["imageSizeInBytes"]
            return Listed(images, size_in_bytes)

        yield list_images


connect = in_event_loop(_connect)
