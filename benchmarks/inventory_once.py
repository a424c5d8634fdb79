"""One way to list many repositories, here: `python -m benchmarks.inventory_once --help`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from botocore.config import Config

from benchmarks.costs import cost_of
from benchmarks.rounds import MISSING
from benchmarks.server import slow_repositories
from ecrpublic_models import DescribeImagesPaginator, create_client, describe_images_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAGE_SIZE = 1000


def one_after_the_other(url: str, repositories: Sequence[str], _concurrency: int) -> int:
    paginator = DescribeImagesPaginator(create_client(endpoint_url=url))
    config = {"PageSize": PAGE_SIZE}
    return sum(
        len(page.imageDetails)
        for repository in repositories
        for page in paginator.paginate(repositoryName=repository, PaginationConfig=config)
    )


def in_threads(url: str, repositories: Sequence[str], concurrency: int) -> int:
    client = create_client(endpoint_url=url, config=Config(max_pool_connections=concurrency))
    pairs = describe_images_of(
        repositories, client=client, PageSize=PAGE_SIZE, concurrency=concurrency
    )
    return sum(len(page.imageDetails) for _, page in pairs)


def one_after_the_other_in_asyncio(url: str, repositories: Sequence[str], _concurrency: int) -> int:
    from ecrpublic_models import aio

    async def main() -> int:
        async with aio.create_client(endpoint_url=url) as client:
            paginator = aio.AsyncDescribeImagesPaginator(client)
            config = {"PageSize": PAGE_SIZE}
            images = 0
            for repository in repositories:
                pages = paginator.paginate(repositoryName=repository, PaginationConfig=config)
                async for page in pages:
                    images += len(page.imageDetails)
            return images

    return asyncio.run(main())


def in_tasks(url: str, repositories: Sequence[str], concurrency: int) -> int:
    from aiobotocore.config import AioConfig

    from ecrpublic_models import aio

    async def main() -> int:
        config = AioConfig(max_pool_connections=concurrency)
        async with aio.create_client(endpoint_url=url, config=config) as client:
            images = 0
            async for _, page in aio.describe_images_of(
                repositories, client=client, PageSize=PAGE_SIZE, concurrency=concurrency
            ):
                images += len(page.imageDetails)
            return images

    return asyncio.run(main())


WAYS: dict[str, Callable[[str, Sequence[str], int], int]] = {
    "one after the other": one_after_the_other,
    "describe_images_of, threads": in_threads,
    "one after the other, asyncio": one_after_the_other_in_asyncio,
    "describe_images_of, tasks": in_tasks,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("url")
    parser.add_argument("repositories", type=int)
    parser.add_argument("images", type=int, help="in each repository")
    parser.add_argument("concurrency", type=int)
    options = parser.parse_args()
    repositories = slow_repositories(options.repositories, options.images)
    list_images = WAYS[options.way]
    try:
        # What happens once only (loading modules, building models) is not measured.
        list_images(options.url, repositories[:1], 1)
    except ImportError as error:
        sys.exit(f"{MISSING}{error}")
    cost, images = cost_of(lambda: list_images(options.url, repositories, options.concurrency))
    if images != options.repositories * options.images:
        sys.exit(f"{images} images were listed")
    print(cost.to_json())


if __name__ == "__main__":
    main()
