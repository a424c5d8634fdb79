"""The moto backend: checks requests, and runs the operations of a registry."""

from __future__ import annotations

from collections.abc import Mapping
from time import sleep

from botocore.model import OperationModel
from moto.core.base_backend import BackendDict, BaseBackend, backend_lock
from moto.core.utils import unix_time

from ecrpublic_models.testing._faults import Faults
from ecrpublic_models.testing._service_description import (
    SERVICE_NAME,
    ConstraintViolationError,
    find_operation,
    validate_request,
)
from ecrpublic_models.testing.exceptions import (
    InvalidParameterError,
    InvalidTagParameterError,
    UnknownOperationError,
)
from ecrpublic_models.testing.registry import OPERATIONS, Registry

__all__ = ["ONLY_AT_HOME", "REGIONS", "ECRPublicBackend", "clear_registries", "ecrpublic_backends"]

REGIONS = ("us-east-1", "us-west-2")
"""Where the service's API can be called: at home, and with some operations only elsewhere."""
ONLY_AT_HOME = frozenset({"DescribeRepositories", "GetAuthorizationToken"})
"""The operations that are supported in the first of the regions alone."""

_RESOURCE_TAG_MEMBERS = frozenset({"tags", "tagKeys"})


class ECRPublicBackend(BaseBackend):
    """The public registry of one account, which is the same in both regions.

    moto finds its URLs by itself, in the module `urls` beside this one.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.registry: Registry = Registry(account_id, clock=unix_time)
        """What is in it."""
        self._faults = Faults()
        self._lock = self.registry.lock

    @property
    def requires_layers(self) -> bool:
        """Whether `PutImage` refuses an image whose layers were not uploaded."""
        return self.registry.requires_layers

    @requires_layers.setter
    def requires_layers(self, required: bool) -> None:
        self.registry.requires_layers = required

    def has_repository(self, name: str) -> bool:
        """Tell whether there is a repository of this name."""
        return self.registry.has_repository(name)

    def call(self, operation: str, request: Mapping[str, object]) -> dict[str, object]:
        """Call an operation as a client does over the wire, without one.

        Args:
            operation: Its wire name, such as `PutImage`.
            request: Its body, as JSON has it.

        Returns:
            The response's body, as JSON has it.

        Raises:
            EmulatedError: The service answers with an error.
        """
        description = find_operation(operation)
        run = OPERATIONS.get(operation)
        if description is None or run is None:
            raise UnknownOperationError(f"The service has no operation '{operation}'")
        with self._lock:
            delay = self._faults.next_delay(operation)
        sleep(delay)  # beside other calls, as the service would
        with self._lock:
            self._faults.raise_next(operation)
            return run(self.registry, _validated(description, request))

    def fail_next(
        self, operation: str, error: str, *, status: int | None = None, count: int = 1
    ) -> None:
        """Let the next calls of an operation answer with an error, whatever they ask for.

        Each time this is called, more calls fail, in this order. A client that retries calls again.

        Args:
            operation: Its wire name, such as `PutImage`.
            error: The code of an error that the operation declares, such as `ServerException`, or
                of one that all services of AWS may answer with, such as `ThrottlingException`. Any
                other needs a status.
            status: The HTTP status, from 400 to 599; by default the error's own.
            count: How many calls fail.

        Raises:
            ValueError: The service has no such operation, or the operation has no such error.
        """
        with self._lock:
            self._faults.add_error(operation, error, status, count)

    def slow_next(self, operation: str, seconds: float, *, count: int = 1) -> None:
        """Let the next calls of an operation take longer, beside each other.

        Args:
            operation: Its wire name, such as `DescribeImages`.
            seconds: How much longer each takes.
            count: How many calls do.

        Raises:
            ValueError: The service has no such operation, or a number is out of bounds.
        """
        with self._lock:
            self._faults.add_delay(operation, seconds, count)


def _validated(description: OperationModel, request: Mapping[str, object]) -> dict[str, object]:
    """Validate a request, and refuse a wrong one with the service's error.

    Raises:
        InvalidTagParameterError: A resource tag's key or value is out of bounds.
        InvalidParameterError: Any other part of the request is.
    """
    try:
        return validate_request(description, request)
    except ConstraintViolationError as violation:
        error = InvalidParameterError.constraint(*violation.parameter_and_constraint())
        if len(violation.path) > 1 and violation.path[0] in _RESOURCE_TAG_MEMBERS:
            raise InvalidTagParameterError(error.message) from None
        raise error from None


ecrpublic_backends: BackendDict[ECRPublicBackend] = BackendDict(
    ECRPublicBackend, SERVICE_NAME, use_boto3_regions=False, additional_regions=list(REGIONS)
)
"""All registries, by account and region. moto finds them here by this very name."""


def clear_registries() -> None:
    """Empty all registries, of every account and region."""
    with backend_lock:
        for account in ecrpublic_backends.values():
            account.reset()
        ecrpublic_backends.clear()
