"""Image manifests: what a registry reads from the text that was pushed."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn, cast

from ecrpublic_models.testing.exceptions import InvalidParameterError
from ecrpublic_models.testing.registry.syntax import is_digest, parse_json_object

__all__ = ["Manifest", "read_manifest"]

_DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json"
_DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+json"
_SIGNED_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"
_OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json"
_OCI_INDEX = "application/vnd.oci.image.index.v1+json"
_IMAGES = frozenset({_DOCKER_IMAGE, _OCI_IMAGE})
_LISTS = frozenset({_DOCKER_LIST, _OCI_INDEX})

# Layers that are fetched from elsewhere, and that no client uploads.
_FOREIGN_LAYERS = (
    "application/vnd.docker.image.rootfs.foreign.diff.tar",
    "application/vnd.oci.image.layer.nondistributable.",
)
# What the service says of a manifest that it does not know how to read, whatever the reason.
_UNREADABLE = "Invalid JSON syntax"
_SCHEMA_VERSION = 2
_LARGEST_SIZE = 2**63 - 1


@dataclass(frozen=True)
class Manifest:
    """A manifest and what it says.

    Attributes:
        text: The text as it was pushed.
        digest: Of the text's UTF-8 bytes.
        media_type: The manifest's own.
        artifact_media_type: What kind of artifact it describes (`artifactType`, or else the
            configuration's media type), where it says so.
        content_size: What configuration and layers add up to. A manifest list has none of its own.
        layers: The digests of what must be uploaded before: configuration and layers, apart from
            layers that are to be had elsewhere.
        references: The digests of the images that a manifest list names, in its order.
        blobs: The sizes in bytes of configuration and layers, by digest, as the manifest has them.
    """

    text: str
    digest: str
    media_type: str
    artifact_media_type: str | None
    content_size: int
    layers: tuple[str, ...]
    references: tuple[str, ...]
    blobs: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)


def read_manifest(text: str, media_type: str | None) -> Manifest:
    """Read a manifest: of a Docker image, an OCI image or artifact, or a list of either.

    Args:
        text: The manifest.
        media_type: Its media type as the request says, if it does.

    Raises:
        InvalidParameterError: It is not JSON, lacks what such a manifest must have, is of an
            unknown kind, or does not say its kind.
    """
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        _refuse("Invalid Unicode")
    content = _parse(text)
    version = content.get("schemaVersion")
    if version is not True and version == 1:
        return _read_schema_1(text, content, media_type)
    if isinstance(version, bool) or version != _SCHEMA_VERSION:
        _refuse("Manifest must have schemaVersion 1 or 2")
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
        layers=tuple(part.digest for part in parts if not part.is_foreign),
        references=references,
        blobs={part.digest: part.size for part in parts},
    )


def _read_schema_1(text: str, content: dict[str, object], media_type: str | None) -> Manifest:
    """Read a manifest of Docker's first schema, which does not say how large its layers are."""
    signed = "signatures" in content
    kind = _SIGNED_SCHEMA_1 if signed else _SCHEMA_1
    if media_type not in {None, kind}:
        _refuse(f"Manifest of schemaVersion 1 must have the imageManifestMediaType '{kind}'")
    layers = content.get("fsLayers")
    if not isinstance(layers, list) or not layers:
        _refuse("Manifest must have a list of fsLayers")
    digests: list[str] = []
    for layer in cast("list[object]", layers):
        entry = cast("dict[str, object]", layer) if isinstance(layer, dict) else {}
        digest = _optional_string(entry, "blobSum")
        if digest is None or not is_digest(digest):
            _refuse("Manifest must have a blobSum for each of fsLayers")
        digests.append(digest)
    payload = _signed_payload(text, content) if signed else text.encode()
    return Manifest(
        text=text,
        digest="sha256:" + hashlib.sha256(payload).hexdigest(),
        media_type=kind,
        artifact_media_type=None,
        content_size=0,
        layers=tuple(digests),
        references=(),
    )


def _signed_payload(text: str, content: dict[str, object]) -> bytes:
    """Give what was signed: the manifest without its signatures."""
    try:
        (first, *_) = cast("list[dict[str, str]]", content["signatures"])
        protected = first["protected"]
        header = parse_json_object(urlsafe_b64decode(protected + "=" * (-len(protected) % 4)))
        length, tail = header["formatLength"], cast("str", header["formatTail"])
        if isinstance(length, bool) or not isinstance(length, int) or length < 0:
            raise ValueError  # noqa: TRY301 - refused as all else is
        return text.encode()[:length] + urlsafe_b64decode(tail + "=" * (-len(tail) % 4))
    except (AttributeError, KeyError, TypeError, ValueError):
        _refuse("Manifest must have signatures of the form of a JSON Web Signature")


@dataclass(frozen=True)
class _Descriptor:
    digest: str
    size: int
    media_type: str | None

    @property
    def is_foreign(self) -> bool:
        return self.media_type is not None and self.media_type.startswith(_FOREIGN_LAYERS)


def _parse(text: str) -> dict[str, object]:
    try:
        return parse_json_object(text)
    except ValueError:
        _refuse(_UNREADABLE)


def _media_type(content: dict[str, object], requested: str | None) -> str:
    """Find the manifest's kind in itself, or in the request where it does not say."""
    own = _optional_string(content, "mediaType")
    if own is not None and requested is not None and own != requested:
        _refuse(f"Manifest mediaType '{own}' must equal imageManifestMediaType '{requested}'")
    kind = own or requested
    if kind not in _IMAGES | _LISTS:
        _refuse(_UNREADABLE)
    return kind


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
    if digest is None or not is_digest(digest):
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
    raise InvalidParameterError.constraint("ImageManifest", constraint)
