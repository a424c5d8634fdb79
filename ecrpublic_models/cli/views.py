"""How items are shown: one description for each listing, which the writers read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from ecrpublic_models.cli.text import readable_size, readable_time
from ecrpublic_models.operations import (
    DESCRIBE_IMAGE_TAGS,
    DESCRIBE_IMAGES,
    DESCRIBE_REGISTRIES,
    DESCRIBE_REPOSITORIES,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ecrpublic_models.models import (
        ImageDetail,
        ImageTagDetail,
        ReferencedImageDetail,
        Registry,
        RegistryAlias,
        Repository,
    )

__all__ = [
    "IMAGES",
    "IMAGES_OF_ALL",
    "IMAGE_TAGS",
    "REGISTRIES",
    "REPOSITORIES",
    "Column",
    "Source",
    "View",
    "digest_cell",
    "size_cell",
    "tags_cell",
]

ItemT = TypeVar("ItemT", bound=BaseModel)
ItemT_co = TypeVar("ItemT_co", bound=BaseModel, covariant=True)

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


class Source(Protocol[ItemT_co]):
    """What items come from, such as an operation that lists."""

    @property
    def name(self) -> str:
        """Its name, as an operation is named on the wire."""
        ...

    @property
    def result_key(self) -> str:
        """The name that the items have in its JSON document."""
        ...

    @property
    def item(self) -> type[ItemT_co]:
        """The items' model, whose fields are the columns of csv."""
        ...


@dataclass(frozen=True)
class View(Generic[ItemT]):
    """How items are shown."""

    source: Source[ItemT]
    """What they come from."""
    noun: tuple[str, str]
    """What they are, in words: singular and plural."""
    columns: tuple[Column[ItemT], ...]
    """The columns of the table."""


def tags_cell(tags: Sequence[str]) -> str:
    """Show the tags of an image."""
    return ", ".join(tags) or "<untagged>"


def size_cell(size: int | None) -> str:
    """Show a size in bytes."""
    return _ABSENT if size is None else readable_size(size)


def digest_cell(digest: str) -> str:
    """Show the first digits of a digest."""
    return digest.rpartition(":")[2][:_DIGITS_OF_DIGEST]


def _kind(image: ImageDetail | ReferencedImageDetail) -> str:
    artifact, manifest = image.artifactMediaType, image.imageManifestMediaType
    if artifact:
        return _KINDS_OF_ARTIFACT.get(artifact, artifact)
    return _KINDS_OF_MANIFEST.get(manifest, manifest) if manifest else _ABSENT


def _aliases(registry: Registry) -> str:
    # The one that the gallery shows comes first.
    aliases = sorted(registry.aliases, key=lambda alias: not alias.primaryRegistryAlias)
    return ", ".join(map(_alias, aliases)) or _ABSENT


def _alias(alias: RegistryAlias) -> str:
    return alias.name if alias.status == "ACTIVE" else f"{alias.name} ({alias.status.lower()})"


IMAGES: View[ImageDetail] = View(
    source=DESCRIBE_IMAGES,
    noun=("image", "images"),
    columns=(
        Column("TAGS", lambda image: tags_cell(image.imageTags), folds=True),
        Column("SIZE", lambda image: size_cell(image.imageSizeInBytes), "right"),
        Column("PUSHED (UTC)", lambda image: readable_time(image.imagePushedAt)),
        Column("DIGEST", lambda image: digest_cell(image.imageDigest)),
        Column("KIND", _kind, folds=True),
    ),
)
"""The images of a repository."""

IMAGES_OF_ALL: View[ImageDetail] = View(
    source=DESCRIBE_IMAGES,
    noun=IMAGES.noun,
    columns=(
        Column("REPOSITORY", lambda image: image.repositoryName, folds=True),
        *IMAGES.columns,
    ),
)
"""The images of all repositories."""

IMAGE_TAGS: View[ImageTagDetail] = View(
    source=DESCRIBE_IMAGE_TAGS,
    noun=("image tag", "image tags"),
    columns=(
        Column("TAG", lambda tag: tag.imageTag, folds=True),
        Column("SIZE", lambda tag: size_cell(tag.imageDetail.imageSizeInBytes), "right"),
        Column("CREATED (UTC)", lambda tag: readable_time(tag.createdAt)),
        Column("DIGEST", lambda tag: digest_cell(tag.imageDetail.imageDigest)),
        Column("KIND", lambda tag: _kind(tag.imageDetail), folds=True),
    ),
)
"""The image tags of a repository."""

REPOSITORIES: View[Repository] = View(
    source=DESCRIBE_REPOSITORIES,
    noun=("repository", "repositories"),
    columns=(
        Column("NAME", lambda repository: repository.repositoryName, folds=True),
        Column("CREATED (UTC)", lambda repository: readable_time(repository.createdAt)),
        Column("URI", lambda repository: repository.repositoryUri, folds=True),
    ),
)
"""The repositories of a registry."""

REGISTRIES: View[Registry] = View(
    source=DESCRIBE_REGISTRIES,
    noun=("registry", "registries"),
    columns=(
        Column("REGISTRY", lambda registry: registry.registryId),
        Column("ALIASES", _aliases, folds=True),
        Column("VERIFIED", lambda registry: "yes" if registry.verified else "no"),
        Column("URI", lambda registry: registry.registryUri or _ABSENT, folds=True),
    ),
)
"""The registries of the account."""
