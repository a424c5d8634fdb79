"""A request and a whole response of every operation, made from the service's description."""

from __future__ import annotations

from typing import Any

from botocore.model import ListShape, OperationModel, Shape, StructureShape

from ecrpublic_models.operations import Operation
from tests.support.filled import SERVICE
from tests.support.mirror import accepts, members, sample


def wire_of(operation: Operation[Any]) -> OperationModel:
    return SERVICE.operation_model(operation.name)


def whole(shape: Shape | None) -> Any:
    """A response with all its members, at every depth."""
    if isinstance(shape, StructureShape):
        return {name: whole(member) for name, member in members(shape).items()}
    if isinstance(shape, ListShape):
        return [whole(shape.member)]
    assert shape is not None
    return sample(shape)


def request_of(operation: Operation[Any]) -> dict[str, Any]:
    """Arguments that the operation takes."""
    shape = wire_of(operation).input_shape
    assert shape is not None
    request: dict[str, Any] = sample(shape, lambda value: accepts(operation.request, value))
    return request


class FakeClient:
    """Answers every operation with one dict, as many a test's stand-in does."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def __getattr__(self, name: str) -> Any:
        return lambda **_: self._answer
