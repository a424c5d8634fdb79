"""The errors that are this library's own. Faults of a request raise `pydantic.ValidationError`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import PaginationError as BotocorePaginationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

__all__ = ["ECRPublicModelsError", "PaginationError", "ResponseValidationError"]


class ECRPublicModelsError(Exception):
    """The base of all errors that this library raises for reasons of its own."""


class PaginationError(ECRPublicModelsError, BotocorePaginationError):
    """The service gave a token that this listing has used already: going on would never end.

    Also botocore's `PaginationError`, so a handler written for that one catches this one.
    """

    def __init__(self, message: str) -> None:
        BotocorePaginationError.__init__(self, message=message)


class ResponseValidationError(ECRPublicModelsError):
    """The service's answer does not fit its model.

    Attributes:
        operation: The operation that was answered, such as `DescribeImages`.
        request_id: The service's id of the request, where the answer carries one.
    """

    def __init__(
        self, operation: str, request_id: str | None, errors: Sequence[ErrorDetails]
    ) -> None:
        super().__init__(operation, request_id, errors)
        self.operation = operation
        self.request_id = request_id
        self._errors = list(errors)

    def errors(self) -> list[ErrorDetails]:
        """Give every fault: its type, its place (`loc`), a message and the value found there."""
        return list(self._errors)

    def __str__(self) -> str:
        """Say the operation, the request id, and the first faults with their fields' paths."""
        shown = [
            f"{'.'.join(map(str, error['loc'])) or '(the whole answer)'}: {error['msg']}, "
            f"found {_abridged(error['input'])}"
            for error in self._errors[:3]
        ]
        if left := len(self._errors) - len(shown):
            shown.append(f"and {left} more")
        request = f" (request id {self.request_id})" if self.request_id else ""
        return f"{self.operation}{request} answered what does not fit: {'; '.join(shown)}"


def _abridged(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
