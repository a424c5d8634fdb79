"""The images that the demo pushes: what a repository looks like after a year of releases."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DemoImage", "demo_images"]

_DOCKER = "application/vnd.docker"
_OCI = "application/vnd.oci"
_DOCKER_MANIFEST = f"{_DOCKER}.distribution.manifest.v2+json"
_DOCKER_LIST = f"{_DOCKER}.distribution.manifest.list.v2+json"
_DOCKER_CONFIG = f"{_DOCKER}.container.image.v1+json"
_DOCKER_LAYER = f"{_DOCKER}.image.rootfs.diff.tar.gzip"
_OCI_MANIFEST = f"{_OCI}.image.manifest.v1+json"
_HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json"
_HELM_CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
_SIGNATURE = "application/vnd.dev.cosign.simplesigning.v1+json"
_SBOM = "application/spdx+json"

_PLATFORMS = (("linux", "amd64"), ("linux", "arm64"))
_MINOR_RELEASES = 8
_PATCHES = 4
_NIGHTLY_BUILDS = 60
_REPLACED_BUILDS = 45


@dataclass(frozen=True)
class DemoImage:
    """An image to push."""

    kind: str
    """What it is, in words."""
    manifest: str
    """Its manifest."""
    media_type: str
    """The manifest's media type."""
    tags: tuple[str, ...] = ()
    """Its tags."""

    @property
    def digest(self) -> str:
        """The digest that the service will give it."""
        return f"sha256:{hashlib.sha256(self.manifest.encode()).hexdigest()}"


def demo_images() -> Iterator[DemoImage]:
    """Give the images in the order in which they must be pushed, always the same ones.

    No tag stands on two of them, so what is pushed is what is listed.
    """
    for minor in range(_MINOR_RELEASES):
        for patch in range(_PATCHES):
            last = minor == _MINOR_RELEASES - 1 and patch == _PATCHES - 1
            yield from _release(f"1.{minor}.{patch}", ("latest",) if last else ())
    for build in range(_NIGHTLY_BUILDS):
        yield _docker_image(f"nightly {build}", "nightly build", (f"nightly-{build + 1:03}",))
    for build in range(_REPLACED_BUILDS):
        yield _docker_image(f"replaced {build}", "untagged old build", ())


def _release(version: str, more_tags: tuple[str, ...]) -> Iterator[DemoImage]:
    platforms = [
        _docker_image(f"{version} {architecture}", "platform image of a release", ())
        for _, architecture in _PLATFORMS
    ]
    yield from platforms
    release = _manifest_list(platforms, (version, *more_tags))
    yield release
    yield _oci_artifact(
        f"chart {version}", "Helm chart", (f"chart-{version}",), _HELM_CONFIG, _HELM_CHART
    )
    signature_tag = f"{release.digest.replace(':', '-')}.sig"
    yield _oci_artifact(
        f"signature {version}",
        "OCI artifact (signature)",
        (signature_tag,),
        f"{_OCI}.image.config.v1+json",
        _SIGNATURE,
    )
    yield _oci_artifact(
        f"contents {version}", "OCI artifact (SBOM)", (f"sbom-{version}",), _SBOM, _SBOM
    )


def _docker_image(name: str, kind: str, tags: tuple[str, ...]) -> DemoImage:
    content = {
        "schemaVersion": 2,
        "mediaType": _DOCKER_MANIFEST,
        "config": _blob(f"{name} config", _DOCKER_CONFIG, 4_000, 9_000),
        "layers": [
            _blob("base layer", _DOCKER_LAYER, 27_000_000, 30_000_000),
            _blob(f"{name} layer", _DOCKER_LAYER, 1_000_000, 90_000_000),
        ],
    }
    return DemoImage(kind, json.dumps(content), _DOCKER_MANIFEST, tags)


def _manifest_list(images: list[DemoImage], tags: tuple[str, ...]) -> DemoImage:
    entries = [
        {
            "mediaType": image.media_type,
            "digest": image.digest,
            "size": len(image.manifest),
            "platform": {"os": system, "architecture": architecture},
        }
        for image, (system, architecture) in zip(images, _PLATFORMS, strict=True)
    ]
    content = {"schemaVersion": 2, "mediaType": _DOCKER_LIST, "manifests": entries}
    return DemoImage("multi-platform release", json.dumps(content), _DOCKER_LIST, tags)


def _oci_artifact(
    name: str, kind: str, tags: tuple[str, ...], config_type: str, layer_type: str
) -> DemoImage:
    content = {
        "schemaVersion": 2,
        "mediaType": _OCI_MANIFEST,
        "config": _blob(f"{name} config", config_type, 200, 900),
        "layers": [_blob(f"{name} layer", layer_type, 2_000, 60_000)],
    }
    return DemoImage(kind, json.dumps(content), _OCI_MANIFEST, tags)


def _blob(name: str, media_type: str, smallest: int, largest: int) -> dict[str, object]:
    digest = hashlib.sha256(name.encode()).hexdigest()
    size = smallest + int(digest[:8], 16) % (largest - smallest)
    return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": size}
