"""The errors that the emulated service answers with, and their messages.

Each class is one error code of the wire. The registry and moto's side of the emulator both raise
them, so this module knows neither; `responses` makes of them the JSON that boto3 reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "EmptyUploadError",
    "EmulatedError",
    "ImageAlreadyExistsError",
    "ImageDigestDoesNotMatchError",
    "ImageNotFoundError",
    "InvalidLayerError",
    "InvalidLayerPartError",
    "InvalidParameterError",
    "InvalidTagParameterError",
    "LayerAlreadyExistsError",
    "LayerPartTooSmallError",
    "LayersNotFoundError",
    "LimitExceededError",
    "ReferencedImagesNotFoundError",
    "RegistryNotFoundError",
    "RepositoryAlreadyExistsError",
    "RepositoryNotEmptyError",
    "RepositoryNotFoundError",
    "RepositoryPolicyNotFoundError",
    "SerializationError",
    "TooManyTagsError",
    "UnknownOperationError",
    "UnsupportedCommandError",
    "UploadNotFoundError",
]


class EmulatedError(Exception):
    """An error that the emulated service answers with."""

    code: str
    """The error's name on the wire."""
    status: int = 400
    """The HTTP status of the response."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        """What is wrong, in words."""
        self.members: dict[str, object] = {}
        """Its other members, by their names on the wire."""


class InvalidParameterError(EmulatedError):
    """A request with a parameter that the service does not allow."""

    code = "InvalidParameterException"

    @classmethod
    def constraint(cls, parameter: str, constraint: str) -> InvalidParameterError:
        """Name the parameter and the constraint that it breaks, in the service's words."""
        return cls(
            f"Invalid parameter at '{parameter}' failed to satisfy constraint: '{constraint}'"
        )

    @classmethod
    def pattern(cls, parameter: str, pattern: str) -> InvalidParameterError:
        """Name the parameter and the pattern that it does not match."""
        return cls.constraint(parameter, f"must satisfy regular expression '{pattern}'")


class SerializationError(EmulatedError):
    """A request whose body is not a JSON object."""

    code = "SerializationException"


class UnknownOperationError(EmulatedError):
    """A request that names no operation of the service."""

    code = "UnknownOperationException"


class UnsupportedCommandError(EmulatedError):
    """A region without ECR Public."""

    code = "UnsupportedCommandException"


class InvalidTagParameterError(EmulatedError):
    """A resource tag whose key or value is not allowed."""

    code = "InvalidTagParameterException"


class TooManyTagsError(EmulatedError):
    """More resource tags than a repository can have."""

    code = "TooManyTagsException"


class LimitExceededError(EmulatedError):
    """A quota is used up."""

    code = "LimitExceededException"


class RegistryNotFoundError(EmulatedError):
    """A registry alias that nobody has."""

    code = "RegistryNotFoundException"

    def __init__(self, registry: str) -> None:
        super().__init__(f"The registry with id '{registry}' does not exist")


class RepositoryNotFoundError(EmulatedError):
    """A repository that does not exist, or that lies in another account's registry."""

    code = "RepositoryNotFoundException"

    @classmethod
    def named(cls, name: str, registry: str) -> RepositoryNotFoundError:
        """Say which repository is missing, and in which registry."""
        return cls(
            f"The repository with name '{name}' does not exist in the registry with id '{registry}'"
        )


class RepositoryAlreadyExistsError(EmulatedError):
    """A name that is taken."""

    code = "RepositoryAlreadyExistsException"

    def __init__(self, name: str, registry: str) -> None:
        super().__init__(
            f"The repository with name '{name}' already exists in the registry with id '{registry}'"
        )


class RepositoryNotEmptyError(EmulatedError):
    """A repository that can't be deleted without force, since it has images."""

    code = "RepositoryNotEmptyException"

    def __init__(self, name: str, registry: str) -> None:
        super().__init__(
            f"The repository with name '{name}' in registry with id '{registry}' cannot be deleted"
            " because it still contains images"
        )


class RepositoryPolicyNotFoundError(EmulatedError):
    """A repository that has no policy."""

    code = "RepositoryPolicyNotFoundException"

    def __init__(self, name: str, registry: str) -> None:
        super().__init__(
            f"Repository policy does not exist for the repository with name '{name}'"
            f" in the registry with id '{registry}'"
        )


class ImageNotFoundError(EmulatedError):
    """No image has the digest and tag that were asked for."""

    code = "ImageNotFoundException"

    def __init__(self, digest: str | None, tag: str | None, name: str, registry: str) -> None:
        super().__init__(
            f"The image with imageId {{imageDigest:'{_or_null(digest)}',"
            f" imageTag:'{_or_null(tag)}'}} does not exist within the repository with name '{name}'"
            f" in the registry with id '{registry}'"
        )


class ImageAlreadyExistsError(EmulatedError):
    """A push that would change neither manifest nor tag."""

    code = "ImageAlreadyExistsException"

    def __init__(self, digest: str, tag: str | None, name: str, registry: str) -> None:
        super().__init__(
            f"Image with digest '{digest}' and tag '{_or_null(tag)}' already exists"
            f" in the repository with name '{name}' in registry with id '{registry}'"
        )


class ImageDigestDoesNotMatchError(EmulatedError):
    """A push whose digest is not that of its manifest."""

    code = "ImageDigestDoesNotMatchException"

    def __init__(self, given: str, calculated: str) -> None:
        super().__init__(
            f"The image digest '{given}' does not match the digest '{calculated}'"
            " that was calculated for the image"
        )


class ReferencedImagesNotFoundError(EmulatedError):
    """A manifest list that names an image which is not in its repository."""

    code = "ReferencedImagesNotFoundException"

    def __init__(self, digests: list[str], name: str, registry: str) -> None:
        super().__init__(
            f"The image manifest references images with digests [{', '.join(digests)}]"
            f" that do not exist in the repository with name '{name}'"
            f" in the registry with id '{registry}'"
        )


class UploadNotFoundError(EmulatedError):
    """An upload that was never begun in the repository, or is complete."""

    code = "UploadNotFoundException"

    def __init__(self, upload_id: str, name: str, registry: str) -> None:
        super().__init__(
            f"Upload with id '{upload_id}' could not be found for the repository with name"
            f" '{name}' in the registry with id '{registry}'"
        )


class InvalidLayerPartError(EmulatedError):
    """A part that is empty, of the wrong length, or does not begin where the last one ended."""

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


class EmptyUploadError(EmulatedError):
    """An upload that is to be completed without a single part."""

    code = "EmptyUploadException"

    def __init__(self, upload_id: str) -> None:
        super().__init__(f"The upload with id '{upload_id}' does not contain any layer parts")


class LayerPartTooSmallError(EmulatedError):
    """A part, other than the last one, that is below the smallest size."""

    code = "LayerPartTooSmallException"

    def __init__(self, size: int, smallest: int) -> None:
        super().__init__(
            f"Layer parts except the last one must be at least {smallest} bytes in size;"
            f" one has {size}"
        )


class InvalidLayerError(EmulatedError):
    """A layer whose digest is not the one given."""

    code = "InvalidLayerException"

    def __init__(self, given: Iterable[str], calculated: str) -> None:
        super().__init__(
            f"The layer digests [{', '.join(given)}] do not match the digest '{calculated}'"
            " that was calculated for the layer"
        )


class LayerAlreadyExistsError(EmulatedError):
    """A layer that the repository already has."""

    code = "LayerAlreadyExistsException"

    def __init__(self, digest: str, name: str, registry: str) -> None:
        super().__init__(
            f"The layer with digest '{digest}' already exists in the repository with name"
            f" '{name}' in the registry with id '{registry}'"
        )


class LayersNotFoundError(EmulatedError):
    """An image whose layers are not in its repository."""

    code = "LayersNotFoundException"

    def __init__(self, digests: Iterable[str], name: str, registry: str) -> None:
        super().__init__(
            f"Layers with digests '[{', '.join(digests)}]' required for pushing image into"
            f" repository with name '{name}' in the registry with id '{registry}' do not exist"
        )


def _or_null(value: str | None) -> str:
    """Write an absent value as the service does in its messages."""
    return "null" if value is None else value
