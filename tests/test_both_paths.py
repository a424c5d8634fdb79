"""A response reads as equal models from its bytes, from a recording, and from boto3's dict."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from typing import Any

import pytest
from botocore.model import ListShape, Shape, StructureShape
from botocore.parsers import JSONParser
from botocore.utils import parse_timestamp
from hypothesis import given, settings
from hypothesis import strategies as st

from ecrpublic_models import ResponseValidationError
from ecrpublic_models._sansio.responses import RawResponse, parse_dict
from ecrpublic_models.operations import OPERATIONS, Operation
from tests.support.answers import wire_of
from tests.support.mirror import members, sample

PARSER = JSONParser()
offsets = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# dateutil guesses at years that could be days.
moments = st.datetimes(
    datetime(1000, 1, 1),  # noqa: DTZ001 - the zone is drawn
    datetime(9999, 12, 30),  # noqa: DTZ001 - the zone is drawn
    timezones=offsets,
)
FORMATS = [
    *("%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M%z", "%Y%m%dT%H%M%S%z"),
    *("%a %b %d %H:%M:%S %Y %z", "%a, %d %b %Y %H:%M:%S %z", "%d %B %Y %I:%M:%S %p %z"),
    *("%Y-%m-%dT%H:%M:%S.%f%z", "%b %d %Y %H:%M:%S GMT", "%Y/%m/%d %H:%M UTC", "%c"),
    *("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dt%H:%M:%Sz", "%Y-%m-%dT%H:%M:%S.%f000Z", "%Y-%jT%H:%M:%SZ"),
    *("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%H:%M:%S %z", "%Y-%m-%dT%H:%M:%S,%f%z"),
]
times = st.one_of(
    st.integers(0, 4_000_000_000),
    st.floats(0, 4e9),
    st.decimals(0, 4_000_000_000, places=3).map(str),
    st.floats(0, 4e9).map("{:e}".format),
    moments.map(lambda time: time.isoformat()),
    moments.map(format_datetime),
    st.builds(datetime.strftime, moments, st.sampled_from(FORMATS)),
    st.text(alphabet="0123456789-:+.,TZ GMTUCJan", max_size=24),
)


def values(shape: Shape, *, unknown: bool) -> st.SearchStrategy[Any]:
    """What may be in the place of a shape: a null at times, and a time in any form."""
    if isinstance(shape, StructureShape):
        known = {
            name: st.one_of(values(member, unknown=unknown), st.none())
            if name not in shape.required_members
            else values(member, unknown=unknown)
            for name, member in members(shape).items()
        }
        more = {"new": st.sampled_from([None, 1, {"a": None}])} if unknown else {}
        return st.fixed_dictionaries(known, optional=more).flatmap(without_some)
    if isinstance(shape, ListShape):
        return st.lists(values(shape.member, unknown=unknown), max_size=2)
    if shape.type_name == "timestamp":
        return times
    return st.just(sample(shape))


@cache
def strategy_of(operation: Operation[Any], *, unknown: bool) -> st.SearchStrategy[Any]:
    shape = wire_of(operation).output_shape
    assert shape is not None
    return values(shape, unknown=unknown)


def without_some(body: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The body, mostly as it is, and at times without one of its members."""
    names = st.sampled_from([None, None, None, *body])
    return names.map(lambda left_out: {k: v for k, v in body.items() if k != left_out})


# Before the tests, since samples are found by hypothesis as well.
for _operation in OPERATIONS:
    for _unknown in (True, False):
        strategy_of(_operation, unknown=_unknown)


def read(operation: Operation[Any], body: Any, parsed: Any = None) -> Any:
    """The model of a body, or of what was parsed; or the places of its faults."""
    try:
        if parsed is not None:
            return parse_dict(operation.name, operation.response, parsed)
        return RawResponse(operation, {}, json.dumps(body).encode()).parse()
    except ResponseValidationError as error:
        return sorted((fault["loc"] for fault in error.errors()), key=str)


def assert_equal(one: Any, other: Any) -> None:
    assert one == other
    if not isinstance(one, list):
        assert one.model_dump(exclude_unset=True) == other.model_dump(exclude_unset=True)
        assert one.model_dump_json() == other.model_dump_json()
        assert hash(one) == hash(other)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
@given(data=st.data())
def test_bytes_and_recordings(operation: Operation[Any], data: st.DataObject) -> None:
    body = data.draw(strategy_of(operation, unknown=True))
    assert_equal(read(operation, body), read(operation, body, parsed=body))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
@given(data=st.data())
def test_bytes_and_what_boto3_parses(operation: Operation[Any], data: st.DataObject) -> None:
    shape = wire_of(operation).output_shape
    assert shape is not None
    body = data.draw(strategy_of(operation, unknown=False))
    response = {"body": json.dumps(body).encode(), "headers": {}, "status_code": 200}
    ours = read(operation, body)
    try:
        parsed = PARSER.parse(response, shape)
    except (ValueError, OverflowError):  # botocore's own refusal of a time
        assert isinstance(ours, list)
        return
    del parsed["ResponseMetadata"]
    assert_equal(ours, read(operation, body, parsed=parsed))


@pytest.mark.filterwarnings("ignore::dateutil.parser.UnknownTimezoneWarning")
@settings(max_examples=1000)
@given(times)
def test_every_time_is_the_one_that_botocore_reads(value: float | str) -> None:
    operation = next(one for one in OPERATIONS if one.name == "GetAuthorizationToken")
    body = {"authorizationData": {"authorizationToken": "", "expiresAt": value}}
    found = read(operation, body)
    try:
        expected = parse_timestamp(value)  # type: ignore[arg-type]  # the stubs know only strings
    except (ValueError, OverflowError, RuntimeError):
        expected = None
    if expected is None or expected.tzinfo is None:
        assert isinstance(found, list)
    else:
        assert found.authorizationData.expiresAt == expected.astimezone(UTC)
