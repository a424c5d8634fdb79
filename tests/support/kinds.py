"""The four listings of ECR Public, each with items that are numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from ecrpublic_models import operations
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.operations import PaginatedOperation
from tests.support.loopback import Answer, Loopback
from tests.support.service import PagedService

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient


def image(number: int) -> dict[str, object]:
    """An image as it stands on the wire; not all have tags."""
    detail: dict[str, object] = {
        "registryId": "123456789012",
        "repositoryName": "team/app",
        "imageDigest": f"sha256:{number:064d}",
        "imageSizeInBytes": 1000 + number,
        "imagePushedAt": 1_700_000_000.125 + number,
        "imageManifestMediaType": "application/vnd.oci.image.manifest.v1+json",
        "artifactMediaType": "application/vnd.oci.image.config.v1+json",
    }
    if number % 3:
        detail["imageTags"] = [f"v{number}", "stable"][: number % 3]
    return detail


def an_image(**changes: object) -> dict[str, object]:
    """What every image has on the wire, with changes."""
    return {
        "registryId": "123456789012",
        "repositoryName": "team/app",
        "imageDigest": "sha256:0",
        "imagePushedAt": 1_700_000_000.125,
        **changes,
    }


def image_tag(number: int) -> dict[str, object]:
    referenced: dict[str, object] = {
        "imageDigest": "sha256:0",
        "imagePushedAt": 1_700_000_000 + number / 8,
    }
    return {
        "imageTag": f"v{number}",
        "createdAt": 1_700_000_000 + number,
        "imageDetail": {**referenced, "imageSizeInBytes": number} if number % 2 else referenced,
    }


def registry(number: int) -> dict[str, object]:
    flags = {"primaryRegistryAlias": number % 2 == 0, "defaultRegistryAlias": True}
    aliases = [{"name": f"alias{number}", "status": "ACTIVE", **flags}][: number % 2]
    return {
        "registryId": f"{number:012d}",
        "registryArn": f"arn:aws:ecr-public::{number:012d}:registry/{number:012d}",
        "registryUri": "",
        "verified": number % 3 == 0,
        "aliases": aliases,
    }


def repository(number: int) -> dict[str, object]:
    return {
        "repositoryArn": f"arn:aws:ecr-public::123456789012:repository/team/app{number}",
        "registryId": "123456789012",
        "repositoryName": f"team/app{number}",
        "repositoryUri": f"public.ecr.aws/alias/team/app{number}",
        "createdAt": 1_700_000_000.5 + number,
    }


@dataclass(frozen=True)
class Kind:
    """One of the listings."""

    operation: PaginatedOperation[ResponseModel, ResponseModel, ResponseModel]
    arguments: Mapping[str, str]
    """What it needs."""
    item: Callable[[int], dict[str, object]]
    """The item of a number, as it stands on the wire."""
    numbered: str
    """The field of an item whose last digits are its number."""

    def paginate(self, registry: Any, **config: object) -> Any:
        """List through a facade of either world."""
        paginator = registry.get_paginator(self.operation.method_name)
        given = {name: value for name, value in config.items() if value is not None}
        return paginator.paginate(**self.arguments, PaginationConfig=given)

    def boto3_paginate(self, client: ECRPublicClient, **config: object) -> Any:
        paginator: Any = client.get_paginator(self.operation.method_name)  # type: ignore[call-overload]  # any of the four
        given = {name: value for name, value in config.items() if value is not None}
        return paginator.paginate(**self.arguments, PaginationConfig=given)

    def serve(self, server: Loopback, service: PagedService) -> None:
        def respond(body: dict[str, object]) -> Answer:
            token = body.get("nextToken")
            numbers, next_token = service.answer(None if token is None else str(token))
            content: dict[str, object] = {
                self.operation.result_key: [self.item(number) for number in numbers]
            }
            if next_token is not None:
                content["nextToken"] = next_token
            return Answer(content)

        server.respond = respond
        server.requests.clear()
        service.asked.clear()

    def items(self, page: Any) -> Any:
        return getattr(page, self.operation.result_key)

    def numbers(self, items: Sequence[Any]) -> list[int]:
        texts = [str(getattr(item, self.numbered)) for item in items]
        return [int(text.rpartition(":")[2].lstrip(f"{ascii_lowercase}/")) for text in texts]


REPOSITORY = {"repositoryName": "team/app"}
IMAGES = Kind(operations.DESCRIBE_IMAGES, REPOSITORY, image, "imageDigest")
KINDS = [
    IMAGES,
    Kind(operations.DESCRIBE_IMAGE_TAGS, REPOSITORY, image_tag, "imageTag"),
    Kind(operations.DESCRIBE_REGISTRIES, {}, registry, "registryId"),
    Kind(operations.DESCRIBE_REPOSITORIES, {}, repository, "repositoryName"),
]
