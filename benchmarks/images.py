"""Images as ECR Public describes them, the same ones in every run."""

from __future__ import annotations

import json
from random import Random

DISTINCT = 20_000
"""How many images differ from each other; longer listings give them again."""

_SEED = 20_250_101
_FIRST_PUSH = 1_606_780_800_000
_LAST_PUSH = 1_735_689_600_000

# The media types of manifest and artifact: Docker and OCI images, indexes (which have no artifact's
# type) and Helm charts, as often as in a repository that several build systems push to.
_DOCKER = "application/vnd.docker."
_OCI = "application/vnd.oci.image."
_KINDS: tuple[tuple[str, str | None], ...] = (
    (f"{_DOCKER}distribution.manifest.v2+json", f"{_DOCKER}container.image.v1+json"),
    (f"{_DOCKER}distribution.manifest.list.v2+json", None),
    (f"{_OCI}manifest.v1+json", f"{_OCI}config.v1+json"),
    (f"{_OCI}index.v1+json", None),
    (f"{_OCI}manifest.v1+json", "application/vnd.cncf.helm.config.v1+json"),
)
_WEIGHTS = (40, 10, 30, 15, 5)
_TAG_COUNTS = (0, 1, 2, 3)
_TAG_WEIGHTS = (30, 50, 15, 5)


def described_images(repository_name: str) -> list[str]:
    """Describe all distinct images, each in the service's JSON."""
    random = Random(_SEED)
    return [_described(random, number, repository_name) for number in range(DISTINCT)]


def _described(random: Random, number: int, repository_name: str) -> str:
    (manifest_type, artifact_type), *_ = random.choices(_KINDS, _WEIGHTS)
    (tag_count,) = random.choices(_TAG_COUNTS, _TAG_WEIGHTS)
    image: dict[str, object] = {
        "imageDigest": f"sha256:{random.getrandbits(256):064x}",
        "imageManifestMediaType": manifest_type,
        "imageSizeInBytes": random.randrange(1_000_000, 900_000_000),
        "registryId": "123456789012",
        "repositoryName": repository_name,
    }
    if artifact_type is not None:
        image["artifactMediaType"] = artifact_type
    if tag_count:
        tags = (f"1.{number}.0", f"build-{number:08}", f"{random.getrandbits(160):040x}")
        image["imageTags"] = tags[:tag_count]
    # The service writes its times in milliseconds, as 1.617055559281E9.
    pushed_at = f"{random.randrange(_FIRST_PUSH, _LAST_PUSH) / 10**12:.12f}E9"
    rest = json.dumps(image, separators=(",", ":"), sort_keys=True).removeprefix("{")
    return f'{{"imagePushedAt":{pushed_at},{rest}'
