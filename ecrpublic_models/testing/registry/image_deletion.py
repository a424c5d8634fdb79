"""The operation that deletes images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.testing.registry.images import image_id
from ecrpublic_models.testing.registry.syntax import DIGEST_PATTERN, TAG_PATTERN, is_digest, is_tag

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.literals import ImageFailureCodeType
    from mypy_boto3_ecr_public.type_defs import BatchDeleteImageRequestTypeDef

    from ecrpublic_models.testing.registry.state import Image, Registry, Repository

__all__ = ["batch_delete_image"]


def batch_delete_image(
    registry: Registry, request: BatchDeleteImageRequestTypeDef
) -> dict[str, object]:
    """Delete images by digest, and tags by name; an image goes with its last tag.

    The ids are processed one by one, in their order. Failures are reported; the rest is done.

    Raises:
        RepositoryNotFoundError: There is no such repository.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    deleted: list[dict[str, str]] = []
    failures: list[dict[str, object]] = []
    for given in request["imageIds"]:
        try:
            deleted += _delete(repository, given.get("imageDigest"), given.get("imageTag"))
        except _DeletionFailedError as failure:
            failures.append(
                {
                    "imageId": given,
                    "failureCode": failure.code,
                    "failureReason": failure.reason,
                }
            )
    return {"imageIds": deleted, "failures": failures}


class _DeletionFailedError(Exception):
    """An image id whose image or tag can't be deleted."""

    def __init__(self, code: ImageFailureCodeType, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def _delete(repository: Repository, digest: str | None, tag: str | None) -> list[dict[str, str]]:
    """Delete an image, or remove a tag from one, and return the ids of what was deleted."""
    image = _find_deletable(repository, digest, tag)
    if tag is not None and len(image.tags) > 1:
        repository.untag(tag)
        return [image_id(image.digest, tag)]
    lists = repository.lists_naming(image)
    if lists:
        raise _DeletionFailedError(
            "ImageReferencedByManifestList",
            f"Requested image referenced by manifest list: [{', '.join(lists)}]",
        )
    deleted = [image_id(image.digest, name) for name in image.tags or (None,)]
    repository.remove(image)
    return deleted


def _find_deletable(repository: Repository, digest: str | None, tag: str | None) -> Image:
    if digest is None and tag is None:
        raise _DeletionFailedError(
            "MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null"
        )
    if digest is not None and not is_digest(digest):
        raise _DeletionFailedError(
            "InvalidImageDigest",
            f"Invalid request parameters: image digest should satisfy the regex '{DIGEST_PATTERN}'",
        )
    if tag is not None and not is_tag(tag):
        raise _DeletionFailedError(
            "InvalidImageTag",
            f"Invalid request parameters: image tag should satisfy the regex '{TAG_PATTERN}'",
        )
    image = repository.find(digest=digest, tag=tag)
    if image is not None:
        return image
    if repository.find(digest=digest) is not None and repository.find(tag=tag) is not None:
        raise _DeletionFailedError(
            "ImageTagDoesNotMatchDigest", "Requested image tag does not match requested digest"
        )
    raise _DeletionFailedError("ImageNotFound", "Requested image not found")
