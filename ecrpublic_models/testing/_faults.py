"""Errors and delays on demand, such as no request leads to."""

from __future__ import annotations

import re
from collections import defaultdict, deque

from ecrpublic_models.testing._service_description import declared_errors, find_operation
from ecrpublic_models.testing.exceptions import EmulatedError

__all__ = ["COMMON_ERRORS", "Faults"]

COMMON_ERRORS = {
    "AccessDeniedException": 400,
    "ExpiredTokenException": 400,
    "IncompleteSignature": 400,
    "InternalFailure": 500,
    "InvalidSignatureException": 400,
    "NotAuthorized": 400,
    "OptInRequired": 403,
    "RequestExpired": 400,
    "ServerException": 500,
    "ServiceUnavailable": 503,
    "ThrottlingException": 400,
    "TooManyRequestsException": 429,
    "UnrecognizedClientException": 400,
    "ValidationException": 400,
}
"""The statuses of errors that every service of AWS may answer with, and of this one's own that is
no fault of the client's."""

_CODE = re.compile("[A-Za-z][A-Za-z0-9]*")
_LEAST_STATUS, _GREATEST_STATUS = 400, 599
_LONGEST_DELAY = 86_400


class Faults:
    """What the next calls of each operation come to, and how long they take."""

    def __init__(self) -> None:
        self._errors: defaultdict[str, deque[tuple[str, int]]] = defaultdict(deque)
        self._delays: defaultdict[str, deque[float]] = defaultdict(deque)

    def add_error(self, operation: str, code: str, status: int | None, count: int) -> None:
        """Let more calls of an operation fail with this error.

        Raises:
            ValueError: The service has no such operation, the error is not one that the operation
                or all services have and no status is given, or a number is out of bounds.
        """
        _check(operation, count)
        declared = declared_errors(operation)
        if status is None and code not in {*declared, *COMMON_ERRORS}:
            raise ValueError(
                f"{operation!r} does not answer {code!r}, but: {', '.join(declared)}, and what all"
                f" services may: {', '.join(COMMON_ERRORS)}; any other needs a status"
            )
        if not _CODE.fullmatch(code):
            raise ValueError(f"error: {code!r} is no name of an error")
        if status is not None and not _LEAST_STATUS <= status <= _GREATEST_STATUS:
            raise ValueError(f"status must be from {_LEAST_STATUS} to {_GREATEST_STATUS}")
        error = (code, status or COMMON_ERRORS.get(code, _LEAST_STATUS))
        self._errors[operation].extend([error] * count)

    def add_delay(self, operation: str, seconds: float, count: int) -> None:
        """Let more calls of an operation take so long.

        Raises:
            ValueError: The service has no such operation, or a number is out of bounds.
        """
        _check(operation, count)
        if not 0 <= seconds <= _LONGEST_DELAY:
            raise ValueError(f"seconds must be from 0 to {_LONGEST_DELAY}")
        self._delays[operation].extend([seconds] * count)

    def next_delay(self, operation: str) -> float:
        """Give the seconds that a call of an operation takes now."""
        return self._delays[operation].popleft() if self._delays[operation] else 0.0

    def raise_next(self, operation: str) -> None:
        """Raise the next error that was asked for of an operation, if there is one.

        Raises:
            EmulatedError: The error that was asked for.
        """
        if self._errors[operation]:
            raise _RequestedError(*self._errors[operation].popleft())


def _check(operation: str, count: int) -> None:
    if find_operation(operation) is None:
        raise ValueError(f"operation: the service has no {operation!r}")
    if count < 1:
        raise ValueError("count must be 1 or more")


class _RequestedError(EmulatedError):
    """An error that was asked for."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(f"The emulator was told to answer {code}")
        self.code = code
        self.status = status
