"""Text that is no Unicode, and nesting without end: refused on every way in, and never read."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from ecrpublic_models import ECRPublic, PaginationConfig, ResponseValidationError, models
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.operations import OPERATIONS, PAGINATED_OPERATIONS, Operation
from tests.support.answers import FakeClient, request_of, whole, wire_of
from tests.support.drivers import Driver, open_driver
from tests.support.loopback import Answer, Loopback
from tests.support.public_models import MODELS

NO_TEXT = "\ud800"
MODELS_OF_RESPONSES = [model for model in MODELS.values() if issubclass(model, ResponseModel)]
Place = tuple[str | int, ...]


def texts(value: Any, at: Place = ()) -> Iterator[Place]:
    """The places of all texts in a value."""
    if isinstance(value, str):
        yield at
    inner: Any = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for step, member in inner:
        yield from texts(member, (*at, step))


def with_value(document: Any, place: Place, value: Any) -> Any:
    changed = copy.deepcopy(document)
    holder = changed
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return changed


CASES = [
    (operation, place)
    for operation in OPERATIONS
    for place in texts(whole(wire_of(operation).output_shape))
]


@pytest.fixture(scope="module", params=["sync", pytest.param("async", marks=pytest.mark.aio)])
def driver(server: Loopback, request: pytest.FixtureRequest) -> Iterator[Driver]:
    with open_driver(request.param, server.url, twin=True) as running:
        yield running


def refused(driver: Driver, server: Loopback, operation: Operation[Any], body: Any) -> list[Any]:
    """The errors of a body on both paths."""
    server.respond = lambda _: Answer(body)
    caught = []
    request = request_of(operation)
    with pytest.raises(ResponseValidationError) as over_http:
        driver.call(operation, request)
    caught.append(over_http.value)
    fake: Any = FakeClient(body)
    with pytest.raises(ResponseValidationError) as from_fake:
        getattr(ECRPublic(fake), operation.method_name)(**request)
    caught.append(from_fake.value)
    for error in caught:
        str(error).encode()
        json.dumps(error.errors()).encode()
    return caught


@pytest.mark.parametrize(
    ("operation", "place"), CASES, ids=[f"{o.name}-{'.'.join(map(str, at))}" for o, at in CASES]
)
def test_in_any_field_of_a_response_it_is_refused_by_name(
    server: Loopback, driver: Driver, operation: Operation[Any], place: Place
) -> None:
    body = with_value(whole(wire_of(operation).output_shape), place, NO_TEXT)
    for error in refused(driver, server, operation, body):
        assert [fault["loc"][: len(place)] for fault in error.errors()] == [place]


@pytest.mark.parametrize(
    "unknown",
    [
        {"new": NO_TEXT},
        {"new": {"inner": [1, NO_TEXT]}},
        {"new": {NO_TEXT: 1}},
        {NO_TEXT: 1},
    ],
    ids=["value", "inner value", "inner name", "name"],
)
@pytest.mark.parametrize("operation", PAGINATED_OPERATIONS, ids=lambda operation: operation.name)
def test_in_what_is_newer_than_the_library_it_is_refused_too(
    server: Loopback, driver: Driver, operation: Operation[Any], unknown: dict[str, Any]
) -> None:
    body = whole(wire_of(operation).output_shape)
    refused(driver, server, operation, {**body, **unknown})
    (name,) = [name for name, value in body.items() if isinstance(value, list)]
    refused(driver, server, operation, {**body, name: [{**body[name][0], **unknown}]})


@pytest.mark.parametrize("model", MODELS_OF_RESPONSES, ids=lambda model: model.__name__)
def test_every_model_for_responses_keeps_out_what_its_json_could_not_hold(
    model: type[ResponseModel],
) -> None:
    with pytest.raises(ValidationError, match="new"):
        model.model_validate({"new": NO_TEXT})


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_in_a_request_it_is_refused_before_anything_is_sent(
    server: Loopback, driver: Driver, operation: Operation[Any]
) -> None:
    server.requests.clear()
    shape = wire_of(operation).input_shape
    for place in texts(whole(shape)):
        request = with_value(whole(shape), place, NO_TEXT)
        with pytest.raises(ValidationError) as caught:
            driver.call(operation, request)
        assert place[0] in {fault["loc"][0] for fault in caught.value.errors()}
    assert server.requests == []


def test_in_a_token_it_is_refused() -> None:
    with pytest.raises(ValidationError, match="StartingToken"):
        PaginationConfig(StartingToken=NO_TEXT)


DEPTHS = [101, 250, 1_000, 5_000, 50_000, 1_000_000]


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("place", ["the list", "an item", "a field", "a new member", "the body"])
@pytest.mark.parametrize("bracket", ["[]", '{"a":'])
def test_nesting_is_refused_on_every_path_at_every_depth(
    server: Loopback, driver: Driver, place: str, depth: int, bracket: str
) -> None:
    operation = next(one for one in OPERATIONS if one.name == "DescribeImages")
    deep = "[" * depth + "]" * depth if bracket == "[]" else bracket * depth + "1" + "}" * depth
    image = json.dumps(whole(wire_of(operation).output_shape)["imageDetails"][0])
    body = {
        "the list": f'{{"imageDetails": {deep}}}',
        "an item": f'{{"imageDetails": [{deep}]}}',
        "a field": f'{{"imageDetails": [{image[:-1]}, "imageTags": {deep}}}]}}',
        "a new member": f'{{"imageDetails": [{image}], "new": {deep}}}',
        "the body": deep,
    }[place]
    server.respond = lambda _: Answer(body.encode())
    with pytest.raises(ResponseValidationError) as caught:
        driver.call(operation, request_of(operation))
    json.dumps(caught.value.errors())


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("place", ["list", "item", "field", "new", "whole"])
@pytest.mark.parametrize("nest", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_nesting_is_refused_in_a_dict_at_every_depth(place: str, depth: int, nest: Any) -> None:
    operation = next(one for one in OPERATIONS if one.name == "DescribeImages")
    deep: Any = "x"
    for _ in range(depth):
        deep = nest(deep)
    body = whole(wire_of(operation).output_shape)
    (image,) = body["imageDetails"]
    answer: Any = {
        "list": {"imageDetails": deep},
        "item": {"imageDetails": [deep]},
        "field": {"imageDetails": [{**image, "imageTags": deep}]},
        "new": {**body, "new": deep},
        "whole": deep,
    }[place]
    fake: Any = FakeClient(answer)
    with pytest.raises(ResponseValidationError) as caught:
        ECRPublic(fake).describe_images(repositoryName="team/app")
    json.dumps(caught.value.errors())


def test_what_holds_itself_is_refused() -> None:
    loop: list[Any] = []
    loop += [loop, loop]
    with pytest.raises(ValidationError, match="nested"):
        models.ImageTagDetail.model_validate({"new": loop})


def test_what_is_nested_in_reason_is_kept(server: Loopback, driver: Driver) -> None:
    operation = next(one for one in OPERATIONS if one.name == "DescribeImages")
    body = {**whole(wire_of(operation).output_shape), "new": {"a": [[[{"b": [None, 1.5]}]]]}}
    server.respond = lambda _: Answer(body)
    fake: Any = FakeClient(body)
    for response in (
        driver.call(operation, request_of(operation)),
        ECRPublic(fake).describe_images(repositoryName="team/app"),
    ):
        assert response.model_extra == {"new": body["new"]}
