"""boto3 without its parser: it talks, and nobody reads more of a response than where it goes on."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import boto3

from benchmarks.clients import Listed, Lister, max_results

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEXT_TOKEN = re.compile(rb'"nextToken":"(\d+)"}$')


@contextmanager
def connect(url: str) -> Iterator[Lister]:
    client: Any = boto3.client("ecr-public", "us-east-1", endpoint_url=url)
    bodies: list[bytes] = []

    def take_body(response_dict: dict[str, Any], **_: object) -> None:
        bodies.append(response_dict["body"])
        response_dict["body"] = b""

    client.meta.events.register("before-parse.ecr-public", take_body)

    def list_images(repository_name: str, page_size: int | None) -> Listed:
        images = 0
        token: dict[str, str] = {}
        while True:
            client.describe_images(
                repositoryName=repository_name, **max_results(page_size), **token
            )
            body = bodies.pop()
            images += body.count(b'"imageDigest"')
            found = _NEXT_TOKEN.search(body, max(0, len(body) - 100))
            if found is None:
                return Listed(images, 0)
            token = {"nextToken": found[1].decode()}

    yield list_images
