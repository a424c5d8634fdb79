"""botocore's own description of the service: the shapes of its requests and what bounds them."""

from __future__ import annotations

from functools import cache

from botocore.loaders import Loader
from botocore.model import OperationModel, OperationNotFoundError, ServiceModel

__all__ = ["SERVICE_NAME", "TARGET_PREFIX", "declared_errors", "find_operation"]

SERVICE_NAME = "ecr-public"
"""boto3's name of the service, and the one that requests are signed for."""

TARGET_PREFIX = "SpencerFrontendService"
"""What stands before the operation's name in the `X-Amz-Target` header."""


@cache
def _service_model() -> ServiceModel:
    return ServiceModel(Loader().load_service_model(SERVICE_NAME, "service-2"), SERVICE_NAME)


def find_operation(name: str) -> OperationModel | None:
    """Look an operation up by its wire name; `None` where the service has no such operation."""
    try:
        return _service_model().operation_model(name)
    except OperationNotFoundError:
        return None


def declared_errors(name: str) -> tuple[str, ...]:
    """Give the codes of the errors that an operation, if the service has it, declares."""
    operation = find_operation(name)
    return () if operation is None else tuple(shape.name for shape in operation.error_shapes)
