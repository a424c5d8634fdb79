"""What the service tells of an image, wherever it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecrpublic_models.testing.state import Image

__all__ = ["describe_image", "image_id"]


def describe_image(image: Image) -> dict[str, object]:
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


def image_id(digest: str, tag: str | None) -> dict[str, str]:
    """Name an image by its digest, and by a tag if one is given."""
    return {"imageDigest": digest} if tag is None else {"imageDigest": digest, "imageTag": tag}
