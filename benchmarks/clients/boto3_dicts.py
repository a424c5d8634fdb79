"""boto3's own paginator, and the dicts that it gives."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3

from benchmarks.clients import Listed, Lister, page_config

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def connect(url: str) -> Iterator[Lister]:
    client = boto3.client("ecr-public", "us-east-1", endpoint_url=url)
    paginator = client.get_paginator("describe_images")

    def list_images(repository_name: str, page_size: int | None) -> Listed:
        images = size_in_bytes = 0
        for page in paginator.paginate(
            repositoryName=repository_name, PaginationConfig=page_config(page_size)
        ):
            for image in page["imageDetails"]:
                images += 1
                size_in_bytes += image["imageSizeInBytes"]
        return Listed(images, size_in_bytes)

    yield list_images
