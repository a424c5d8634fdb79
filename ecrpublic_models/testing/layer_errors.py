"""The service's errors about layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.testing.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "EmptyUploadError",
    "InvalidLayerError",
    "InvalidLayerPartError",
    "LayerAlreadyExistsError",
    "LayerPartTooSmallError",
    "LayersNotFoundError",
    "UploadNotFoundError",
]


class UploadNotFoundError(ServiceError):
    """An upload that was never begun in the repository, or is complete."""

    code = "UploadNotFoundException"

    def __init__(self, upload_id: str, name: str, registry: str) -> None:
        super().__init__(
            f"Upload with id '{upload_id}' could not be found for the repository with name"
            f" '{name}' in the registry with id '{registry}'"
        )


class InvalidLayerPartError(ServiceError):
    """A part that is empty, not as long as it says, or does not go on where the last one ended."""

    code = "InvalidLayerPartException"

    def __init__(self, upload_id: str, name: str, registry: str, received: int) -> None:
        super().__init__(
            f"Invalid layer part upload for upload with id '{upload_id}' in the repository with"
            f" name '{name}' in the registry with id '{registry}': the next part must begin at"
            f" byte {received}, have bytes, and be as long as its first and last byte say"
        )
        self.members.update(registryId=registry, repositoryName=name, uploadId=upload_id)
        if received:
            self.members["lastValidByteReceived"] = received - 1


class EmptyUploadError(ServiceError):
    """An upload that is to be complete without a single part."""

    code = "EmptyUploadException"

    def __init__(self, upload_id: str) -> None:
        super().__init__(f"The upload with id '{upload_id}' does not contain any layer parts")


class LayerPartTooSmallError(ServiceError):
    """A part, other than the last one, that is below the smallest size."""

    code = "LayerPartTooSmallException"

    def __init__(self, size: int, smallest: int) -> None:
        super().__init__(
            f"Layer parts except the last one must be at least {smallest} bytes in size;"
            f" one has {size}"
        )


class InvalidLayerError(ServiceError):
    """A layer whose digest is not the one given."""

    code = "InvalidLayerException"

    def __init__(self, given: Iterable[str], calculated: str) -> None:
        super().__init__(
            f"The layer digests [{', '.join(given)}] do not match the digest '{calculated}'"
            " that was calculated for the layer"
        )


class LayerAlreadyExistsError(ServiceError):
    """A layer that the repository has."""

    code = "LayerAlreadyExistsException"

    def __init__(self, digest: str, name: str, registry: str) -> None:
        super().__init__(
            f"The layer with digest '{digest}' already exists in the repository with name"
            f" '{name}' in the registry with id '{registry}'"
        )


class LayersNotFoundError(ServiceError):
    """An image whose layers are not in its repository."""

    code = "LayersNotFoundException"

    def __init__(self, digests: Iterable[str], name: str, registry: str) -> None:
        super().__init__(
            f"Layers with digests '[{', '.join(digests)}]' required for pushing image into"
            f" repository with name '{name}' in the registry with id '{registry}' do not exist"
        )
