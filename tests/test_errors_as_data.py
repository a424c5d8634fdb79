"""The faults of a response are plain data, whatever was found there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecrpublic_models import DescribeImagesPaginator, ResponseValidationError
from ecrpublic_models._sansio.responses import RawResponse
from ecrpublic_models.operations import DESCRIBE_IMAGES


def error_of(raw: object) -> ResponseValidationError:
    with pytest.raises(ResponseValidationError) as caught:
        list(DescribeImagesPaginator.pages_from([raw]))  # type: ignore[list-item]  # that is tried
    return caught.value


def strict_json(text: str) -> object:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def nested(depth: int) -> list[Any]:
    lists: list[Any] = []
    for _ in range(depth):
        lists = [lists]
    return lists


FOUND: list[Any] = [
    b"\xff",
    bytearray(b"text"),
    10**5000,
    float("nan"),
    {"a": {1, 2}},
    datetime(2024, 1, 1, tzinfo=UTC),
    Decimal("1.5"),
    ValueError("text"),
    object(),
    ["\ud800"],
    nested(2000),
]


@pytest.mark.parametrize("found", FOUND, ids=lambda found: type(found).__name__)
def test_any_value_is_written_as_json(found: object) -> None:
    error = error_of({"imageDetails": [{"imageTags": found, "imagePushedAt": found}]})
    assert strict_json(error.json()) == strict_json(json.dumps(error.errors()))


@given(st.binary(max_size=20))
def test_any_body_is_written_as_json(body: bytes) -> None:
    try:
        RawResponse(DESCRIBE_IMAGES, {}, body).parse()
    except ResponseValidationError as error:
        json.loads(error.json(indent=1))
