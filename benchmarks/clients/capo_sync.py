"""capo's sync client: neither botocore nor validation; its dicts hold times as `datetime`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from capo_ecr_public import ECRPUBLICClient

from benchmarks.clients import Listed, Lister

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def connect(url: str) -> Iterator[Lister]:
    with ECRPUBLICClient(region="us-east-1", endpoint=url) as client:

        def list_images(repository_name: str, page_size: int | None) -> Listed:
            images = size_in_bytes = 0
            for image in client.iter_describe_images(repository_name, max_results=page_size):
                images += 1
                size_in_bytes += image["image_size_in_bytes"]
            return Listed(images, size_in_bytes)

        yield list_images
