"""As little as can be done: urllib3 and a msgspec decoder, without signing or retries."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
import urllib3

from benchmarks.clients import Listed, Lister, max_results

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADERS = {
    "Content-Type": "application/x-amz-json-1.1",
    "X-Amz-Target": "SpencerFrontendService.DescribeImages",
}


class _ImageDetail(msgspec.Struct):
    registryId: str
    repositoryName: str
    imageDigest: str
    imagePushedAt: datetime
    imageTags: list[str] = []
    imageSizeInBytes: int | None = None
    imageManifestMediaType: str | None = None
    artifactMediaType: str | None = None


class _Page(msgspec.Struct):
    imageDetails: list[_ImageDetail]
    nextToken: str | None = None


@contextmanager
def connect(url: str) -> Iterator[Lister]:
    pool = urllib3.PoolManager()
    # Not strict: the service's times are numbers.
    decoder = msgspec.json.Decoder(_Page, strict=False)

    def list_images(repository_name: str, page_size: int | None) -> Listed:
        images = size_in_bytes = 0
        request: dict[str, object] = {"repositoryName": repository_name, **max_results(page_size)}
        while True:
            response = pool.request(
                "POST", url, headers=_HEADERS, body=msgspec.json.encode(request)
            )
            page = decoder.decode(response.data)
            for image in page.imageDetails:
                images += 1
                size_in_bytes += image.imageSizeInBytes or 0
            if page.nextToken is None:
                return Listed(images, size_in_bytes)
            request["nextToken"] = page.nextToken

    yield list_images
