"""What a registry holds: repositories, and layers, images and tags in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ecrpublic_models.testing.sequence import OrderedBySequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecrpublic_models.testing.layer_uploads import LayerUpload
    from ecrpublic_models.testing.manifests import Manifest

__all__ = ["Image", "ImageTag", "Repository"]


@dataclass(eq=False)
class Image:
    """An image in a repository.

    Attributes:
        sequence: Its place in the order of all pushes to the registry.
        manifest: As it was pushed.
        size: In bytes; a manifest list has the largest size of the images that it names.
        pushed_at: In epoch seconds.
        tags: By name, in the order in which they were given.
    """

    sequence: int
    manifest: Manifest
    size: int
    pushed_at: float
    tags: dict[str, ImageTag] = field(default_factory=dict[str, "ImageTag"])

    @property
    def digest(self) -> str:
        """The digest of its manifest."""
        return self.manifest.digest


@dataclass(eq=False)
class ImageTag:
    """A tag of an image.

    Attributes:
        sequence: Its place in the order of all taggings in the registry.
        name: As given.
        image: The image that has it.
        created_at: In epoch seconds. A tag that moves to another image is created anew.
    """

    sequence: int
    name: str
    image: Image
    created_at: float


@dataclass(eq=False)
class Repository:
    """A repository and what is in it.

    Attributes:
        sequence: Its place in the order of all creations in the registry.
        name: As given.
        created_at: In epoch seconds.
        catalog_data: What the gallery shows of it, as the service returns it; `None` until it is
            given.
        resource_tags: Its own labels.
        policy: Its policy's text, where it has one.
        layers: The sizes of its layers in bytes, by digest.
        layer_uploads: Those that are not complete, by id.
        images: In the order in which they were pushed.
        image_tags: In the order in which they were given.
    """

    sequence: int
    name: str
    created_at: float
    catalog_data: Mapping[str, object] | None
    resource_tags: dict[str, str]
    policy: str | None = None
    layers: dict[str, int] = field(default_factory=dict[str, int])
    layer_uploads: dict[str, LayerUpload] = field(default_factory=dict[str, "LayerUpload"])
    images: OrderedBySequence[Image] = field(default_factory=OrderedBySequence[Image])
    image_tags: OrderedBySequence[ImageTag] = field(default_factory=OrderedBySequence[ImageTag])
    _by_digest: dict[str, Image] = field(default_factory=dict[str, Image])
    _by_tag: dict[str, ImageTag] = field(default_factory=dict[str, ImageTag])
    _lists_naming: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def find(self, *, digest: str | None = None, tag: str | None = None) -> Image | None:
        """Find an image by digest, by tag, or by both, which must then mean the same image."""
        if digest is None:
            found = None if tag is None else self._by_tag.get(tag)
            return None if found is None else found.image
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

    def tag(self, tag: ImageTag) -> None:
        """Give a tag to its image. An image that had one of the same name loses it, and stays."""
        self.untag(tag.name)
        self.image_tags.append(tag)
        self._by_tag[tag.name] = tag
        tag.image.tags[tag.name] = tag

    def untag(self, name: str) -> None:
        """Take a tag from the image that has it, if any. The image stays."""
        tag = self._by_tag.pop(name, None)
        if tag is not None:
            self.image_tags.remove(tag)
            del tag.image.tags[name]

    def remove(self, image: Image) -> None:
        """Remove an image and all its tags."""
        for name in list(image.tags):
            self.untag(name)
        del self._by_digest[image.digest]
        self.images.remove(image)
        for digest in image.manifest.references:
            naming = self._lists_naming.get(digest, set())
            naming.discard(image.digest)
            if not naming:
                self._lists_naming.pop(digest, None)
