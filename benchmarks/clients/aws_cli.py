"""What the AWS CLI does: botocore's paginator without boto3, and the whole result at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.session import get_session

from benchmarks.clients import Listed, Lister, page_config

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def connect(url: str) -> Iterator[Lister]:
    client = get_session().create_client("ecr-public", "us-east-1", endpoint_url=url)
    paginator = client.get_paginator("describe_images")

    def list_images(repository_name: str, page_size: int | None) -> Listed:
        pages = paginator.paginate(
            repositoryName=repository_name, PaginationConfig=page_config(page_size)
        )
        images = pages.build_full_result()["imageDetails"]
        return Listed(len(images), sum(image["imageSizeInBytes"] for image in images))

    yield list_images
