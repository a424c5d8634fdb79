"""The bytes path: whose calls it serves, what it leaves alone, and that both paths are equal."""

from __future__ import annotations

import gc
import json
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from botocore.config import Config
from botocore.parsers import create_parser
from hypothesis import given
from hypothesis import strategies as st

from ecrpublic_models import (
    DescribeImagesPaginator,
    DescribeImagesResponse,
    ImageDetail,
    ResponseValidationError,
    wire,
)
from ecrpublic_models.operations import DESCRIBE_IMAGES
from tests.loopback import Answer, Loopback, client_for, without_events

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

PARSER = create_parser("json")
OUTPUT_SHAPE: Any = (
    client_for("http://127.0.0.1:1").meta.service_model.operation_model("DescribeImages")
).output_shape

IMAGE = {"imageDigest": "sha256:1", "imagePushedAt": 1.5, "imageTags": ["a"]}


@pytest.fixture
def hooked(server: Loopback) -> ECRPublicClient:
    client = client_for(server.url)
    wire.attach(client)
    return client


def respond_with(server: Loopback, content: object, status: int = 200) -> None:
    server.respond = lambda _: Answer(content, status)
    server.requests.clear()


def call(client: ECRPublicClient) -> DescribeImagesResponse:
    return wire.ask(client, DESCRIBE_IMAGES, {"repositoryName": "team/app"}).read()


def parsings(client: ECRPublicClient) -> list[bytes]:
    """What is left for botocore's parser of each answer from now on."""
    left: list[bytes] = []

    def note(response_dict: dict[str, bytes], **_: object) -> None:
        left.append(response_dict["body"])

    client.meta.events.register_last("before-parse.ecr-public", note)
    return left


def test_botocore_has_nothing_left_to_parse(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    left = parsings(hooked)
    assert call(hooked).imageDetails == [ImageDetail.model_validate(IMAGE)]
    assert left == [b""]


def test_plain_calls_see_what_they_always_saw(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    call(hooked)
    raw = hooked.describe_images(repositoryName="team/app")
    plain = client_for(server.url).describe_images(repositoryName="team/app")
    assert raw.keys() == plain.keys()
    assert raw["imageDetails"] == plain["imageDetails"]


def test_plain_calls_inside_a_typed_call_see_what_they_always_saw(
    server: Loopback, hooked: ECRPublicClient
) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    inner: list[object] = []

    def call_again(**_: object) -> None:
        if not inner:
            inner.append("called")
            inner.append(hooked.describe_images(repositoryName="team/app")["imageDetails"])

    hooked.meta.events.register("before-call.ecr-public", call_again)
    left = parsings(hooked)
    assert call(hooked).imageDetails == [ImageDetail.model_validate(IMAGE)]
    assert (
        inner[1]
        == client_for(server.url).describe_images(repositoryName="team/app")["imageDetails"]
    )
    assert [bool(body) for body in left] == [True, False]


def test_metadata_is_all_there(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, {})
    metadata = call(hooked).ResponseMetadata
    assert metadata is not None
    theirs = hooked.describe_images(repositoryName="team/app")["ResponseMetadata"]
    ours = metadata.model_dump(exclude_unset=True)
    assert ours.keys() == theirs.keys()
    assert ours["RequestId"] == "request-1"
    assert (ours["HTTPStatusCode"], ours["RetryAttempts"]) == (200, 0)
    assert ours["HTTPHeaders"]["content-type"] == "application/x-amz-json-1.1"


def test_errors_and_retries_are_botocores(server: Loopback) -> None:
    client = client_for(server.url, Config(retries={"mode": "standard", "total_max_attempts": 3}))
    wire.attach(client)
    answers = iter(
        [
            Answer({"__type": "ThrottlingException", "message": "slow down"}, 400),
            Answer(b"<html>Service Unavailable</html>", 503),
            Answer({"imageDetails": [IMAGE]}),
        ]
    )
    server.respond = lambda _: next(answers)
    response = call(client)
    assert response.imageDetails == [ImageDetail.model_validate(IMAGE)]
    assert response.ResponseMetadata is not None
    assert response.ResponseMetadata.RetryAttempts == 2
    respond_with(server, {"__type": "ImageNotFoundException", "message": "none"}, 400)
    with pytest.raises(client.exceptions.ImageNotFoundException):
        call(client)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b'{"imageDetails": [{}, {"imageSizeInBytes": "x"}]}', "imageDetails.1.imageSizeInBytes"),
        (b'{"imageDetails": [{"imageTags": ["a", null]}]}', "imageDetails.0.imageTags.1"),
        (b'{"imageDetails": [null]}', "imageDetails.0"),
        (b'{"imageDetails": [{"imagePushedAt": true}]}', "imageDetails.0.imagePushedAt"),
        (b'{"imageDetails": [{"imagePushedAt": 1e400}]}', "imageDetails.0.imagePushedAt"),
        (b'{"imageDetails": [{"ima', "line 1 column 23"),
        (b"<html>not JSON</html>", "line 1 column 1"),
        (b"\xff\xfe", "line 1 column 1"),
        (b"[]", "the whole answer"),
        (b"null", "the whole answer"),
        (b'"text"', "the whole answer"),
        (b"[" * 100_000, "recursion limit"),
    ],
)  # fmt: skip
def test_a_body_that_does_not_fit_is_one_clear_error(
    server: Loopback, hooked: ECRPublicClient, body: bytes, path: str
) -> None:
    respond_with(server, body)
    with pytest.raises(ResponseValidationError) as caught:
        call(hooked)
    assert path in str(caught.value)
    assert caught.value.request_id == "request-1"
    assert caught.value.operation == "DescribeImages"


def test_an_empty_body_is_an_empty_answer(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, b"")
    assert call(hooked).imageDetails == []


def test_hooks_are_registered_once(server: Loopback) -> None:
    client = client_for(server.url)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: DescribeImagesPaginator(client), range(100)))
    respond_with(server, {})
    left = parsings(client)
    entered: list[int] = []

    def note(**_: object) -> None:
        under_way = wire._under_way.get()
        assert under_way is not None
        entered.append(under_way.depth)

    client.meta.events.register_last("provide-client-params.ecr-public", note)
    call(client)
    assert (entered, left) == ([1], [b""])


def test_a_client_can_be_collected(server: Loopback) -> None:
    client = client_for(server.url)
    paginator = DescribeImagesPaginator(client)
    reference = weakref.ref(client)
    del client, paginator
    gc.collect()
    assert reference() is None


def test_typed_and_plain_calls_on_one_client_never_mix(
    server: Loopback, hooked: ECRPublicClient
) -> None:
    """8 threads, 10,000 calls, every other thread plain; each call names what it must get back."""

    def echo(body: dict[str, object]) -> Answer:
        return Answer({"imageDetails": [{**IMAGE, "repositoryName": body["repositoryName"]}]})

    server.respond = echo

    def typed(name: str) -> bool:
        response = wire.ask(hooked, DESCRIBE_IMAGES, {"repositoryName": name}).read()
        return [image.repositoryName for image in response.imageDetails] == [name]

    def plain(name: str) -> bool:
        raw = hooked.describe_images(repositoryName=name)
        return type(raw) is dict and raw["imageDetails"][0]["repositoryName"] == name

    def many(thread: int) -> int:
        one = typed if thread % 2 else plain
        return sum(one(f"thread-{thread}/call-{number}") for number in range(1250))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(many, range(8))) == [1250] * 8


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
offsets = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
epochs = (
    st.integers(0, 4_000_000_000)
    | st.floats(0, 4e9)
    | st.decimals(0, 4_000_000_000, places=3).map(float)
    | st.datetimes(timezones=offsets).map(lambda time: time.isoformat())
)
texts = st.text(max_size=8)
images = st.fixed_dictionaries(
    {},
    optional={
        "registryId": texts | st.none(),
        "repositoryName": texts,
        "imageDigest": texts,
        "imageTags": st.lists(texts, max_size=3) | st.none(),
        "imageSizeInBytes": st.integers(0, 2**63),
        "imagePushedAt": epochs,
        "imageManifestMediaType": texts,
        "artifactMediaType": texts | st.none(),
        "imageIsNew": json_values,
    },
)
bodies = st.fixed_dictionaries(
    {},
    optional={
        "imageDetails": st.lists(images, max_size=4) | st.none(),
        "nextToken": texts | st.none(),
        "somethingNew": json_values,
    },
)


@given(bodies)
def test_both_paths_give_equal_models(body: dict[str, object]) -> None:
    sent = json.dumps(body, ensure_ascii=False).encode()
    by_bytes = wire._read_body(DescribeImagesResponse, sent)
    by_dict = wire._read_parsed(DescribeImagesResponse, json.loads(sent))
    assert by_bytes == by_dict
    assert isinstance(by_bytes, DescribeImagesResponse)


@given(bodies)
def test_the_bytes_path_is_botocores_parser_and_then_the_dict_path(
    body: dict[str, object],
) -> None:
    """Apart from what botocore's parser drops: members that its service model does not know."""
    sent = json.dumps(body).encode()
    parsed = PARSER.parse({"body": sent, "headers": {}, "status_code": 200}, OUTPUT_SHAPE)
    del parsed["ResponseMetadata"]
    known = {name: value for name, value in body.items() if name != "somethingNew"}
    details = body.get("imageDetails")
    if isinstance(details, list):
        known["imageDetails"] = [
            {name: value for name, value in detail.items() if name != "imageIsNew"}
            for detail in details
        ]
    by_bytes = wire._read_body(DescribeImagesResponse, json.dumps(known).encode())
    assert by_bytes == wire._read_parsed(DescribeImagesResponse, parsed)


def test_a_client_without_events_is_served_by_the_dict_path(server: Loopback) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    client = client_for(server.url)
    left = parsings(client)
    wrapped = without_events(client)
    wire.attach(wrapped)
    assert call(wrapped).imageDetails == [ImageDetail.model_validate(IMAGE)]
    assert [bool(body) for body in left] == [True]


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("body", [{"imageDetails": []}, {"imageDetails": 5}, [], b"{"])
def test_the_garbage_collector_is_left_as_it_was(
    server: Loopback, body: object, *, enabled: bool
) -> None:
    server.respond = lambda _: Answer(body)
    pages = DescribeImagesPaginator(client_for(server.url)).paginate(repositoryName="team/app")
    if not enabled:
        gc.disable()
    try:
        with suppress(ResponseValidationError):
            list(pages)
        assert gc.isenabled() == enabled
    finally:
        gc.enable()
