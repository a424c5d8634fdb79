"""What pytest's fixture `ecr_public` gives."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from ecrpublic_models import _boto3_types as boto3_types
from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models.client import create_client
from ecrpublic_models.ecrpublic import ECRPublic
from ecrpublic_models.testing._registration import get_backend
from ecrpublic_models.testing.models import ECRPublicBackend, clear_registries
from ecrpublic_models.testing.pushing import push_image
from ecrpublic_models.testing.server import ecr_public_server

__all__ = ["EmulatedECRPublic", "emulated_ecr_public"]

_REPOSITORY = "team/app"
_IMAGES = ((), ("v0",), ("v1", "latest"))


@dataclass(frozen=True)
class EmulatedECRPublic:
    """An emulator of ECR Public, and ways to it."""

    url: str
    """Where it listens. The test's environment has it as the endpoint of ECR Public, so clients
    that are made in the test find it by themselves."""
    client: Annotated[boto3_types.ECRPublicClient, AS_GIVEN]
    """A boto3 client of it."""
    registry: Annotated[ECRPublic, AS_GIVEN]
    """The same client with checked arguments and models for responses."""
    backend: Annotated[ECRPublicBackend, AS_GIVEN]
    """What is in it, to fill, to look at, and to let calls fail."""

    def push(self, repository_name: str, *tags: str, size: int = 1_000_000) -> str:
        """Push an image that no other is equal to, and give its digest.

        Args:
            repository_name: The repository, which is created if it does not exist.
            tags: The image's tags; none for an untagged image.
            size: The image's size in bytes.

        Raises:
            EmulatedError: The emulator refuses it.
        """
        return push_image(self.backend, repository_name, tags, size)


@contextmanager
def emulated_ecr_public() -> Generator[EmulatedECRPublic]:
    """Run an emulator with a few images in it until the block ends."""
    clear_registries()
    with ecr_public_server() as server:
        client = create_client(
            endpoint_url=server.url,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",  # noqa: S106 - of the emulator
        )
        emulated = EmulatedECRPublic(server.url, client, ECRPublic(client), get_backend())
        for tags in _IMAGES:
            emulated.push(_REPOSITORY, *tags)
        yield emulated
