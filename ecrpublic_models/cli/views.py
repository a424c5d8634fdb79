"""How each listing is shown: one description for each, which the writers read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from ecrpublic_models.cli.text import readable_size, readable_time
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.operations import (
    DESCRIBE_IMAGE_TAGS,
    DESCRIBE_IMAGES,
    DESCRIBE_REGISTRIES,
    DESCRIBE_REPOSITORIES,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecrpublic_models.models import (
        ImageDetail,
        ImageTagDetail,
        ReferencedImageDetail,
        Registry,
        RegistryAlias,
        Repository,
    )
    from ecrpublic_models.operations import PaginatedOperation

__all__ = ["IMAGES", "IMAGE_TAGS", "REGISTRIES", "REPOSITORIES", "Column", "View"]

ItemT = TypeVar("ItemT", bound=ResponseModel)

_ABSENT = "-"
_DIGITS_OF_DIGEST = 12

_IMAGE = "image"
_MULTI_PLATFORM = "multi-platform image"
_HELM_CHART = "Helm chart"
_KINDS_OF_ARTIFACT = {
    "application/vnd.docker.container.image.v1+json": _IMAGE,
    "application/vnd.oci.image.config.v1+json": _IMAGE,
    "application/vnd.cncf.helm.config.v1+json": _HELM_CHART,
}
_KINDS_OF_MANIFEST = {
    "application/vnd.docker.distribution.manifest.v1+json": _IMAGE,
    "application/vnd.docker.distribution.manifest.v1+prettyjws": _IMAGE,
    "application/vnd.docker.distribution.manifest.v2+json": _IMAGE,
    "application/vnd.oci.image.manifest.v1+json": _IMAGE,
    "application/vnd.docker.distribution.manifest.list.v2+json": _MULTI_PLATFORM,
    "application/vnd.oci.image.index.v1+json": _MULTI_PLATFORM,
}


@dataclass(frozen=True)
class Column(Generic[ItemT]):
    """A column of the table that people read."""

    title: str
    """Its heading."""
    cell: Callable[[ItemT], str]
    """What stands in it for an item. Need not be safe to show; the writer sees to that."""
    align: Literal["left", "right"] = "left"
    """Numbers go to the right."""
    folds: bool = False
    """Whether it may take several lines where the terminal is narrow."""


@dataclass(frozen=True)
class View(Generic[ItemT]):
    """How a listing is shown."""

    operation: PaginatedOperation[ResponseModel, ResponseModel, ItemT]
    """What lists it."""
    noun: tuple[str, str]
    """What is listed, in words: singular and plural."""
    columns: tuple[Column[ItemT], ...]
    """The columns of the table."""


def _tags(image: ImageDetail) -> str:
    return ", ".join(image.imageTags) or "<untagged>"


def _size(image: ImageDetail | ReferencedImageDetail) -> str:
    size = image.imageSizeInBytes
    return _ABSENT if size is None else readable_size(size)


def _short_digest(image: ImageDetail | ReferencedImageDetail) -> str:
    return image.imageDigest.rpartition(":")[2][:_DIGITS_OF_DIGEST]


def _kind(image: ImageDetail | ReferencedImageDetail) -> str:
    artifact, manifest = image.artifactMediaType, image.imageManifestMediaType
    if artifact:
        return _KINDS_OF_ARTIFACT.get(artifact, artifact)
    return _KINDS_OF_MANIFEST.get(manifest, manifest) if manifest else _ABSENT


def _of_image(cell: Callable[[ReferencedImageDetail], str]) -> Callable[[ImageTagDetail], str]:
    return lambda tag: cell(tag.imageDetail)


def _aliases(registry: Registry) -> str:
    # The one that the gallery shows comes first.
    aliases = sorted(registry.aliases, key=lambda alias: not alias.primaryRegistryAlias)
    return ", ".join(map(_alias, aliases)) or _ABSENT


def _alias(alias: RegistryAlias) -> str:
    return alias.name if alias.status == "ACTIVE" else f"{alias.name} ({alias.status.lower()})"


IMAGES: View[ImageDetail] = View(
    operation=DESCRIBE_IMAGES,
    noun=("image", "images"),
    columns=(
        Column("TAGS", _tags, folds=True),
        Column("SIZE", _size, "right"),
        Column("PUSHED (UTC)", lambda image: readable_time(image.imagePushedAt)),
        Column("DIGEST", _short_digest),
        Column("KIND", _kind, folds=True),
    ),
)
"""The images of a repository."""

IMAGE_TAGS: View[ImageTagDetail] = View(
    operation=DESCRIBE_IMAGE_TAGS,
    noun=("image tag", "image tags"),
    columns=(
        Column("TAG", lambda tag: tag.imageTag, folds=True),
        Column("SIZE", _of_image(_size), "right"),
        Column("CREATED (UTC)", lambda tag: readable_time(tag.createdAt)),
        Column("DIGEST", _of_image(_short_digest)),
        Column("KIND", _of_image(_kind), folds=True),
    ),
)
"""The image tags of a repository."""

REPOSITORIES: View[Repository] = View(
    operation=DESCRIBE_REPOSITORIES,
    noun=("repository", "repositories"),
    columns=(
        Column("NAME", lambda repository: repository.repositoryName, folds=True),
        Column("CREATED (UTC)", lambda repository: readable_time(repository.createdAt)),
        Column("URI", lambda repository: repository.repositoryUri, folds=True),
    ),
)
"""The repositories of a registry."""

REGISTRIES: View[Registry] = View(
    operation=DESCRIBE_REGISTRIES,
    noun=("registry", "registries"),
    columns=(
        Column("REGISTRY", lambda registry: registry.registryId),
        Column("ALIASES", _aliases, folds=True),
        Column("VERIFIED", lambda registry: "yes" if registry.verified else "no"),
        Column("URI", lambda registry: registry.registryUri or _ABSENT, folds=True),
    ),
)
"""The registries of the account."""
