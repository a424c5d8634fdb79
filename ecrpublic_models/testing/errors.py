"""The service's errors, with the messages that it gives.

Every class stands for one error code of the wire. They are what an operation raises and what
`responses` turns into the JSON that boto3 reads. Those about layers are in `layer_errors`.
"""

from __future__ import annotations

__all__ = [
    "ImageAlreadyExistsError",
    "ImageDigestDoesNotMatchError",
    "ImageNotFoundError",
    "InvalidParameterError",
    "InvalidTagParameterError",
    "LimitExceededError",
    "ReferencedImagesNotFoundError",
    "RegistryNotFoundError",
    "RepositoryAlreadyExistsError",
    "RepositoryCatalogDataNotFoundError",
    "RepositoryNotEmptyError",
    "RepositoryNotFoundError",
    "RepositoryPolicyNotFoundError",
    "SerializationError",
    "ServiceError",
    "TooManyTagsError",
    "UnknownOperationError",
    "UnsupportedCommandError",
]


class ServiceError(Exception):
    """An answer of the service that is an error.

    Attributes:
        code: The error's name on the wire.
        message: What it says.
        members: What it says besides, by the names on the wire.
        status: The HTTP status of the answer.
    """

    code: str
    status: int = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.members: dict[str, object] = {}


class InvalidParameterError(ServiceError):
    """A request that the service's own description of its parameters rules out."""

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


class SerializationError(ServiceError):
    """A request whose body is no JSON object."""

    code = "SerializationException"


class UnknownOperationError(ServiceError):
    """A request that names no operation of the service."""

    code = "UnknownOperationException"


class UnsupportedCommandError(ServiceError):
    """A region without ECR Public."""

    code = "UnsupportedCommandException"


class InvalidTagParameterError(ServiceError):
    """A resource tag whose key or value is not allowed."""

    code = "InvalidTagParameterException"


class TooManyTagsError(ServiceError):
    """More resource tags than a repository can have."""

    code = "TooManyTagsException"


class LimitExceededError(ServiceError):
    """A quota is used up."""

    code = "LimitExceededException"


class RegistryNotFoundError(ServiceError):
    """A registry alias that nobody has."""

    code = "RegistryNotFoundException"

    def __init__(self, registry: str) -> None:
        super().__init__(f"The registry with id '{registry}' does not exist")


class RepositoryNotFoundError(ServiceError):
    """A repository that does not exist, or that lies in another account's registry."""

    code = "RepositoryNotFoundException"

    @classmethod
    def named(cls, name: str, registry: str) -> RepositoryNotFoundError:
        """Say which repository is missing, and in which registry."""
        return cls(
            f"The repository with name '{name}' does not exist in the registry with id '{registry}'"
        )


class RepositoryAlreadyExistsError(ServiceError):
    """A name that is taken."""

    code = "RepositoryAlreadyExistsException"

    def __init__(self, name: str, registry: str) -> None:
        super().__init__(
            f"The repository with name '{name}' already exists in the registry with id '{registry}'"
        )


class RepositoryNotEmptyError(ServiceError):
    """A repository that can't be deleted without force, since it has images."""

    code = "RepositoryNotEmptyException"

    def __init__(self, name: str, registry: str) -> None:
        super().__init__(
            f"The repository with name '{name}' in registry with id '{registry}' cannot be deleted"
            " because it still contains images"
        )


class RepositoryCatalogDataNotFoundError(ServiceError):
    """A repository that was never given catalog data."""

    code = "RepositoryCatalogDataNotFoundException"

    def __init__(self, name: str, registry: str) -> None:
        super().__init__(
            f"Repository catalog data does not exist for the repository with name '{name}'"
            f" in the registry with id '{registry}'"
        )


class RepositoryPolicyNotFoundError(ServiceError):
    """A repository that has no policy."""

    code = "RepositoryPolicyNotFoundException"

    def __init__(self, name: str, registry: str) -> None:
        super().__init__(
            f"Repository policy does not exist for the repository with name '{name}'"
            f" in the registry with id '{registry}'"
        )


class ImageNotFoundError(ServiceError):
    """No image has the digest and tag that were asked for."""

    code = "ImageNotFoundException"

    def __init__(self, digest: str | None, tag: str | None, name: str, registry: str) -> None:
        super().__init__(
            f"The image with imageId {{imageDigest:'{_or_null(digest)}',"
            f" imageTag:'{_or_null(tag)}'}} does not exist within the repository with name '{name}'"
            f" in the registry with id '{registry}'"
        )


class ImageAlreadyExistsError(ServiceError):
    """A push that would change neither manifest nor tag."""

    code = "ImageAlreadyExistsException"

    def __init__(self, digest: str, tag: str | None, name: str, registry: str) -> None:
        super().__init__(
            f"Image with digest '{digest}' and tag '{_or_null(tag)}' already exists"
            f" in the repository with name '{name}' in registry with id '{registry}'"
        )


class ImageDigestDoesNotMatchError(ServiceError):
    """A push whose digest is not that of its manifest."""

    code = "ImageDigestDoesNotMatchException"

    def __init__(self, given: str, calculated: str) -> None:
        super().__init__(
            f"The image digest '{given}' does not match the digest '{calculated}'"
            " that was calculated for the image"
        )


class ReferencedImagesNotFoundError(ServiceError):
    """A manifest list that names an image which is not in its repository."""

    code = "ReferencedImagesNotFoundException"

    def __init__(self, digests: list[str], name: str, registry: str) -> None:
        super().__init__(
            f"The image manifest references images with digests [{', '.join(digests)}]"
            f" that do not exist in the repository with name '{name}'"
            f" in the registry with id '{registry}'"
        )


def _or_null(value: str | None) -> str:
    """Write an absent value as the service does in its messages."""
    return "null" if value is None else value
