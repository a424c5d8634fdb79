"""botocore's own description of the service, and requests checked against it.

Nothing here knows any one operation. What the description does not say (parameters that exclude
each other, the form of a manifest) is for the registry to check.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias, cast

from botocore.loaders import Loader
from botocore.model import OperationModel, OperationNotFoundError, ServiceModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.model import Shape

__all__ = [
    "SERVICE_NAME",
    "ConstraintViolationError",
    "declared_errors",
    "find_operation",
    "validate_request",
]

SERVICE_NAME = "ecr-public"
"""boto3's name of the service, and the one that requests are signed for."""

Path: TypeAlias = "tuple[str | int, ...]"


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
    """Return the codes of the errors that an operation declares; none where it does not exist."""
    operation = find_operation(name)
    return () if operation is None else tuple(shape.name for shape in operation.error_shapes)


class ConstraintViolationError(Exception):
    """A value that violates a constraint of its shape.

    Attributes:
        path: Where it is: names of members, and positions in lists.
        constraint: The constraint that it violates.
    """

    def __init__(self, path: Path, constraint: str) -> None:
        super().__init__(constraint)
        self.path = path
        self.constraint = constraint

    def parameter_and_constraint(self) -> tuple[str, str]:
        """Return both in the service's words.

        A plain value in a list is reported at the list (`repositoryNames`), its own constraint in
        brackets; a member of a structure in a list at its full path, counted from one
        (`imageIds.1.member.imageTag`).
        """
        if self.path and isinstance(self.path[-1], int):
            return (
                _parameter(self.path[:-1]),
                f"Member must satisfy constraint: [{self.constraint}]",
            )
        return _parameter(self.path), self.constraint


def validate_request(operation: OperationModel, request: Mapping[str, object]) -> dict[str, object]:
    """Check a request's body against the shape that the operation describes.

    Returns:
        The body's known members. A `null` is an absent member, as in all AWS JSON; members that
        the shape does not have are dropped, since the service ignores them too.

    Raises:
        ConstraintViolationError: The first value that violates its shape.
    """
    shape = cast("Shape", operation.input_shape)  # every operation of the service has one
    return _structure(shape, dict(request), ())


def _structure(shape: Shape, value: object, path: Path) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ConstraintViolationError(path, "Member must be of type structure")
    given = cast("dict[str, object]", value)
    required = cast("list[str]", shape.metadata.get("required", []))
    checked: dict[str, object] = {}
    for name, member in _members(shape).items():
        content = given.get(name)
        if content is not None:
            checked[name] = _checked(member, content, (*path, name))
        elif name in required:
            raise ConstraintViolationError((*path, name), "Member must not be null")
    return checked


def _checked(shape: Shape, value: object, path: Path) -> object:
    """Check a value against its shape. Requests of the service have these kinds of shapes only."""
    match shape.type_name:
        case "structure":
            return _structure(shape, value, path)
        case "list":
            return _list(shape, value, path)
        case "string":
            return _string(shape, value, path)
        case "blob":
            return _blob(shape, value, path)
        case "boolean":
            if not isinstance(value, bool):
                raise ConstraintViolationError(path, "Member must be of type boolean")
            return value
        case _:
            return _integer(shape, value, path)


def _list(shape: Shape, value: object, path: Path) -> list[object]:
    if not isinstance(value, list):
        raise ConstraintViolationError(path, "Member must be of type list")
    items = cast("list[object]", value)
    _check_length(shape, len(items), path)
    member = cast("Shape", getattr(shape, "member"))  # noqa: B009  # only ListShape has it
    checked: list[object] = []
    for position, item in enumerate(items):
        if item is None:
            raise ConstraintViolationError((*path, position), "Member must not be null")
        checked.append(_checked(member, item, (*path, position)))
    return checked


def _string(shape: Shape, value: object, path: Path) -> str:
    """Check a string. The service words violations differently for strings in a list."""
    if not isinstance(value, str):
        raise ConstraintViolationError(path, "Member must be of type string")
    in_list = isinstance(path[-1], int)
    _check_length(shape, len(value), path, must="Member must" if in_list else "must")
    pattern = cast("str | None", shape.metadata.get("pattern"))
    if pattern is not None and not re.fullmatch(pattern, value):
        raise ConstraintViolationError(
            path,
            f"Member must satisfy regular expression pattern: {pattern}"
            if in_list
            else f"must satisfy regular expression '{pattern}'",
        )
    return value


def _blob(shape: Shape, value: object, path: Path) -> bytes:
    if not isinstance(value, str):
        raise ConstraintViolationError(path, "Member must be of type blob")
    try:
        content = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ConstraintViolationError(path, "Member must be base64 encoded") from None
    _check_length(shape, len(content), path)
    return content


def _integer(shape: Shape, value: object, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ConstraintViolationError(path, f"Member must be of type {shape.type_name}")
    minimum, maximum = _bounds(shape)
    if minimum is not None and value < minimum:
        raise ConstraintViolationError(
            path, f"Member must have value greater than or equal to {minimum}"
        )
    if maximum is not None and value > maximum:
        raise ConstraintViolationError(
            path, f"Member must have value less than or equal to {maximum}"
        )
    return value


def _check_length(shape: Shape, length: int, path: Path, *, must: str = "Member must") -> None:
    minimum, maximum = _bounds(shape)
    if minimum is not None and length < minimum:
        raise ConstraintViolationError(
            path, f"{must} have length greater than or equal to {minimum}"
        )
    if maximum is not None and length > maximum:
        raise ConstraintViolationError(path, f"{must} have length less than or equal to {maximum}")


def _bounds(shape: Shape) -> tuple[int | None, int | None]:
    return (
        cast("int | None", shape.metadata.get("min")),
        cast("int | None", shape.metadata.get("max")),
    )


def _members(shape: Shape) -> dict[str, Shape]:
    return cast("dict[str, Shape]", getattr(shape, "members"))  # noqa: B009  # only StructureShape has it


def _parameter(path: Path) -> str:
    return ".".join(part if isinstance(part, str) else f"{part + 1}.member" for part in path)
