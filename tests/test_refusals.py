"""What it costs to refuse a body: in proportion to its size, however bad it is."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from benchmarks.bad_bodies import FORMS
from ecrpublic_models import ECRPublic, ResponseValidationError
from ecrpublic_models._sansio.faults import find_faults
from ecrpublic_models.models import (
    DescribeImagesResponse,
    DescribeImageTagsResponse,
    DescribeRegistriesResponse,
    DescribeRepositoriesResponse,
)
from tests.support.answers import FakeClient
from tests.support.documents import ROOT
from tests.support.kinds import image, image_tag, registry, repository
from tests.support.loopback import Answer, Loopback, client_for

# Runs in a process of its own, which then tells the most memory that it has held.
PROGRAM = """
import resource
from benchmarks.bad_bodies import FORMS
from ecrpublic_models import ResponseValidationError
from ecrpublic_models._sansio.responses import RawResponse
from ecrpublic_models.operations import DESCRIBE_IMAGES

def refuse(size):
    try:
        RawResponse(DESCRIBE_IMAGES, {{}}, FORMS[{form!r}].body(size)).parse()
    except ResponseValidationError as error:
        assert len(error.errors()) <= 100
        return error.error_count()
    raise AssertionError

refuse(1000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = refuse({size})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, count)
"""
MEGABYTE = 1_000_000
# A body of small values takes far more room as Python's objects, also with `json` alone.
MOST_TIMES_ITS_SIZE = 60


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "size", [MEGABYTE, pytest.param(50 * MEGABYTE, marks=pytest.mark.thorough)]
)
def test_the_memory_is_in_proportion(form: str, size: int) -> None:
    program = PROGRAM.format(form=form, size=size)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    kilobytes, count = map(int, done.stdout.split())
    assert kilobytes * 1024 < MOST_TIMES_ITS_SIZE * size
    assert count >= 1


def error_of(body: Any) -> ResponseValidationError:
    fake: Any = FakeClient(body)
    with pytest.raises(ResponseValidationError) as caught:
        ECRPublic(fake).describe_images(repositoryName="team/app")
    return caught.value


def test_a_hundred_faults_are_kept_and_all_are_counted(server: Loopback) -> None:
    body: Any = {"imageDetails": [{}] * 1234}  # each lacks four members
    error = error_of(body)
    server.respond = lambda _: Answer(body)
    with pytest.raises(ResponseValidationError) as over_http:
        ECRPublic(client_for(server.url)).describe_images(repositoryName="team/app")
    for one in (error, over_http.value, pickle.loads(pickle.dumps(error))):
        assert one.error_count() == 4 * 1234
        assert len(one.errors()) == 100
        assert str(one).endswith("; and 4,933 more")
    assert error_of({"imageDetails": [{}] * 2}).error_count() == 8


def test_what_is_large_is_kept_as_a_short_text() -> None:
    (fault, *_) = error_of({"imageDetails": {"x" * 100: [list(range(10_000))] * 10}}).errors()
    assert isinstance(fault["input"], str)
    assert len(fault["input"]) <= 80
    (fault,) = error_of({"imageDetails": {"x": [1, 2]}}).errors()
    assert fault["input"] == {"x": [1, 2]}


MODELS = {
    DescribeImagesResponse: image,
    DescribeImageTagsResponse: image_tag,
    DescribeRegistriesResponse: registry,
    DescribeRepositoriesResponse: repository,
}
WRONG = st.sampled_from([None, 1, "x", [], {}, [1, 2], {"name": 1}, True, b"x"])


@st.composite
def damaged(draw: st.DrawFn, value: Any) -> Any:
    """The value, with some of what is in it changed."""
    if draw(st.integers(0, 9)) == 0:
        return draw(WRONG)
    if isinstance(value, dict):
        return {name: draw(damaged(member)) for name, member in value.items()}
    if isinstance(value, list):
        return [draw(damaged(item)) for item in value]
    return value


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@given(data=st.data())
def test_the_faults_found_in_parts_are_those_of_the_whole(model: Any, data: st.DataObject) -> None:
    (name,) = [name for name, field in model.model_fields.items() if field.is_required()]
    body: Any = data.draw(damaged({name: [MODELS[model](number) for number in range(1, 6)]}))
    try:
        model.model_validate(body)
    except ValidationError as error:
        found = find_faults(model, body, error)
        described = [(fault["loc"], fault["type"]) for fault in found.described]
        assert found.count == len(described)
        # pydantic stops at the first item that does not fit.
        first = [(fault["loc"], fault["type"]) for fault in error.errors()]
        assert set(first) <= set(described)
        assert list(one_by_one(model, name, body)) == sorted(described, key=str)


def one_by_one(model: Any, name: str, body: Any) -> Iterator[Any]:
    """The faults of every item by itself, and of every text in its lists."""
    found: list[Any] = []
    if isinstance(body, dict) and isinstance(body.get(name), list):
        for index, item in enumerate(body[name]):
            found += faults_of_item(model, name, item, index)
    else:
        found += faults(model, body)
    yield from sorted(found, key=str)


def faults_of_item(model: Any, name: str, item: Any, index: int) -> list[Any]:
    lists = {
        key: value
        for key, value in (item.items() if isinstance(item, dict) else ())
        if isinstance(value, list) and key in {"imageTags", "aliases"}
    }
    without = {**item, **{key: [] for key in lists}} if lists else item
    found = faults(model, {name: [without]})
    for key, values in lists.items():
        for number, value in enumerate(values):
            for loc, kind in faults(model, {name: [{**without, key: [value]}]}):
                if loc[2:3] == (key,):
                    found.append(((*loc[:3], number, *loc[4:]), kind))
    return [((name, index, *loc[2:]) if loc[:1] == (name,) else loc, kind) for loc, kind in found]


def faults(model: Any, body: Any) -> list[Any]:
    try:
        model.model_validate(body)
    except ValidationError as error:
        return [(fault["loc"], fault["type"]) for fault in error.errors()]
    return []
