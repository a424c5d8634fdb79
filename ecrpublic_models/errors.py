"""The errors of this library: its own, and one for each error that the service declares.

Faults of a request, found before it is sent, raise `pydantic.ValidationError`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from reprlib import Repr
from typing import TYPE_CHECKING, TypedDict, TypeGuard

from botocore.exceptions import ClientError
from botocore.exceptions import PaginationError as BotocorePaginationError
from pydantic_core import ErrorDetails, from_json, to_json

from ecrpublic_models._json_values import is_object

__all__ = [
    "CheckpointError",
    "ECRPublicModelsError",
    "EmptyUploadException",
    "ImageAlreadyExistsException",
    "ImageDigestDoesNotMatchException",
    "ImageNotFoundException",
    "ImageTagAlreadyExistsException",
    "InvalidLayerException",
    "InvalidLayerPartException",
    "InvalidParameterException",
    "InvalidTagParameterException",
    "InventoryError",
    "LayerAlreadyExistsException",
    "LayerPartTooSmallException",
    "LayersNotFoundException",
    "LimitExceededException",
    "PaginationError",
    "ReferencedImagesNotFoundException",
    "RegistryNotFoundException",
    "RepositoryAlreadyExistsException",
    "RepositoryCatalogDataNotFoundException",
    "RepositoryNotEmptyException",
    "RepositoryNotFoundException",
    "RepositoryPolicyNotFoundException",
    "ResponseValidationError",
    "ServerException",
    "ServiceError",
    "TooManyTagsException",
    "UnsupportedCommandException",
    "UploadNotFoundException",
]


class ECRPublicModelsError(Exception):
    """The base of all errors that this library raises for reasons of its own."""


class PaginationError(ECRPublicModelsError, BotocorePaginationError):
    """The service gave a token that this listing has used already: going on would never end.

    Also botocore's `PaginationError`, so a handler written for that one catches this one.
    """

    def __init__(self, message: str) -> None:
        BotocorePaginationError.__init__(self, message=message)


class ResponseValidationError(ECRPublicModelsError):
    """The service's response does not fit its model."""

    operation: str
    """The operation, such as `DescribeImages`."""
    request_id: str | None
    """The service's id of the request, where the response carries one."""

    def __init__(
        self,
        operation: str,
        request_id: str | None,
        errors: Sequence[ErrorDetails],
        error_count: int | None = None,
    ) -> None:
        self.operation = operation
        self.request_id = request_id
        self._errors = [_as_data(error) for error in errors]
        self._error_count: int = len(errors) if error_count is None else error_count
        super().__init__(self._summary())

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it was made of, and with what was added to it."""
        made_of = (self.operation, self.request_id, self._errors, self._error_count)
        return type(self), made_of, self.__dict__

    def errors(self) -> list[ErrorDetails]:
        """Give the first hundred faults, each one's type, place (`loc`), message and value found.

        It is plain data that `json.dumps` takes. What JSON has no form for is text there, and so is
        a value that is large.
        """
        return list(self._errors)

    def error_count(self) -> int:
        """Tell how many faults there are, also those that `errors()` leaves out."""
        return self._error_count

    def json(self, *, indent: int | None = None) -> str:
        """Write what `errors()` gives as JSON, indented by so many spaces a level."""
        return json.dumps(self._errors, indent=indent)

    def _summary(self) -> str:
        """Say the operation, the request id, and the first faults with their fields' paths."""
        shown = [
            f"{'.'.join(map(str, error['loc'])) or '(the whole response)'}: {error['msg']}"
            + ("" if error["type"] == "missing" else f", found {abridged(error['input'])}")
            for error in self._errors[:3]
        ]
        if left := self._error_count - len(shown):
            shown.append(f"and {left:,} more")
        request = f" (request id {self.request_id})" if self.request_id else ""
        return f"{self.operation}{request}: the response does not fit its model: {'; '.join(shown)}"


def _as_data(error: ErrorDetails) -> ErrorDetails:
    data = error.copy()
    data["loc"] = tuple(
        step.encode(errors="backslashreplace").decode() if isinstance(step, str) else step
        for step in error["loc"]
    )
    data["input"] = _plain(error["input"])
    if "ctx" in data:
        data["ctx"] = {name: _plain(value) for name, value in data["ctx"].items()}
    return data


def _plain(value: object) -> object:
    """Give a value as JSON has it, or else as text."""
    if isinstance(value, bytes | bytearray):
        return value.decode(errors="backslashreplace")
    if not _is_small(value):
        return abridged(value)
    try:
        plain: object = from_json(to_json(value, serialize_unknown=True, inf_nan_mode="strings"))
        json.dumps(plain)
    except (ValueError, RecursionError):  # also for enormous numbers
        return abridged(value)
    return plain


def abridged(value: object) -> str:
    """Write a value for a message, in at most 80 characters."""
    try:
        text = _SHORT.repr(value)
    except (ValueError, RecursionError):  # the digits of enormous numbers, or deep nesting
        text = f"an enormous {type(value).__name__}"
    return text if len(text) <= 80 else f"{text[:77]}..."


class _Short(Repr):
    """Looks at the beginning of a large value only."""

    def repr_int(self, x: int, level: int) -> str:
        repr(x)  # A ValueError; some Pythons tell the address of an enormous number in its place.
        return super().repr_int(x, level)


_SHORT = _Short()
_SHORT.maxstring = _SHORT.maxother = 80


def _is_small(value: object) -> bool:
    """Tell whether a value is of a size to be kept with an error."""
    left, waiting = 250, [value]
    while waiting and left > 0:
        one = waiting.pop()
        left -= 1
        if isinstance(one, str | bytes | bytearray):
            left -= len(one) // 100
        elif _is_collection(one):
            left -= len(one)
            if left > 0:
                waiting += one
                waiting += one.values() if is_object(one) else ()
    return left > 0


def _is_collection(value: object) -> TypeGuard[Collection[object]]:
    return isinstance(value, (Mapping, Sequence))


class CheckpointError(ECRPublicModelsError):
    """A file holds no checkpoint of an inventory, or only a part of one."""


class InventoryError(ECRPublicModelsError):
    """Some of the repositories of an inventory could not be listed to their end.

    All pages of the others were given. The inventory's checkpoint resumes where these stopped.
    """

    failures: dict[str, Exception]
    """What went wrong, by the repository's name."""

    def __init__(self, failures: Mapping[str, Exception]) -> None:
        super().__init__(failures)
        self.failures = dict(failures)

    def __str__(self) -> str:
        """Say how many repositories failed, and of the first few, why."""
        shown = [f"{name}: {error}" for name, error in list(self.failures.items())[:3]]
        if left := len(self.failures) - len(shown):
            shown.append(f"and {left} more")
        return f"{len(self.failures)} of the repositories failed: {'; '.join(shown)}"


class ErrorDescription(TypedDict):
    """What a refusal says: `Error` in botocore's `ClientError.response`."""

    Code: str
    """The name of the reason, such as `RepositoryNotFoundException`."""
    Message: str
    """The reason in words."""


class ErrorMetadata(TypedDict, total=False):
    """The HTTP response behind a refusal: `ResponseMetadata` in `ClientError.response`."""

    RequestId: str
    """The service's id of the request, to quote to AWS support."""
    HTTPStatusCode: int
    """The HTTP status, 400 or above."""
    HTTPHeaders: dict[str, str]
    """The HTTP headers of the response, their names in lower case."""
    RetryAttempts: int
    """How often boto3 sent the request again before this response."""


class ErrorResponse(TypedDict):
    """A refusal as botocore has parsed it: `ClientError.response`."""

    Error: ErrorDescription
    """What the service says."""
    ResponseMetadata: ErrorMetadata
    """The HTTP response behind it."""


class ServiceError(ECRPublicModelsError, ClientError):
    """The service refused a request for a reason that it declares. Base of one class per reason.

    It is botocore's `ClientError`, and the exception of the client that raised it, so handlers
    written for `client.exceptions` catch it.
    """

    if TYPE_CHECKING:
        # botocore has no types of its own, so they are given here. Its stubs have wider ones.
        response: ErrorResponse  # type: ignore[assignment]  # ty: ignore[incompatible-attribute-override]
        """All of the response."""
        operation_name: str
        """The operation that was refused, such as `DescribeImages`."""

        def __init__(self, error_response: Mapping[str, object], operation_name: str) -> None: ...

    @property
    def message(self) -> str:
        """What the service says about it."""
        return self.response.get("Error", {}).get("Message", "")

    @property
    def operation(self) -> str:
        """The operation that was refused, such as `DescribeImages`."""
        return self.operation_name

    @property
    def request_id(self) -> str | None:
        """The service's id of the request, to quote to AWS support."""
        return self.response.get("ResponseMetadata", {}).get("RequestId")

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as the class of this module, without the client's."""
        kind = type(self)
        kept = _DECLARED.get(kind.__name__, kind) if kind.__module__ == __name__ else kind
        return kept, (self.response, self.operation_name), self.__dict__


class EmptyUploadException(ServiceError):
    """A layer upload was completed that has no parts."""


class ImageAlreadyExistsException(ServiceError):
    """The image is in the repository already, with the same tag if one was given."""


class ImageDigestDoesNotMatchException(ServiceError):
    """The digest that was given is not the manifest's."""


class ImageNotFoundException(ServiceError):
    """The repository has no such image."""


class ImageTagAlreadyExistsException(ServiceError):
    """The tag is taken, in a repository whose tags can't be moved."""


class InvalidLayerException(ServiceError):
    """The digest that was given is not the uploaded layer's."""


class InvalidLayerPartException(ServiceError):
    """A part does not begin where the part before it has ended."""

    @property
    def last_valid_byte_received(self) -> int | None:
        """The offset, in bytes, of the last byte that the service has of the layer."""
        # A member of this error alone, beside those that all have.
        members: dict[str, object] = {**self.response}
        offset = members.get("lastValidByteReceived")
        return offset if isinstance(offset, int) else None


class InvalidParameterException(ServiceError):
    """The service rejected a parameter; the message says which, and why."""


class InvalidTagParameterException(ServiceError):
    """A resource tag is not valid, or a key occurs twice."""


class LayerAlreadyExistsException(ServiceError):
    """The layer is in the repository already."""


class LayerPartTooSmallException(ServiceError):
    """A part that is not the last one is smaller than 5 MiB."""


class LayersNotFoundException(ServiceError):
    """The manifest names layers that are not in the repository."""


class LimitExceededException(ServiceError):
    """A quota of the service's is used up."""


class ReferencedImagesNotFoundException(ServiceError):
    """The manifest list names images that are not in the repository."""


class RegistryNotFoundException(ServiceError):
    """There is no such registry."""


class RepositoryAlreadyExistsException(ServiceError):
    """The registry has a repository of this name already."""


class RepositoryCatalogDataNotFoundException(ServiceError):
    """The repository has no catalogue data."""


class RepositoryNotEmptyException(ServiceError):
    """The repository has images, and was not to be deleted with them."""


class RepositoryNotFoundException(ServiceError):
    """The registry has no such repository."""


class RepositoryPolicyNotFoundException(ServiceError):
    """The repository has no policy."""


class ServerException(ServiceError):
    """The service failed; the same request may succeed later."""


class TooManyTagsException(ServiceError):
    """The resource would have more tags than it may."""


class UnsupportedCommandException(ServiceError):
    """The operation is not supported in this region. `us-east-1` supports all of them."""

    def __str__(self) -> str:
        """Say where it is supported, too."""
        return f"{super().__str__()} (us-east-1 supports all operations, us-west-2 only some)"


class UploadNotFoundException(ServiceError):
    """There is no such layer upload, or it belongs to another repository."""


_DECLARED: dict[str, type[ServiceError]] = {
    declared.__name__: declared for declared in ServiceError.__subclasses__()
}


def raise_declared(error: Exception, operation_name: str) -> None:
    """Raise the class of this module for a client's error, if there is one.

    Takes what `declared_error` does.

    Raises:
        ServiceError: The service refused the request for a reason that it declares.
    """
    if (declared := declared_error(error, operation_name)) is not None:
        try:
            raise declared.with_traceback(error.__traceback__) from None
        finally:
            del declared  # its traceback has this frame, which would be a reference cycle


def declared_error(error: Exception, operation_name: str) -> ServiceError | None:
    """Give a client's error as the class of this module for it; `None` where there is none.

    Args:
        error: What a call has raised.
        operation_name: The operation that was called. What other calls have raised in its course,
            such as one for credentials, is none of this service's errors.
    """
    if not isinstance(error, ClientError) or isinstance(error, ServiceError):
        return None
    declared = _DECLARED.get(error.response.get("Error", {}).get("Code", ""))
    if declared is None or error.operation_name != operation_name:
        return None
    return _also(declared, type(error))(error.response, error.operation_name)


def _also(declared: type[ServiceError], raised: type[ClientError]) -> type[ServiceError]:
    """Give a class that is also the client's own, which each client makes for itself."""
    if raised is ClientError:
        return declared
    for derived in raised.__subclasses__():
        if issubclass(derived, declared):
            return derived
    namespace = {"__module__": declared.__module__}
    # ty: it wants bases that are known before the program runs.
    return type(declared.__name__, (declared, raised), namespace)  # ty: ignore[unsupported-dynamic-base]
