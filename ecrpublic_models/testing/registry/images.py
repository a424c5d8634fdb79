"""The operations that push images, and that describe images and their tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ecrpublic_models.testing.exceptions import (
    ImageAlreadyExistsError,
    ImageDigestDoesNotMatchError,
    ImageNotFoundError,
    InvalidParameterError,
    LayersNotFoundError,
    LimitExceededError,
    ReferencedImagesNotFoundError,
)
from ecrpublic_models.testing.registry.listings import next_page, refuse_paging_of
from ecrpublic_models.testing.registry.manifests import read_manifest
from ecrpublic_models.testing.registry.state import Image, ImageTag
from ecrpublic_models.testing.registry.syntax import DIGEST_PATTERN, TAG_PATTERN, is_digest, is_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_ecr_public.type_defs import (
        DescribeImagesRequestTypeDef,
        DescribeImageTagsRequestTypeDef,
        ImageIdentifierTypeDef,
        PutImageRequestTypeDef,
    )

    from ecrpublic_models.testing.registry.manifests import Manifest
    from ecrpublic_models.testing.registry.state import Registry, Repository

__all__ = ["describe_image_tags", "describe_images", "image_id", "put_image"]


def put_image(registry: Registry, request: PutImageRequestTypeDef) -> dict[str, object]:
    """Push an image, or give another tag to one that is there.

    Whether its layers were uploaded is checked only where the registry requires them.

    Raises:
        RegistryNotFoundError: Nobody has the registry's alias.
        RepositoryNotFoundError: There is no such repository.
        InvalidParameterError: The tag or the digest is malformed, or the manifest can't be read or
            is of an unknown kind.
        ImageDigestDoesNotMatchError: A digest is given that is not the manifest's.
        ImageAlreadyExistsError: The image is there, with this tag if one is given.
        LayersNotFoundError: Layers are required, and one is not there.
        ReferencedImagesNotFoundError: A manifest list names an image that is not there.
        LimitExceededError: The repository is full, or the image has all the tags it can have.
    """
    repository = registry.find_push_target(request["repositoryName"], request.get("registryId"))
    tag = request.get("imageTag")
    _check_forms(request.get("imageDigest"), tag)
    manifest = read_manifest(request["imageManifest"], request.get("imageManifestMediaType"))
    digest = request.get("imageDigest", manifest.digest)
    if digest != manifest.digest:
        raise ImageDigestDoesNotMatchError(digest, manifest.digest)
    image = repository.find(digest=digest)
    if image is not None and (tag is None or tag in image.tags):
        raise ImageAlreadyExistsError(digest, tag, repository.name, registry.account_id)
    if tag is not None:
        _check_room_for_tag(registry, repository, image, tag)
    if image is None:
        image = _push(registry, repository, manifest)
    if tag is not None:
        repository.tag(ImageTag(registry.next_sequence(), tag, image, created_at=registry.now()))
    return {
        "image": {
            "registryId": registry.account_id,
            "repositoryName": repository.name,
            "imageId": image_id(digest, tag),
            "imageManifest": image.manifest.text,
            "imageManifestMediaType": image.manifest.media_type,
        }
    }


def describe_images(registry: Registry, request: DescribeImagesRequestTypeDef) -> dict[str, object]:
    """Describe the images that are named, or list all in the order of their pushes.

    Raises:
        InvalidParameterError: Image ids and paging parameters are given together, an image id has
            neither digest nor tag or a malformed one, or the token is not one of this listing.
        RepositoryNotFoundError: There is no such repository.
        ImageNotFoundError: One that is named does not exist.
    """
    refuse_paging_of("imageIds", cast("dict[str, object]", request))
    image_ids = request.get("imageIds", ())
    if not all(map(_names_an_image, image_ids)):
        raise InvalidParameterError.constraint(
            "imageIds", "Member must have an imageDigest or an imageTag"
        )
    for named in image_ids:
        _check_forms(named.get("imageDigest"), named.get("imageTag"))
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    if image_ids:
        images, continuation = _find_all(registry, repository, image_ids), dict[str, object]()
    else:
        images, continuation = next_page(
            repository.images,
            registry.page_tokens,
            listing=("DescribeImages", str(repository.sequence)),
            max_results=request.get("maxResults"),
            token=request.get("nextToken"),
        )
    return {
        "imageDetails": [_image_detail(registry, repository, image) for image in images],
        **continuation,
    }


def describe_image_tags(
    registry: Registry, request: DescribeImageTagsRequestTypeDef
) -> dict[str, object]:
    """List the tags of all images in the order in which they were given.

    Raises:
        InvalidParameterError: The token is not one of this listing.
        RepositoryNotFoundError: There is no such repository.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    tags, continuation = next_page(
        repository.image_tags,
        registry.page_tokens,
        listing=("DescribeImageTags", str(repository.sequence)),
        max_results=request.get("maxResults"),
        token=request.get("nextToken"),
    )
    return {"imageTagDetails": [_image_tag_detail(tag) for tag in tags], **continuation}


def image_id(digest: str, tag: str | None) -> dict[str, str]:
    """Name an image by its digest, and by a tag if one is given."""
    return {"imageDigest": digest} if tag is None else {"imageDigest": digest, "imageTag": tag}


def _push(registry: Registry, repository: Repository, manifest: Manifest) -> Image:
    """Add an image that is not there yet, if all that it refers to is there."""
    lacking = [
        digest for digest in dict.fromkeys(manifest.layers) if digest not in repository.layers
    ]
    if registry.requires_layers and lacking:
        raise LayersNotFoundError(lacking, repository.name, registry.account_id)
    named = {digest: repository.find(digest=digest) for digest in manifest.references}
    missing = [digest for digest, image in named.items() if image is None]
    if missing:
        raise ReferencedImagesNotFoundError(missing, repository.name, registry.account_id)
    limit = registry.quotas.images_per_repository
    if len(repository.images) >= limit:
        raise LimitExceededError(
            f"The repository with name '{repository.name}' in the registry with id"
            f" '{registry.account_id}' has reached its limit of {limit} images"
        )
    sizes = [image.size for image in named.values() if image is not None]
    image = Image(
        sequence=registry.next_sequence(),
        manifest=manifest,
        size=max(sizes, default=manifest.content_size),
        pushed_at=registry.now(),
    )
    repository.add(image)
    return image


def _find_all(
    registry: Registry, repository: Repository, image_ids: Sequence[ImageIdentifierTypeDef]
) -> list[Image]:
    """Find every image that is named, each once."""
    found: dict[str, Image] = {}
    for named in image_ids:
        digest, tag = named.get("imageDigest"), named.get("imageTag")
        image = repository.find(digest=digest, tag=tag)
        if image is None:
            raise ImageNotFoundError(digest, tag, repository.name, registry.account_id)
        found[image.digest] = image
    return list(found.values())


def _names_an_image(given: ImageIdentifierTypeDef) -> bool:
    return "imageDigest" in given or "imageTag" in given


def _check_forms(digest: str | None, tag: str | None) -> None:
    if digest is not None and not is_digest(digest):
        raise InvalidParameterError.pattern("imageDigest", DIGEST_PATTERN)
    if tag is not None and not is_tag(tag):
        raise InvalidParameterError.pattern("imageTag", TAG_PATTERN)


def _check_room_for_tag(
    registry: Registry, repository: Repository, image: Image | None, tag: str
) -> None:
    limit = registry.quotas.tags_per_image
    if (0 if image is None else len(image.tags)) >= limit:
        raise LimitExceededError(
            f"Adding tag '{tag}' to an image in the repository with name '{repository.name}' in"
            f" registry with id '{registry.account_id}' exceeds the maximum allowed number of tags"
            f" per image which is '{limit}'"
        )


def _image_detail(registry: Registry, repository: Repository, image: Image) -> dict[str, object]:
    """Describe an image. What it does not have is left out: an untagged one has no `imageTags`."""
    detail: dict[str, object] = {
        "registryId": registry.account_id,
        "repositoryName": repository.name,
        **_describe_image(image),
    }
    if image.tags:
        detail["imageTags"] = list(image.tags)
    return detail


def _image_tag_detail(tag: ImageTag) -> dict[str, object]:
    return {
        "imageTag": tag.name,
        "createdAt": tag.created_at,
        "imageDetail": _describe_image(tag.image),
    }


def _describe_image(image: Image) -> dict[str, object]:
    """Describe an image apart from its place and its tags. What it does not have is left out."""
    description: dict[str, object] = {
        "imageDigest": image.digest,
        "imageSizeInBytes": image.size,
        "imagePushedAt": image.pushed_at,
        "imageManifestMediaType": image.manifest.media_type,
    }
    if image.manifest.artifact_media_type is not None:
        description["artifactMediaType"] = image.manifest.artifact_media_type
    return description
