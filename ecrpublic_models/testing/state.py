"""What a registry holds: repositories, and images in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ecrpublic_models.testing.sequence import OrderedBySequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecrpublic_models.testing.manifests import Manifest

__all__ = ["Image", "Repository"]


@dataclass(eq=False)
class Image:
    """An image in a repository.

    Attributes:
        sequence: Its place in the order of all pushes to the registry.
        manifest: As it was pushed.
        size: In bytes; a manifest list has the largest size of the images that it names.
        pushed_at: In epoch seconds.
        tags: In the order in which they were given. The values mean nothing.
    """

    sequence: int
    manifest: Manifest
    size: int
    pushed_at: float
    tags: dict[str, None] = field(default_factory=dict[str, None])

    @property
    def digest(self) -> str:
        """The digest of its manifest."""
        return self.manifest.digest


@dataclass(eq=False)
class Repository:
    """A repository and its images.

    Attributes:
        sequence: Its place in the order of all creations in the registry.
        name: As given.
        created_at: In epoch seconds.
        catalog_data: What the gallery shows of it, as the service returns it.
        resource_tags: Its own labels.
        images: In the order in which they were pushed.
    """

    sequence: int
    name: str
    created_at: float
    catalog_data: Mapping[str, object]
    resource_tags: dict[str, str]
    images: OrderedBySequence[Image] = field(default_factory=OrderedBySequence[Image])
    _by_digest: dict[str, Image] = field(default_factory=dict[str, Image])
    _by_tag: dict[str, Image] = field(default_factory=dict[str, Image])
    _lists_naming: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def find(self, *, digest: str | None = None, tag: str | None = None) -> Image | None:
        """Find an image by digest, by tag, or by both, which must then mean the same image."""
        if digest is None:
            return None if tag is None else self._by_tag.get(tag)
        image = self._by_digest.get(digest)
        return image if image is None or tag is None or tag in image.tags else None

    def is_named_by_list(self, image: Image) -> bool:
        """Tell whether a manifest list names the image."""
        return bool(self._lists_naming.get(image.digest))

    def add(self, image: Image) -> None:
        """Add an image that is not there yet."""
        self.images.append(image)
        self._by_digest[image.digest] = image
        for digest in image.manifest.references:
            self._lists_naming.setdefault(digest, set()).add(image.digest)

    def tag(self, image: Image, tag: str) -> None:
        """Give a tag to an image. An image that had it loses it, and stays."""
        self.untag(tag)
        self._by_tag[tag] = image
        image.tags[tag] = None

    def untag(self, tag: str) -> None:
        """Take a tag from the image that has it, if any. The image stays."""
        image = self._by_tag.pop(tag, None)
        if image is not None:
            del image.tags[tag]

    def remove(self, image: Image) -> None:
        """Remove an image and all its tags."""
        for tag in image.tags:
            del self._by_tag[tag]
        image.tags.clear()
        del self._by_digest[image.digest]
        self.images.remove(image)
        for digest in image.manifest.references:
            naming = self._lists_naming.get(digest, set())
            naming.discard(image.digest)
            if not naming:
                self._lists_naming.pop(digest, None)
