"""The answers that are recorded of the service: each is read, in every way, with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.parsers import JSONParser
from pydantic import SecretStr

from ecrpublic_models import ECRPublic, errors
from tests.support.answers import FakeClient, request_of, wire_of
from tests.support.drivers import Driver, open_driver
from tests.support.loopback import Answer, Loopback
from tests.support.recorded import REFUSALS, SUCCESSES, Recorded, recorded_answers

TIMES = {"createdAt", "imagePushedAt", "expiresAt"}


@pytest.fixture(scope="module", params=["sync", pytest.param("async", marks=pytest.mark.aio)])
def driver(server: Loopback, request: pytest.FixtureRequest) -> Iterator[Driver]:
    with open_driver(request.param, server.url, twin=True) as running:
        yield running


def as_recorded(value: Any, recorded: Any) -> Any:
    """What was read, with its times and secrets in the form that was recorded."""
    if isinstance(value, dict):
        return {name: as_recorded(one, recorded[name]) for name, one in value.items()}
    if isinstance(value, list):
        return [as_recorded(one, other) for one, other in zip(value, recorded, strict=True)]
    if isinstance(value, datetime):
        if isinstance(recorded, str):
            assert datetime.fromisoformat(recorded) == value
        else:
            assert value.timestamp() == recorded
        return recorded
    return value.get_secret_value() if isinstance(value, SecretStr) else value


@pytest.mark.parametrize("recorded", SUCCESSES, ids=lambda one: one.name)
def test_every_answer_is_read_with_nothing_lost(
    server: Loopback, driver: Driver, recorded: Recorded
) -> None:
    server.respond = lambda _: Answer(recorded.response)
    request = request_of(recorded.operation)
    over_http = driver.call(recorded.operation, request)
    fake: Any = FakeClient(recorded.response)
    from_fake = getattr(ECRPublic(fake), recorded.operation.method_name)(**request)
    for response in (over_http, from_fake):
        dumped = response.model_dump(exclude_unset=True)
        dumped.pop("ResponseMetadata", None)
        assert as_recorded(dumped, recorded.response) == recorded.response
        assert not response.model_extra
    sent = {"body": json.dumps(recorded.response).encode(), "headers": {}, "status_code": 200}
    shape = wire_of(recorded.operation).output_shape
    assert shape is not None
    by_boto3 = JSONParser().parse(sent, shape)
    del by_boto3["ResponseMetadata"]
    assert as_recorded(by_boto3, recorded.response) == recorded.response
    assert type(from_fake).model_validate(by_boto3) == from_fake


@pytest.mark.parametrize("recorded", REFUSALS, ids=lambda one: one.name)
def test_every_refusal_is_its_error(server: Loopback, driver: Driver, recorded: Recorded) -> None:
    code, message = recorded.error["code"], recorded.error["message"]
    server.respond = lambda _: Answer({"__type": code, "message": message}, status=400)
    with pytest.raises(ClientError) as caught:
        driver.call(recorded.operation, request_of(recorded.operation))
    assert caught.value.response["Error"] == {"Code": code, "Message": message}
    assert message in str(caught.value)
    declared = getattr(errors, code, None)
    assert declared is None or isinstance(caught.value, declared)


def test_every_answer_says_where_it_is_from() -> None:
    assert len(recorded_answers()) > 35
    for one in recorded_answers():
        assert one.source
        assert bool(one.response or one.operation.name.endswith("agResource")) != bool(one.error)
