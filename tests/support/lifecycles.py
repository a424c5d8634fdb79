"""A repository of the emulator to apply lifecycle policies to, and a policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ecrpublic_models.testing import ECRPublicBackend, get_backend
from ecrpublic_models.testing.models import clear_registries

NAME = "team/app"


def keeping(count: int, **selection: object) -> dict[str, object]:
    """The document of a policy that keeps so many of the images."""
    counted = {"countType": "imageCountMoreThan", "countNumber": count}
    given = {"tagStatus": "any", **selection, **counted}
    return {"rules": [{"rulePriority": 1, "selection": given, "action": {"type": "expire"}}]}


@contextmanager
def empty_repository() -> Iterator[ECRPublicBackend]:
    """A registry with that repository alone."""
    clear_registries()
    backend = get_backend()
    backend.call("CreateRepository", {"repositoryName": NAME})
    yield backend
    clear_registries()


def there(backend: ECRPublicBackend, name: str = NAME) -> set[str]:
    """The digests of the images that are there."""
    repository = backend.registry.find_repository(name, None)
    return {image.digest for image in repository.all_images()}
