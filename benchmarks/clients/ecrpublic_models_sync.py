"""This library's paginator, and the models that it gives."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.clients import Listed, Lister, page_config
from ecrpublic_models import DescribeImagesPaginator, create_client

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def connect(url: str) -> Iterator[Lister]:
    paginator = DescribeImagesPaginator(create_client(endpoint_url=url))

    def list_images(repository_name: str, page_size: int | None) -> Listed:
        images = size_in_bytes = 0
        for page in paginator.paginate(
            repositoryName=repository_name, PaginationConfig=page_config(page_size)
        ):
            for image in page.imageDetails:
                images += 1
                size_in_bytes += image.imageSizeInBytes or 0
        return Listed(images, size_in_bytes)

    yield list_images
