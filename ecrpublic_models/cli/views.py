"""How each listing is shown: one description for each, which the writers read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from ecrpublic_models.cli.text import readable_size, readable_time
from ecrpublic_models.models import ImageDetail
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.operations import DESCRIBE_IMAGES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["IMAGES", "Column", "View"]

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


@dataclass(frozen=True)
class View(Generic[ItemT]):
    """How a listing is shown."""

    result_key: str
    """The key of the list in the JSON document, as in the service's answer."""
    item: type[ItemT]
    """What is listed. Its fields are the columns of the CSV."""
    noun: tuple[str, str]
    """What is listed, in words: singular and plural."""
    columns: tuple[Column[ItemT], ...]
    """The columns of the table."""


def _tags(image: ImageDetail) -> str:
    return ", ".join(image.imageTags) or "<untagged>"


def _size(image: ImageDetail) -> str:
    size = image.imageSizeInBytes
    return _ABSENT if size is None else readable_size(size)


def _pushed_at(image: ImageDetail) -> str:
    pushed_at = image.imagePushedAt
    return _ABSENT if pushed_at is None else readable_time(pushed_at)


def _short_digest(image: ImageDetail) -> str:
    algorithm, colon, digits = (image.imageDigest or _ABSENT).partition(":")
    return f"{algorithm}{colon}{digits[:_DIGITS_OF_DIGEST]}"


def _kind(image: ImageDetail) -> str:
    artifact, manifest = image.artifactMediaType, image.imageManifestMediaType
    if artifact:
        return _KINDS_OF_ARTIFACT.get(artifact, artifact)
    return _KINDS_OF_MANIFEST.get(manifest, manifest) if manifest else _ABSENT


IMAGES = View(
    result_key=DESCRIBE_IMAGES.result_key,
    item=ImageDetail,
    noun=("image", "images"),
    columns=(
        Column("TAGS", _tags),
        Column("SIZE", _size, "right"),
        Column("PUSHED (UTC)", _pushed_at),
        Column("DIGEST", _short_digest),
        Column("KIND", _kind),
    ),
)
"""The images of a repository."""
