"""When an image was pushed: the same instant that botocore reads, in UTC, or a refusal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from botocore.utils import parse_timestamp
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from ecrpublic_models import ImageDetail
from tests.support.kinds import an_image

EARLIEST = -62_135_596_800
LATEST = 253_402_300_799

# In every zone within the years 1 to 9999.
FIRST = datetime(1, 1, 2)  # noqa: DTZ001 - the zone is drawn
LAST = datetime(9999, 12, 30)  # noqa: DTZ001 - the zone is drawn
# dateutil guesses at years that could be days.
FIRST_ISO = datetime(1000, 1, 1)  # noqa: DTZ001 - the zone is drawn

Read = Callable[[object], datetime]


def from_python(value: object) -> datetime:
    return ImageDetail.model_validate(an_image(imagePushedAt=value)).imagePushedAt


def from_json(value: object) -> datetime:
    text = json.dumps(an_image(imagePushedAt=value))
    return ImageDetail.model_validate_json(text).imagePushedAt


both_ways = pytest.mark.parametrize("read", [from_python, from_json])


def assert_refused(read: Read, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        read(value)
    assert [fault["loc"] for fault in caught.value.errors()] == [("imagePushedAt",)]
    assert str(caught.value)


def assert_same_as_botocore(read: Read, value: float | str) -> None:
    try:
        expected = parse_timestamp(value)  # type: ignore[arg-type]  # the stubs know only strings
    except (ValueError, RuntimeError, OverflowError):
        assert_refused(read, value)
        return
    pushed = read(value)
    assert pushed == expected
    assert pushed.tzinfo is UTC


epoch_whole = st.integers(EARLIEST, LATEST)
epoch_fractional = st.floats(EARLIEST, LATEST) | st.floats(0, 2e9)


@both_ways
@given(value=epoch_whole)
@example(value=EARLIEST)
@example(value=LATEST)
@example(value=0)
@example(value=1_700_000_000_000 // 1000)
@example(value=99_999_999_999)
def test_whole_epoch_seconds(read: Read, value: int) -> None:
    assert_same_as_botocore(read, value)
    assert read(value) == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value)


@both_ways
@given(value=epoch_fractional)
@example(value=1_700_000_000.000_000_5)
@example(value=1_700_000_000.123_456_7)
@example(value=-0.000_000_1)
@example(value=-0.0)
@example(value=253_402_300_799.999_97)
def test_fractional_epoch_seconds(read: Read, value: float) -> None:
    assert_same_as_botocore(read, value)


@both_ways
@given(value=epoch_whole.map(str) | epoch_fractional.map(str) | epoch_fractional.map("{:e}".format))
@example(value=" 1700000000 ")
@example(value="+1.7E9")
@example(value="1_700_000_000")
def test_epoch_seconds_as_strings(read: Read, value: str) -> None:
    assert_same_as_botocore(read, value)


@both_ways
@given(
    value=st.integers()
    | st.floats()
    | st.integers(LATEST - 9, LATEST * 2000)
    | st.integers().map(str)
    | st.floats().map(str)
)
@example(value=LATEST + 1)
@example(value=EARLIEST - 1)
@example(value=1_700_000_000_000)
@example(value=float("nan"))
@example(value=float("inf"))
@example(value=float("-inf"))
@example(value="nan")
@example(value="-Infinity")
@example(value="1e400")
@example(value=10**400)
def test_any_number_is_read_as_botocore_reads_it_or_refused(read: Read, value: float | str) -> None:
    assert_same_as_botocore(read, value)


offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)


@both_ways
@given(
    moment=st.datetimes(FIRST_ISO, LAST, timezones=offsets),
    separator=st.sampled_from("T "),
    precision=st.sampled_from(["auto", "seconds", "milliseconds", "microseconds"]),
)
def test_iso_8601_with_an_offset(
    read: Read, moment: datetime, separator: str, precision: str
) -> None:
    text = moment.isoformat(sep=separator, timespec=precision)
    assert_same_as_botocore(read, text)
    assert read(text) == datetime.fromisoformat(text)


@both_ways
@pytest.mark.parametrize(
    "text",
    [
        "2024-02-29T12:34:56Z",
        "2024-02-29T12:34:56.789Z",
        "2024-02-29T12:34:56.123456789+00:00",
        "2024-02-29T12:34Z",
        "2024-02-29T12:34:56-0730",
        "2024-02-29t12:34:56z",
    ],
)
def test_other_spellings_of_iso_8601(read: Read, text: str) -> None:
    assert_same_as_botocore(read, text)


@both_ways
@given(moment=st.datetimes(FIRST_ISO, LAST, timezones=offsets))
def test_http_dates(read: Read, moment: datetime) -> None:
    assert_same_as_botocore(read, format_datetime(moment))
    assert_same_as_botocore(read, format_datetime(moment.astimezone(UTC), usegmt=True))


@both_ways
@given(moment=st.datetimes(timezones=st.none()))
def test_a_naive_string_is_refused(read: Read, moment: datetime) -> None:
    assert_refused(read, moment.isoformat())


@given(st.datetimes())
def test_a_naive_datetime_is_refused(moment: datetime) -> None:
    assert_refused(from_python, moment)


@given(st.datetimes(FIRST, LAST, timezones=st.timezones() | offsets))
def test_an_aware_datetime_keeps_its_instant(moment: datetime) -> None:
    pushed = from_python(moment)
    # Two datetimes of different zones are never equal where a clock was set back.
    assert pushed.isoformat() == moment.astimezone(UTC).isoformat()
    assert pushed.tzinfo is UTC


@pytest.mark.parametrize("fold", [0, 1])
def test_an_hour_that_comes_twice_is_told_apart(fold: int) -> None:
    moment = datetime(2023, 10, 29, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=fold)
    assert from_python(moment) == datetime(2023, 10, 29, fold, 30, tzinfo=UTC)


class NoOffset(tzinfo):
    """A zone that does not know its offset, which makes its times naive."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        return None


class BrokenOffset(NoOffset):
    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        raise LookupError


@pytest.mark.parametrize("zone", [NoOffset(), BrokenOffset()])
def test_a_zone_without_an_offset_is_refused(zone: tzinfo) -> None:
    assert_refused(from_python, datetime(2024, 1, 1, tzinfo=zone))


@both_ways
@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        [],
        {},
        [1_700_000_000],
        "",
        " ",
        "yesterday",
        "0x10",
        "1700000000\x00",
        "2024-13-01T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-01-01",
        "Thu, 29 Feb 2024 12:34:56",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ],
)
def test_what_is_not_a_time_is_refused(read: Read, value: object) -> None:
    assert_refused(read, value)


@pytest.mark.parametrize(
    "value",
    [
        date(2024, 1, 1),
        timedelta(days=1),
        object(),
        "\ud800",
        b"\xff",
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_what_is_not_a_time_in_python_is_refused(value: object) -> None:
    assert_refused(from_python, value)


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e400", "true", "1" * 4000])
def test_what_is_not_a_time_in_json_is_refused(literal: str) -> None:
    text = json.dumps(an_image(imagePushedAt="here")).replace('"here"', literal)
    with pytest.raises(ValidationError):
        ImageDetail.model_validate_json(text)


@given(st.text() | st.binary())
def test_anything_else_is_refused_by_a_validation_error_alone(value: str | bytes) -> None:
    try:
        pushed = from_python(value)
    except ValidationError:
        return
    assert pushed.tzinfo is UTC


@pytest.mark.parametrize(
    "value", [1_700_000_000_000, Decimal(1_700_000_000_000), b"1700000000000", "1700000000000"]
)
def test_milliseconds_are_never_guessed(value: object) -> None:
    """Epoch numbers are seconds whatever their type, so the year 55840 is out of range."""
    assert_refused(from_python, value)


@given(st.datetimes(FIRST, LAST, timezones=st.just(UTC)))
def test_a_time_survives_json(moment: datetime) -> None:
    detail = ImageDetail.model_validate(an_image(imagePushedAt=moment))
    assert ImageDetail.model_validate_json(detail.model_dump_json()) == detail


@both_ways
def test_none_is_no_time(read: Read) -> None:
    assert_refused(read, None)
