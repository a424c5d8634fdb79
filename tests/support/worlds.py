"""Inventories of both worlds behind one face."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Literal

import ecrpublic_models
from tests.support.loopback import client_for


class World:
    """How to take an inventory."""

    def __init__(self, url: str) -> None:
        self._client = client_for(url)

    def repositories(self, *, as_items: bool) -> Any:
        """The listing of all repositories, page by page or one by one."""
        registry = ecrpublic_models.ECRPublic(self._client)
        pages = registry.get_paginator("describe_repositories").paginate()
        return pages.items() if as_items else pages

    def inventory(self, repositories: Any, **options: Any) -> Any:
        return ecrpublic_models.describe_images_of(repositories, client=self._client, **options)


def open_world(name: Literal["threads", "tasks"], url: str) -> AbstractContextManager[Any]:
    if name == "threads":
        return threads(url)
    # Imported where it is used, since it needs aiobotocore.
    from tests.support.async_worlds import tasks

    return tasks(url)


@contextmanager
def threads(url: str) -> Iterator[World]:
    yield World(url)
