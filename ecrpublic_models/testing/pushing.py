"""Pushing images whose content does not matter."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecrpublic_models.testing.models import ECRPublicBackend

__all__ = ["push_image"]

_CONFIG_SIZE = 100
_OCI = "application/vnd.oci.image"


def push_image(
    backend: ECRPublicBackend, repository_name: str, tags: Sequence[str], size: int
) -> str:
    """Push an image that no other is equal to, and give its digest.

    Raises:
        EmulatedError: The emulator refuses it.
    """
    if not backend.has_repository(repository_name):
        backend.call("CreateRepository", {"repositoryName": repository_name})
    manifest = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": f"{_OCI}.manifest.v1+json",
            "config": _descriptor(f"{_OCI}.config.v1+json", min(size, _CONFIG_SIZE)),
            "layers": [_descriptor(f"{_OCI}.layer.v1.tar+gzip", max(0, size - _CONFIG_SIZE))],
        }
    )
    request = {"repositoryName": repository_name, "imageManifest": manifest}
    for tag in tags or (None,):
        backend.call("PutImage", request if tag is None else {**request, "imageTag": tag})
    return f"sha256:{sha256(manifest.encode()).hexdigest()}"


def _descriptor(media_type: str, size: int) -> dict[str, object]:
    digest = f"sha256:{sha256(uuid4().bytes).hexdigest()}"
    return {"mediaType": media_type, "digest": digest, "size": size}
