"""The forms in which the service's answers have been recorded: each reads as the same models."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st

import ecrpublic_models.testing.strategies  # noqa: F401 - registers what st.from_type gives
from ecrpublic_models import DescribeImagesPage, DescribeImagesPaginator, ImageDetail
from tests.support.kinds import an_image
from tests.support.loopback import Answer, Loopback, client_for

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

# How a time is written, in milliseconds as the service's are.
TIMES: dict[str, Callable[[datetime], str]] = {
    "epoch seconds": lambda time: f"{time.timestamp():.3f}",
    "in exponent form": lambda time: f"{time.timestamp():.12E}",
    "with a small e": lambda time: f"{time.timestamp():.12e}",
    "ISO 8601 in UTC": lambda time: json.dumps(time.isoformat()),
    "ISO 8601 with an offset": lambda time: json.dumps(
        time.astimezone(timezone(timedelta(hours=-7, minutes=-30))).isoformat()
    ),
    "ISO 8601 with a Z": lambda time: json.dumps(time.isoformat().replace("+00:00", "Z")),
}
RECORDED = 1_705_072_146


@pytest.fixture(scope="module")
def client(server: Loopback) -> ECRPublicClient:
    return client_for(server.url)


def body_of(
    images: list[ImageDetail], write_time: Callable[[datetime], str], *, empty: bool
) -> str:
    """A body with its times in a form, and with `[]` or nothing for the tags of untagged images."""
    details = []
    for image in images:
        detail = image.model_dump(mode="json", exclude_unset=True)
        if not image.imageTags:
            detail.pop("imageTags", None)
            detail |= {"imageTags": []} if empty else {}
        text = json.dumps({**detail, "imagePushedAt": "here"})
        details.append(text.replace('"here"', write_time(image.imagePushedAt)))
    return f'{{"imageDetails": [{", ".join(details)}]}}'


def over_http(client: ECRPublicClient, server: Loopback, body: str) -> DescribeImagesPage:
    server.respond = lambda _: Answer(body.encode())
    (page,) = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    return page


def from_boto3(client: ECRPublicClient, server: Loopback, body: str) -> DescribeImagesPage:
    server.respond = lambda _: Answer(body.encode())
    raw = client.get_paginator("describe_images").paginate(repositoryName="team/app")
    (page,) = DescribeImagesPaginator.pages_from(raw)
    return page


def recorded(client: ECRPublicClient, server: Loopback, body: str) -> DescribeImagesPage:
    (page,) = DescribeImagesPaginator.pages_from([json.loads(body)])
    return page


def stubbed(client: ECRPublicClient, server: Loopback, body: str) -> DescribeImagesPage:
    with Stubber(client) as stubber:
        stubber.add_response("describe_images", json.loads(body))
        (page,) = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    return page


@pytest.mark.parametrize("read", [over_http, from_boto3, recorded, stubbed])
@pytest.mark.parametrize("write_time", TIMES.values(), ids=TIMES)
@given(images=st.lists(st.from_type(ImageDetail), max_size=5), empty=st.booleans())
def test_every_form_reads_as_the_same_images(
    server: Loopback,
    client: ECRPublicClient,
    read: Callable[..., DescribeImagesPage],
    write_time: Callable[[datetime], str],
    images: list[ImageDetail],
    *,
    empty: bool,
) -> None:
    page = read(client, server, body_of(images, write_time, empty=empty))
    assert page.imageDetails == images
    assert [hash(image) for image in page.imageDetails] == [hash(image) for image in images]
    for image in page.imageDetails:
        if not image.imageTags:
            assert ("imageTags" in image.model_fields_set) == empty
        dumped: Any = image.model_dump(exclude_unset=True)
        again = ImageDetail.model_validate(dumped)
        from_json = ImageDetail.model_validate_json(image.model_dump_json(exclude_unset=True))
        for one in (again, from_json):
            assert (one, one.model_fields_set) == (image, image.model_fields_set)


@pytest.mark.parametrize(
    "text", ["1705072146", "1705072146.0", "1.705072146E9", '"1.705072146E9"', "1705072146000e-3"]
)
def test_the_exponent_form_that_was_recorded(
    server: Loopback, client: ECRPublicClient, text: str
) -> None:
    image = ImageDetail.model_validate(an_image())
    body = body_of([image], lambda _: text, empty=False)
    for read in (over_http, from_boto3, recorded):
        (found,) = read(client, server, body).imageDetails
        assert found.imagePushedAt.timestamp() == RECORDED
