"""Numbers of any size: refused by name where the service has no such number, and never sent."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.model import Shape
from pydantic import ValidationError

from ecrpublic_models import ECRPublic, PaginationConfig, describe_images_of
from ecrpublic_models.operations import OPERATIONS, PAGINATED_OPERATIONS, Operation
from tests.support.answers import FakeClient, request_of, wire_of

ENORMOUS = {
    "2**63": 2**63,
    "20 digits": 10**20,
    "5000 digits": 10**5000,
    "less than 0": -1,
    "much less": -(10**5000),
    "5000 digits as text": "9" * 5000,
    "infinite": float("inf"),
    "a float": 1e300,
}


# What a limit may not be.
BELOW = {name: ENORMOUS[name] for name in ("less than 0", "much less", "infinite")}


def numbers_of(operation: Operation[Any]) -> list[str]:
    shape = wire_of(operation).input_shape
    assert shape is not None
    members: dict[str, Shape] = shape.members
    return [name for name, one in members.items() if one.type_name in {"integer", "long"}]


@pytest.mark.parametrize("value", ENORMOUS.values(), ids=ENORMOUS)
@pytest.mark.parametrize(
    ("operation", "name"),
    [(operation, name) for operation in OPERATIONS for name in numbers_of(operation)],
    ids=lambda one: getattr(one, "name", one),
)
def test_a_number_that_the_service_has_not_is_refused_by_name(
    operation: Operation[Any], name: str, value: object
) -> None:
    fake: Any = FakeClient({})
    request = {**request_of(operation), name: value}
    with pytest.raises(ValidationError) as caught:
        getattr(ECRPublic(fake), operation.method_name)(**request)
    assert [fault["loc"] for fault in caught.value.errors(include_input=False)] == [(name,)]


@pytest.mark.parametrize("name", ["MaxItems", "PageSize"])
@pytest.mark.parametrize("value", BELOW.values(), ids=BELOW)
def test_a_number_of_the_pagination_is_refused_by_name(name: str, value: object) -> None:
    fake: Any = FakeClient({})
    for operation in PAGINATED_OPERATIONS:
        paginator: Any = ECRPublic(fake).get_paginator(operation.method_name)  # type: ignore[call-overload]  # any of the four
        arguments = {"repositoryName": "team/app"} if "Image" in operation.name else {}
        with pytest.raises(ValidationError) as caught:
            paginator.paginate(**arguments, PaginationConfig={name: value})
        places = [fault["loc"] for fault in caught.value.errors(include_input=False)]
        assert places == [("PaginationConfig", name)]


def test_a_limit_of_any_size_is_none() -> None:
    fake: Any = FakeClient({"registries": []})
    paginator = ECRPublic(fake).get_paginator("describe_registries")
    config = PaginationConfig(MaxItems=10**5000)
    assert paginator.paginate(PaginationConfig=config).build_full_result().registries == []


@pytest.mark.parametrize("value", [0, -1, -(10**5000)], ids=["0", "-1", "less"])
def test_a_concurrency_that_is_none_is_refused_by_name(value: int) -> None:
    fake: Any = FakeClient({"imageDetails": []})
    with pytest.raises(ValueError, match=r"^concurrency"):
        describe_images_of(["team/app"], client=fake, concurrency=value)


def test_a_choice_that_is_none_is_refused_by_name() -> None:
    fake: Any = FakeClient({"imageDetails": []})
    big: Any = 10**5000
    with pytest.raises(ValueError, match=r"^on_error"):
        describe_images_of(["team/app"], client=fake, on_error=big)
    with pytest.raises(ValueError, match=r"^operation_name"):
        ECRPublic(fake).get_paginator(big)


def test_a_concurrency_of_any_size_makes_no_more_threads_than_it_needs() -> None:
    fake: Any = FakeClient({"imageDetails": []})
    for concurrency in (10**6, 2**63, 10**5000):
        pairs = describe_images_of(["team/app", "team/api"], client=fake, concurrency=concurrency)
        assert len(list(pairs)) == 2
