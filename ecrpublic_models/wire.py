"""Answers of the service to models: the one place where what was received becomes what is given."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_ecr_public import ECRPublicClient
    from pydantic_core import ErrorDetails

    from ecrpublic_models.models.base import RequestModel
    from ecrpublic_models.operations import ModelT, Operation


def call(
    client: ECRPublicClient,
    operation: Operation[RequestModel, ModelT],
    arguments: Mapping[str, object],
) -> ModelT:
    """Let the client perform an operation, and give the answer as its model.

    Args:
        client: Who does the talking.
        operation: What to perform.
        arguments: The request, checked already.

    Raises:
        ResponseValidationError: The answer does not fit the model.
        botocore.exceptions.ClientError: The service refused the request.
        botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
    """
    raw = getattr(client, operation.method_name)(**arguments)
    return read(operation.name, operation.response, raw)


def read(operation_name: str, model: type[ModelT], raw: Mapping[str, object]) -> ModelT:
    """Give an answer that boto3 has parsed as its model.

    Raises:
        ResponseValidationError: The answer does not fit the model.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    # An answer that was recorded may have the nulls that boto3's parser leaves out.
    nulls = [fault for fault in errors if fault["input"] is None and fault["loc"]]
    if nulls:
        try:
            return model.model_validate(_without(raw, nulls))
        except ValidationError as error:
            errors = error.errors(include_url=False)
    from ecrpublic_models.errors import ResponseValidationError

    raise ResponseValidationError(operation_name, _request_id(raw), errors)


class _RequestId(BaseModel):
    RequestId: str


class _Identified(BaseModel):
    ResponseMetadata: _RequestId


def _without(raw: Mapping[str, object], nulls: list[ErrorDetails]) -> object:
    pruned = copy.deepcopy(raw)
    for null in nulls:
        *path, name = null["loc"]
        parent: Any = pruned
        for step in path:
            parent = parent[step]
        if isinstance(name, str):
            del parent[name]
    return pruned


def _request_id(raw: object) -> str | None:
    try:
        return _Identified.model_validate(raw).ResponseMetadata.RequestId
    except ValidationError:
        return None
