"""Responses that do not come from the service: from a gateway, a proxy, or half a connection."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from ecrpublic_models import ResponseValidationError, operations
from ecrpublic_models.operations import OPERATIONS, Operation
from tests.support.answers import request_of, whole, wire_of
from tests.support.drivers import Driver, WorldName, open_driver
from tests.support.kinds import KINDS, Kind
from tests.support.loopback import Answer, Loopback

NOT_THE_SERVICES: dict[str, object] = {
    "an empty object": {},
    "a message": {"message": "Forbidden"},
    "an error's name": {"__type": "ThrottlingException"},
    "an error": {"__type": "ThrottlingException", "message": "Rate exceeded"},
    "an error of its own form": {"Message": "User is not authorized", "error": {"code": 1}},
    "nulls": {"imageDetails": None, "repositories": None, "registries": None, "tags": None},
}
WORLDS = ["sync", pytest.param("async", marks=pytest.mark.aio)]


@pytest.fixture(scope="module", params=WORLDS)
def world(request: pytest.FixtureRequest) -> WorldName:
    name: WorldName = request.param
    return name


@pytest.fixture(scope="module", params=[True, False], ids=["bytes path", "dict path"])
def driver(server: Loopback, world: WorldName, request: pytest.FixtureRequest) -> Iterator[Driver]:
    with open_driver(world, server.url, twin=request.param) as running:
        yield running


@pytest.fixture(scope="module")
def twin(server: Loopback, world: WorldName) -> Iterator[Driver]:
    with open_driver(world, server.url, twin=True) as running:
        yield running


@pytest.mark.parametrize("body", NOT_THE_SERVICES.values(), ids=NOT_THE_SERVICES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.operation.name)
def test_it_never_ends_a_listing(
    server: Loopback, driver: Driver, kind: Kind, body: object
) -> None:
    whole_page = {kind.operation.result_key: [kind.item(0), kind.item(1)], "nextToken": "next"}
    answers: Iterator[object] = itertools.chain([whole_page], itertools.repeat(body))
    server.respond = lambda _: Answer(next(answers))
    pages = driver.paginate(kind)
    items = pages.items()
    assert kind.numbers([next(items), next(items)]) == [0, 1]
    with pytest.raises(ResponseValidationError) as caught:
        next(items)
    assert kind.operation.result_key in str(caught.value)
    rest = {kind.operation.result_key: [kind.item(2)]}
    server.respond = lambda asked: Answer(rest if asked.get("nextToken") == "next" else {})
    again = driver.paginate(kind, StartingToken=pages.resume_token)
    assert kind.numbers(list(again.items())) == [2]


@pytest.mark.parametrize("body", NOT_THE_SERVICES.values(), ids=NOT_THE_SERVICES)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_it_is_never_a_success(
    server: Loopback, twin: Driver, operation: Operation[Any], body: dict[str, object]
) -> None:
    server.respond = lambda _: Answer(body)
    members = operation.response.model_fields
    if all(not field.is_required() for field in members.values()) and not {
        "message",
        "__type",
        "Message",
    }.intersection(body):
        assert twin.call(operation, request_of(operation))  # it has nothing to say
        return
    with pytest.raises(ResponseValidationError):
        twin.call(operation, request_of(operation))


def test_an_errors_members_beside_the_services_own_are_kept(server: Loopback, twin: Driver) -> None:
    operation = operations.BATCH_DELETE_IMAGE
    server.respond = lambda _: Answer({"imageIds": [{"imageTag": "v1"}], "message": "new"})
    response = twin.call(operation, request_of(operation))
    assert response.model_extra["message"] == "new"


PAGES: dict[str, bytes] = {
    "HTML": b"<html><h1>Bad Gateway</h1></html>",
    "HTML in Latin-1": "<html><h1>Mauvaise passerelle détectée</h1></html>".encode("latin-1"),
    "bytes": bytes(range(256)),
    "nothing": b"",
    "a list": b"[1]",
    "a string": b'"no"',
    "a number": b"1",
    "null": b"null",
    "names that are no text": b'{"__type": 5, "message": {"a": 1}}',
    "null names": b'{"__type": null, "message": null}',
    "an object of something else": b'{"error": {"code": 502}}',
    "a lone surrogate": b'{"__type": "\\ud800", "message": "\\udfff"}',
    "deep": b"[" * 100_000,
    "half of the JSON": b'{"__type": "Serv',
}


@pytest.mark.parametrize("status", [300, 304, 400, 403, 404, 429, 500, 502, 503])
@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_an_error_page_is_a_client_error_with_its_status(
    server: Loopback, twin: Driver, body: bytes, status: int
) -> None:
    server.respond = lambda _: Answer(b"" if status == 304 else body, status=status)
    operation = operations.DESCRIBE_REGISTRIES
    with pytest.raises(ClientError) as caught:
        twin.call(operation, {})
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert isinstance(caught.value.response["Error"]["Code"], str)
    str(caught.value).encode()


@pytest.mark.parametrize("body", [b'{"lastValidByteReceived": ["x"], "__type": "%s"}', b"%s"])
def test_the_members_of_a_declared_error_may_be_of_any_form(
    server: Loopback, twin: Driver, body: bytes
) -> None:
    content = body.replace(b"%s", b"InvalidLayerPartException")
    server.respond = lambda _: Answer(content, status=400)
    with pytest.raises(ClientError) as caught:
        twin.call(operations.DESCRIBE_REGISTRIES, {})
    assert getattr(caught.value, "last_valid_byte_received", None) is None


HEADERS = {"latin-1": b"caf\xe9", "utf-8": "café".encode(), "bytes": bytes(range(0x80, 0x100))}


@pytest.mark.parametrize("value", HEADERS.values(), ids=HEADERS)
def test_headers_may_hold_any_bytes(server: Loopback, twin: Driver, value: bytes) -> None:
    # http.server writes headers in Latin-1, so these are the bytes on the wire.
    headers = {"X-Note": value.decode("latin-1")}
    server.respond = lambda _: Answer({"registries": []}, headers=headers)
    response = twin.call(operations.DESCRIBE_REGISTRIES, {})
    read = response.ResponseMetadata.HTTPHeaders["x-note"]
    assert read in {value.decode("latin-1"), value.decode("utf-8", "replace")}
    assert json.loads(response.model_dump_json())["ResponseMetadata"]["HTTPHeaders"]["x-note"]


CHUNKED = {"Transfer-Encoding": "chunked"}


def chunked(body: bytes, *, announced: int) -> bytes:
    return b"%x\r\n%s" % (announced, body)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
@pytest.mark.parametrize("form", ["length", "chunks"])
def test_a_body_cut_short_is_a_lost_connection_for_every_operation(
    server: Loopback, twin: Driver, operation: Operation[Any], form: str
) -> None:
    """Also where what came is whole JSON."""
    body = json.dumps(whole(wire_of(operation).output_shape)).encode()

    def cut(_: object) -> Answer:
        headers = {"Content-Length": str(len(body) + 2), "Connection": "close"}
        return Answer(body, headers=headers)

    def cut_chunk(_: object) -> Answer:
        content = chunked(body, announced=len(body) + 2)
        return Answer(content, headers={**CHUNKED, "Connection": "close"})

    server.respond = cut if form == "length" else cut_chunk
    with pytest.raises((ConnectionClosedError, ConnectionError, OSError)) as caught:
        twin.call(operation, request_of(operation))
    assert type(caught.value).__module__.partition(".")[0] in {"botocore", "aiobotocore"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_a_refusal_and_takes_nothing_elsewhere(
    server: Loopback, twin: Driver, status: int
) -> None:
    moved = Answer(b"", status=status, headers={"Location": f"{server.url}/elsewhere"})
    answers = iter([moved])
    server.respond = lambda _: next(answers, Answer({"registries": []}))
    server.requests.clear()
    with pytest.raises(ClientError) as caught:
        twin.call(operations.DESCRIBE_REGISTRIES, {})
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert len(server.requests) == 1
