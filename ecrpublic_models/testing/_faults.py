"""Errors on demand, such as those that no request leads to."""

from __future__ import annotations

from collections import defaultdict, deque

from ecrpublic_models.testing._service_description import declared_errors
from ecrpublic_models.testing.exceptions import EmulatedError

__all__ = ["Faults"]

_SERVER_FAULT = "ServerException"
_SERVER_FAULT_STATUS = 500


class Faults:
    """The errors that the next calls of each operation answer with."""

    def __init__(self) -> None:
        self._pending: defaultdict[str, deque[str]] = defaultdict(deque)

    def add(self, operation: str, code: str) -> None:
        """Let one more call of an operation fail with this error.

        Raises:
            ValueError: The service has no such operation, or the operation does not declare the
                error.
        """
        declared = declared_errors(operation)
        if code not in declared:
            raise ValueError(
                f"{operation!r} does not answer {code!r}, but: {', '.join(declared) or 'nothing'}"
            )
        self._pending[operation].append(code)

    def raise_next(self, operation: str) -> None:
        """Raise the next error that was asked for of an operation, if there is one.

        Raises:
            EmulatedError: The error that was asked for.
        """
        if self._pending[operation]:
            raise _RequestedError(self._pending[operation].popleft())


class _RequestedError(EmulatedError):
    """An error that was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The emulator was told to answer {code}")
        self.code = code
        if code == _SERVER_FAULT:
            self.status = _SERVER_FAULT_STATUS
