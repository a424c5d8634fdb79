"""What the service always sends is in the types without `None`, so its absence is an error."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from botocore.model import ListShape, Shape, StructureShape

from ecrpublic_models import ECRPublic, ResponseValidationError
from ecrpublic_models.models import CreateRepositoryResponse, RepositoryCatalogData
from ecrpublic_models.operations import OPERATIONS, Operation
from tests.support.answers import FakeClient, request_of, whole, wire_of
from tests.support.loopback import Answer, Loopback, client_for
from tests.support.mirror import members, required_members

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

Place = tuple[str | int, ...]


@pytest.fixture(scope="module")
def over_http(server: Loopback) -> ECRPublicClient:
    return client_for(server.url)


def required_places(shape: Shape | None, at: Place = ()) -> Iterator[Place]:
    """The places of the members that a whole response must have."""
    if isinstance(shape, ListShape):
        yield from required_places(shape.member, (*at, 0))
    elif isinstance(shape, StructureShape):
        for name, member in members(shape).items():
            if name in required_members(shape):
                yield (*at, name)
            yield from required_places(member, (*at, name))


CASES = [
    (operation, place)
    for operation in OPERATIONS
    for place in required_places(wire_of(operation).output_shape)
]


def call(client: Any, operation: Operation[Any]) -> Any:
    return getattr(ECRPublic(client), operation.method_name)(**request_of(operation))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_whole_response_is_taken(
    server: Loopback, over_http: ECRPublicClient, operation: Operation[Any]
) -> None:
    body = whole(wire_of(operation).output_shape)
    server.respond = lambda _: Answer(body)
    assert call(over_http, operation).model_fields_set >= body.keys()
    assert call(FakeClient(body), operation).model_fields_set == body.keys()


@pytest.mark.parametrize("null", [False, True], ids=["absent", "null"])
@pytest.mark.parametrize(
    ("operation", "place"), CASES, ids=[f"{o.name}-{'.'.join(map(str, at))}" for o, at in CASES]
)
def test_a_required_member_that_is_not_there_is_named(
    server: Loopback,
    over_http: ECRPublicClient,
    operation: Operation[Any],
    place: Place,
    *,
    null: bool,
) -> None:
    body = copy.deepcopy(whole(wire_of(operation).output_shape))
    holder = body
    for step in place[:-1]:
        holder = holder[step]
    if null:
        holder[place[-1]] = None
    else:
        del holder[place[-1]]
    server.respond = lambda _: Answer(body)
    for client in (over_http, FakeClient(body)):
        with pytest.raises(ResponseValidationError) as caught:
            call(client, operation)
        assert [(one["loc"], one["msg"]) for one in caught.value.errors()] == [
            (place, "Field required")
        ]
        assert ".".join(map(str, place)) in str(caught.value)
        json.dumps(caught.value.errors())


def test_catalog_data_that_a_new_repository_does_not_have_is_empty() -> None:
    shape = wire_of(next(one for one in OPERATIONS if one.name == "CreateRepository")).output_shape
    body = whole(shape)
    del body["catalogData"]
    for response in (
        CreateRepositoryResponse.model_validate(body),
        CreateRepositoryResponse.model_validate_json(json.dumps(body)),
    ):
        assert response.catalogData == RepositoryCatalogData()
        assert "catalogData" not in response.model_dump(exclude_unset=True)
        response.catalogData.architectures.append("ARM")  # nobody else's
