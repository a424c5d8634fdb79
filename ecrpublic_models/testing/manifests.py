"""Image manifests: what a registry reads from the text that was pushed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import NoReturn, cast

from ecrpublic_models.testing.errors import InvalidParameterError

__all__ = ["Manifest", "read_manifest"]

_DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json"
_DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
_OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json"
_OCI_INDEX = "application/vnd.oci.image.index.v1+json"
_IMAGES = frozenset({_DOCKER_IMAGE, _OCI_IMAGE})
_LISTS = frozenset({_DOCKER_LIST, _OCI_INDEX})

_OCI_PREFIX = "application/vnd.oci."
_SCHEMA_VERSION = 2
_LARGEST_SIZE = 2**63 - 1


@dataclass(frozen=True)
class Manifest:
    """A manifest and what is said in it.

    Attributes:
        text: The text as it was pushed.
        digest: Of the text's UTF-8 bytes.
        media_type: The manifest's own.
        artifact_media_type: What kind of artifact it describes (`artifactType`, or else the
            configuration's media type), where it says so.
        content_size: What configuration and layers add up to. A manifest list has none of its own.
        layers: The digests of what must be uploaded before: configuration and layers.
        references: The digests of the images that a manifest list names, in its order.
    """

    text: str
    digest: str
    media_type: str
    artifact_media_type: str | None
    content_size: int
    layers: tuple[str, ...]
    references: tuple[str, ...]


def read_manifest(text: str, media_type: str | None) -> Manifest:
    """Read a manifest: of a Docker image (schema 2), an OCI image or artifact, or a list of either.

    Args:
        text: The manifest.
        media_type: What the request says that it is, if it does.

    Raises:
        InvalidParameterError: It is not JSON, lacks what such a manifest must have, is of an
            unknown kind, or its kind can't be told.
    """
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        _refuse("Invalid Unicode")
    content = _parse(text)
    version = content.get("schemaVersion")
    if isinstance(version, bool) or version != _SCHEMA_VERSION:
        _refuse("Manifest must have schemaVersion 2")
    kind = _media_type(content, media_type)
    artifact_type = _optional_string(content, "artifactType")
    parts: list[_Descriptor] = []
    references: tuple[str, ...] = ()
    if kind in _LISTS:
        references = _references(content)
    else:
        config = _descriptor(content.get("config"), "config")
        parts = [config, *_descriptors(content, "layers")]
        artifact_type = artifact_type or config.media_type
    size = sum(part.size for part in parts)
    if size > _LARGEST_SIZE:
        _refuse("Manifest sizes must be less than or equal to 9223372036854775807 in all")
    return Manifest(
        text=text,
        digest="sha256:" + hashlib.sha256(encoded).hexdigest(),
        media_type=kind,
        artifact_media_type=artifact_type or None,
        content_size=size,
        layers=tuple(part.digest for part in parts),
        references=references,
    )


@dataclass(frozen=True)
class _Descriptor:
    digest: str
    size: int
    media_type: str | None


def _parse(text: str) -> dict[str, object]:
    try:
        content = cast("object", json.loads(text, parse_constant=_refuse_constant))
    except (ValueError, RecursionError):
        _refuse("Invalid JSON syntax")
    if not isinstance(content, dict):
        _refuse("Manifest must be a JSON object")
    return cast("dict[str, object]", content)


def _refuse_constant(name: str) -> NoReturn:
    """Refuse `NaN` and the infinities, which Python reads though JSON does not have them."""
    raise ValueError(name)


def _media_type(content: dict[str, object], requested: str | None) -> str:
    """Tell the manifest's kind from the request, from itself, or from the OCI parts it is made of.

    OCI manifests may leave their media type out; Docker's may not.
    """
    own = _optional_string(content, "mediaType")
    if own is not None and requested is not None and own != requested:
        _refuse(f"Manifest mediaType '{own}' must equal imageManifestMediaType '{requested}'")
    kind = requested or own or _inferred_media_type(content)
    if kind is None:
        raise InvalidParameterError.constraint(
            "imageManifestMediaType",
            "Member must not be null for a manifest without a mediaType field",
        )
    if kind not in _IMAGES | _LISTS:
        raise InvalidParameterError.constraint(
            "imageManifestMediaType",
            f"Member must satisfy enum value set: [{', '.join(sorted(_IMAGES | _LISTS))}]",
        )
    return kind


def _inferred_media_type(content: dict[str, object]) -> str | None:
    if "manifests" in content and "config" not in content:
        kinds = {entry.media_type for entry in _descriptors(content, "manifests")}
        return _OCI_INDEX if kinds and all(map(_is_oci, kinds)) else None
    if "config" in content:
        parts = (_descriptor(content["config"], "config"), *_descriptors(content, "layers"))
        return _OCI_IMAGE if any(_is_oci(part.media_type) for part in parts) else None
    return None


def _is_oci(media_type: str | None) -> bool:
    return media_type is not None and media_type.startswith(_OCI_PREFIX)


def _references(content: dict[str, object]) -> tuple[str, ...]:
    return tuple(entry.digest for entry in _descriptors(content, "manifests"))


def _descriptors(content: dict[str, object], name: str) -> list[_Descriptor]:
    entries = content.get(name)
    if not isinstance(entries, list):
        _refuse(f"Manifest must have a list of {name}")
    return [
        _descriptor(entry, f"{name}[{position}]")
        for position, entry in enumerate(cast("list[object]", entries))
    ]


def _descriptor(value: object, place: str) -> _Descriptor:
    if not isinstance(value, dict):
        _refuse(f"Manifest must have a descriptor at {place}")
    content = cast("dict[str, object]", value)
    digest = _optional_string(content, "digest")
    size = content.get("size")
    if not digest:
        _refuse(f"Manifest must have a digest at {place}")
    if isinstance(size, bool) or not isinstance(size, int) or not 0 <= size <= _LARGEST_SIZE:
        _refuse(f"Manifest must have a size in bytes at {place}")
    return _Descriptor(digest, size, _optional_string(content, "mediaType"))


def _optional_string(content: dict[str, object], name: str) -> str | None:
    value = content.get(name)
    if value is not None and not isinstance(value, str):
        _refuse(f"Manifest must have a string as {name}")
    return value


def _refuse(constraint: str) -> NoReturn:
    raise InvalidParameterError.constraint("imageManifest", constraint)
