"""How much there may be of everything, as the service's page of quotas has it; all can be set."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Quotas"]


@dataclass
class Quotas:
    """The quotas of a registry.

    Attributes:
        repositories_per_registry: How many repositories.
        images_per_repository: How many images, tagged or not.
        tags_per_image: How many tags on an image.
        parts_per_layer: How many parts of an upload.
        resource_tags_per_repository: How many labels on a repository.
    """

    repositories_per_registry: int = 10_000
    images_per_repository: int = 100_000
    tags_per_image: int = 1_000
    parts_per_layer: int = 1_000
    resource_tags_per_repository: int = 50
