"""Everyday programs, as a user writes them first: no assertion, no cast, no default."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ecrpublic_models import (
    ECRPublic,
    ImageDetail,
    ImageFailure,
    ImageIdentifier,
    ImageReference,
    RepositoryCatalogData,
    create_client,
    describe_images_of,
    ensure_repository,
    find_image,
)
from ecrpublic_models.errors import ImageNotFoundException, RepositoryNotFoundException
from ecrpublic_models.models import RegistryLogin


def clean_up(registry: ECRPublic, repository: str, before: datetime) -> list[ImageFailure]:
    """Delete the untagged images of long ago."""
    images = registry.get_paginator("describe_images").paginate(repositoryName=repository).items()
    old = [
        ImageIdentifier(imageDigest=image.imageDigest)
        for image in images
        if not image.imageTags and image.imagePushedAt < before
    ]
    failures: list[ImageFailure] = []
    for start in range(0, len(old), 100):
        response = registry.batch_delete_image(
            repositoryName=repository, imageIds=old[start : start + 100]
        )
        failures += response.failures
    for failure in failures:
        print(failure.imageId.imageDigest, failure.failureCode.lower(), failure.failureReason)
    return failures


def newest_tag(registry: ECRPublic, repository: str) -> str:
    tags = registry.get_paginator("describe_image_tags").paginate(repositoryName=repository)
    newest = max(tags.items(), key=lambda tag: tag.createdAt)
    print(newest.imageDetail.imageDigest.removeprefix("sha256:")[:12])
    return newest.imageTag


def find_old_images(registry: ECRPublic, repository: str, now: datetime) -> list[ImageDetail]:
    images = registry.get_paginator("describe_images").paginate(repositoryName=repository).items()
    old = [image for image in images if (now - image.imagePushedAt).days > 90]
    for image in old:
        print(f"{image.imageDigest} was pushed on {image.imagePushedAt:%d %B %Y}")
    return sorted(old, key=lambda image: image.imagePushedAt)


def login(registry: ECRPublic) -> RegistryLogin:
    data = registry.get_authorization_token().authorizationData
    print("good until", data.expiresAt.isoformat())
    return data.registry_login()


def tag_exists(registry: ECRPublic, repository: str, tag: str) -> bool:
    try:
        response = registry.describe_images(
            repositoryName=repository, imageIds=[ImageIdentifier(imageTag=tag)]
        )
    except (ImageNotFoundException, RepositoryNotFoundException):
        return False
    return bool(response.imageDetails)


def push_with_tag(registry: ECRPublic, repository: str, manifest: str, tag: str) -> ImageIdentifier:
    """Push a manifest, and push it again with another tag."""
    image = registry.put_image(repositoryName=repository, imageManifest=manifest).image
    again = registry.put_image(
        repositoryName=image.repositoryName, imageManifest=image.imageManifest, imageTag=tag
    )
    return again.image.imageId


def catalogue(registry: ECRPublic, repository: str) -> RepositoryCatalogData:
    created = registry.create_repository(
        repositoryName=repository, catalogData={"description": "made of parts"}
    )
    print(created.repository.repositoryUri.split("/")[-1], created.repository.createdAt.year)
    print(created.catalogData.architectures)
    data = registry.get_repository_catalog_data(repositoryName=repository).catalogData
    print(", ".join(data.architectures))
    return data


def inventory(repositories: Iterable[str], registry: ECRPublic) -> dict[str, datetime]:
    """Say when each repository was last pushed to."""
    pushed: dict[str, datetime] = {}
    for repository, page in describe_images_of([*repositories], client=registry.client):
        for image in page.imageDetails:
            pushed[repository] = max(
                pushed.get(repository, image.imagePushedAt), image.imagePushedAt
            )
    return pushed


def release(registry: ECRPublic, repository: str, manifest: str, tag: str) -> ImageReference:
    """Push an image, unless the tag is taken, and name it by tag and digest."""
    made = ensure_repository(
        registry,
        repository,
        catalogData={"architectures": ["ARM 64"]},
        tags=[{"Key": "team", "Value": "core"}],
    )
    image = find_image(registry, repository, imageTag=tag)
    if image is None:
        registry.put_image(repositoryName=repository, imageManifest=manifest, imageTag=tag)
        image = find_image(registry, repository, imageTag=tag)
    digest = image.imageDigest if image else None
    uri = ImageReference.parse(made.repositoryUri)
    return ImageReference(
        registryAlias=uri.registryAlias,
        repositoryName=uri.repositoryName,
        imageTag=tag,
        imageDigest=digest,
    )


def missing(deployed: Iterable[str]) -> set[ImageReference]:
    """Tell which of the images that are deployed are in their repositories no more."""
    client = create_client()
    references = {ImageReference.parse(text) for text in deployed}
    for reference in sorted(references, key=str):
        named = reference.imageId
        print(reference.repositoryUri.upper(), named.imageTag if named else "any image")
    return {
        reference
        for reference in references
        if reference.imageId
        and not find_image(
            client,
            reference.repositoryName,
            imageTag=reference.imageTag,
            imageDigest=reference.imageDigest,
        )
    }
