"""The same library under asyncio, over aiobotocore. It needs the extra `aio`."""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("aiobotocore") is None:
    raise ImportError("ecrpublic_models.aio needs aiobotocore: pip install 'ecrpublic-models[aio]'")

from ecrpublic_models.aio.client import create_client
from ecrpublic_models.aio.ecrpublic import AsyncECRPublic
from ecrpublic_models.aio.inventory import AsyncInventory, describe_images_of
from ecrpublic_models.aio.pages import AsyncPages
from ecrpublic_models.aio.paginators import (
    AsyncDescribeImagesPaginator,
    AsyncDescribeImageTagsPaginator,
    AsyncDescribeRegistriesPaginator,
    AsyncDescribeRepositoriesPaginator,
)

__all__ = [
    "AsyncDescribeImageTagsPaginator",
    "AsyncDescribeImagesPaginator",
    "AsyncDescribeRegistriesPaginator",
    "AsyncDescribeRepositoriesPaginator",
    "AsyncECRPublic",
    "AsyncInventory",
    "AsyncPages",
    "create_client",
    "describe_images_of",
]
