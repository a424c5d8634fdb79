"""What a user writes under asyncio."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import assert_type

from ecrpublic_models import (
    DescribeImagesPage,
    DescribeImagesResponse,
    ImageDetail,
    ImageIdentifier,
    InventoryCheckpoint,
    InventoryError,
    PaginationConfig,
    RegistryAlias,
    Repository,
)
from ecrpublic_models.aio import (
    AsyncDescribeImagesPaginator,
    AsyncDescribeRegistriesPaginator,
    AsyncECRPublic,
    AsyncInventory,
    AsyncPages,
    create_client,
    describe_images_of,
    ensure_repository,
    find_image,
)
from ecrpublic_models.errors import RepositoryNotFoundException


async def newest(repository: str) -> datetime | None:
    async with create_client() as client:
        paginator = AsyncDescribeImagesPaginator(client)
        pages = paginator.paginate(
            repositoryName=repository, PaginationConfig=PaginationConfig(PageSize=100)
        )
        assert_type(pages, AsyncPages[DescribeImagesPage, ImageDetail])
        times: list[datetime] = []
        async for page in pages:
            assert_type(page, DescribeImagesPage)
        async for image in pages.items():
            assert_type(image.imagePushedAt, datetime)
            times.append(image.imagePushedAt)
        assert_type(pages.resume_token, str | None)
        assert_type(await pages.build_full_result(), DescribeImagesPage)
        return max(times, default=None)


async def call() -> DescribeImagesResponse | None:
    async with create_client(region_name="us-west-2") as client:
        registry = AsyncECRPublic(client)
        try:
            return await registry.describe_images(
                repositoryName="team/app", imageIds=[ImageIdentifier(imageTag="v1")]
            )
        except RepositoryNotFoundException as error:
            print(error.message)
            return None


async def aliases() -> list[RegistryAlias]:
    async with create_client() as client:
        pages = AsyncDescribeRegistriesPaginator(client).paginate()
        return [alias async for registry in pages.items() for alias in registry.aliases]


async def digest_of(repository: str, tag: str) -> str | None:
    async with create_client() as client:
        made = await ensure_repository(client, repository, catalogData={"description": "ours"})
        assert_type(made, Repository)
        image = await find_image(AsyncECRPublic(client), made.repositoryName, imageTag=tag)
        assert_type(image, ImageDetail | None)
        return image.imageDigest if image else None


async def inventory(repositories: list[str] | InventoryCheckpoint) -> InventoryCheckpoint:
    async with create_client() as client:
        listed = describe_images_of(repositories, client=client, concurrency=4)
        assert_type(listed, AsyncInventory[DescribeImagesPage])
        try:
            async for repository, page in listed:
                assert_type(repository, str)
                assert_type(page, DescribeImagesPage)
        except InventoryError as error:
            assert_type(error.failures, dict[str, Exception])
        async for _, result in describe_images_of(repositories, client=client, on_error="yield"):
            assert_type(result, DescribeImagesPage | Exception)
        return listed.checkpoint


asyncio.run(newest("team/app"))
