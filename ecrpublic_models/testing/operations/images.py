"""The operations on images."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ecrpublic_models.testing.clock import now
from ecrpublic_models.testing.digests import DIGEST_PATTERN, is_digest
from ecrpublic_models.testing.errors import (
    ImageAlreadyExistsError,
    ImageDigestDoesNotMatchError,
    ImageNotFoundError,
    InvalidParameterError,
    LimitExceededError,
    ReferencedImagesNotFoundError,
)
from ecrpublic_models.testing.layer_errors import LayersNotFoundError
from ecrpublic_models.testing.manifests import read_manifest
from ecrpublic_models.testing.operations.image_description import describe_image
from ecrpublic_models.testing.operations.paging import next_page, refuse_paging_of
from ecrpublic_models.testing.state import Image, ImageTag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_ecr_public.literals import ImageFailureCodeType
    from mypy_boto3_ecr_public.type_defs import (
        BatchDeleteImageRequestTypeDef,
        DescribeImagesRequestTypeDef,
        ImageIdentifierTypeDef,
        PutImageRequestTypeDef,
    )

    from ecrpublic_models.testing.backend import ECRPublicBackend
    from ecrpublic_models.testing.manifests import Manifest
    from ecrpublic_models.testing.state import Repository

__all__ = ["batch_delete_image", "describe_images", "put_image"]

_IMAGES_PER_REPOSITORY = 10_000


def put_image(backend: ECRPublicBackend, request: PutImageRequestTypeDef) -> dict[str, object]:
    """Push an image, or give another tag to one that is there.

    Layers are looked for where the registry requires them.

    Raises:
        RegistryNotFoundError: The registry's alias is nobody's.
        RepositoryNotFoundError: There is no such repository.
        InvalidParameterError: The manifest can't be read, or its kind can't be told.
        ImageDigestDoesNotMatchError: A digest is given that is not the manifest's.
        ImageAlreadyExistsError: The image is there, with this tag if one is given.
        LayersNotFoundError: Layers are required, and one is not there.
        ReferencedImagesNotFoundError: A manifest list names an image that is not there.
        LimitExceededError: The repository is full.
    """
    repository = backend.find_push_target(request["repositoryName"], request.get("registryId"))
    tag = request.get("imageTag")
    manifest = read_manifest(request["imageManifest"], request.get("imageManifestMediaType"))
    digest = request.get("imageDigest", manifest.digest)
    if digest != manifest.digest:
        raise ImageDigestDoesNotMatchError(digest, manifest.digest)
    image = repository.find(digest=digest)
    if image is None:
        image = _push(backend, repository, manifest)
    elif tag is None or tag in image.tags:
        raise ImageAlreadyExistsError(digest, tag, repository.name, backend.account_id)
    if tag is not None:
        repository.tag(ImageTag(backend.next_sequence(), tag, image, created_at=now()))
    return {
        "image": {
            "registryId": backend.account_id,
            "repositoryName": repository.name,
            "imageId": _image_id(digest, tag),
            "imageManifest": image.manifest.text,
            "imageManifestMediaType": image.manifest.media_type,
        }
    }


def describe_images(
    backend: ECRPublicBackend, request: DescribeImagesRequestTypeDef
) -> dict[str, object]:
    """Describe the images that are named, or list all in the order of their pushes.

    Raises:
        InvalidParameterError: Image ids and paging parameters are given together, an image id has
            neither digest nor tag, or the token is not one of this listing.
        RepositoryNotFoundError: There is no such repository.
        ImageNotFoundError: One that is named does not exist.
    """
    refuse_paging_of("imageIds", cast("dict[str, object]", request))
    image_ids = request.get("imageIds", ())
    if not all(map(_names_an_image, image_ids)):
        raise InvalidParameterError.constraint(
            "imageIds", "Member must have an imageDigest or an imageTag"
        )
    repository = backend.find_repository(request["repositoryName"], request.get("registryId"))
    if image_ids:
        images, continuation = _find_all(backend, repository, image_ids), dict[str, object]()
    else:
        images, continuation = next_page(
            backend,
            repository.images,
            listing=("DescribeImages", repository.name),
            max_results=request.get("maxResults"),
            token=request.get("nextToken"),
        )
    return {
        "imageDetails": [_image_detail(backend, repository, image) for image in images],
        **continuation,
    }


def batch_delete_image(
    backend: ECRPublicBackend, request: BatchDeleteImageRequestTypeDef
) -> dict[str, object]:
    """Delete images by digest, and tags by name; an image goes with its last tag.

    The ids are taken one by one, in their order. What fails is reported, and the rest is done.

    Raises:
        RepositoryNotFoundError: There is no such repository.
    """
    repository = backend.find_repository(request["repositoryName"], request.get("registryId"))
    deleted: list[dict[str, str]] = []
    failures: list[dict[str, object]] = []
    for image_id in request["imageIds"]:
        try:
            deleted += _delete(repository, image_id.get("imageDigest"), image_id.get("imageTag"))
        except _DeletionFailedError as failure:
            failures.append(
                {
                    "imageId": image_id,
                    "failureCode": failure.code,
                    "failureReason": failure.reason,
                }
            )
    return {"imageIds": deleted, "failures": failures}


def _push(backend: ECRPublicBackend, repository: Repository, manifest: Manifest) -> Image:
    """Add an image that is not there yet."""
    lacking = [
        digest for digest in dict.fromkeys(manifest.layers) if digest not in repository.layers
    ]
    if backend.requires_layers and lacking:
        raise LayersNotFoundError(lacking, repository.name, backend.account_id)
    named = {digest: repository.find(digest=digest) for digest in manifest.references}
    missing = [digest for digest, image in named.items() if image is None]
    if missing:
        raise ReferencedImagesNotFoundError(missing, repository.name, backend.account_id)
    if len(repository.images) >= _IMAGES_PER_REPOSITORY:
        raise LimitExceededError(
            f"The repository with name '{repository.name}' in the registry with id"
            f" '{backend.account_id}' has reached its limit of {_IMAGES_PER_REPOSITORY} images"
        )
    sizes = [image.size for image in named.values() if image is not None]
    image = Image(
        sequence=backend.next_sequence(),
        manifest=manifest,
        size=max(sizes, default=manifest.content_size),
        pushed_at=now(),
    )
    repository.add(image)
    return image


def _find_all(
    backend: ECRPublicBackend, repository: Repository, image_ids: Sequence[ImageIdentifierTypeDef]
) -> list[Image]:
    """Find every image that is named, each once."""
    found: dict[str, Image] = {}
    for image_id in image_ids:
        digest, tag = image_id.get("imageDigest"), image_id.get("imageTag")
        image = repository.find(digest=digest, tag=tag)
        if image is None:
            raise ImageNotFoundError(digest, tag, repository.name, backend.account_id)
        found[image.digest] = image
    return list(found.values())


def _names_an_image(image_id: ImageIdentifierTypeDef) -> bool:
    return "imageDigest" in image_id or "imageTag" in image_id


def _image_detail(
    backend: ECRPublicBackend, repository: Repository, image: Image
) -> dict[str, object]:
    """Describe an image. What it does not have is left out: an untagged one has no `imageTags`."""
    detail: dict[str, object] = {
        "registryId": backend.account_id,
        "repositoryName": repository.name,
        **describe_image(image),
    }
    if image.tags:
        detail["imageTags"] = list(image.tags)
    return detail


class _DeletionFailedError(Exception):
    """An image id whose image or tag can't be deleted."""

    def __init__(self, code: ImageFailureCodeType, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def _delete(repository: Repository, digest: str | None, tag: str | None) -> list[dict[str, str]]:
    """Delete an image, or take a tag from one, and say what is gone."""
    image = _find_deletable(repository, digest, tag)
    gone = [_image_id(image.digest, name) for name in image.tags] or [_image_id(image.digest, None)]
    if tag is not None:
        gone = [_image_id(image.digest, tag)]
    if tag is not None and len(image.tags) > 1:
        repository.untag(tag)
        return gone
    if repository.is_named_by_list(image):
        raise _DeletionFailedError(
            "ImageReferencedByManifestList", "Requested image referenced by manifest list"
        )
    repository.remove(image)
    return gone


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
    image = repository.find(digest=digest, tag=tag)
    if image is not None:
        return image
    if repository.find(digest=digest) is not None and repository.find(tag=tag) is not None:
        raise _DeletionFailedError(
            "ImageTagDoesNotMatchDigest", "Requested image tag does not match requested digest"
        )
    raise _DeletionFailedError("ImageNotFound", "Requested image not found")


def _image_id(digest: str, tag: str | None) -> dict[str, str]:
    return {"imageDigest": digest} if tag is None else {"imageDigest": digest, "imageTag": tag}
