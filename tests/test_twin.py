"""The twin of a client: what it leaves alone, what hooks and wrappers see, both paths equal."""

from __future__ import annotations

import contextvars
import copy
import gc
import json
import os
import pickle
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock, patch

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ClientError, NoCredentialsError, ParamValidationError
from botocore.parsers import JSONParser, RestJSONParser, create_parser
from hypothesis import given
from hypothesis import strategies as st

from ecrpublic_models import (
    DescribeImagesPaginator,
    DescribeImagesResponse,
    ECRPublic,
    ImageDetail,
    ResponseValidationError,
    describe_images_of,
)
from ecrpublic_models._calls import call as call_operation
from ecrpublic_models._sansio.responses import RawResponse, parse_dict
from ecrpublic_models._twin import twin_of
from ecrpublic_models.errors import RepositoryNotFoundException
from ecrpublic_models.operations import DESCRIBE_IMAGES
from tests.support.client_state import state_of
from tests.support.filled import SERVICE
from tests.support.loopback import EVENTS, Answer, Loopback, behind_wrapper, client_for

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

PARSER = create_parser("json")
OUTPUT_SHAPE: Any = SERVICE.operation_model("DescribeImages").output_shape

IMAGE = {
    "registryId": "123456789012",
    "repositoryName": "team/app",
    "imageDigest": "sha256:1",
    "imagePushedAt": 1.5,
    "imageTags": ["a"],
}


@pytest.fixture
def hooked(server: Loopback) -> ECRPublicClient:
    """A client to register hooks on."""
    return client_for(server.url)


def respond_with(server: Loopback, content: object, status: int = 200) -> None:
    server.respond = lambda _: Answer(content, status)
    server.requests.clear()


def echo(body: dict[str, object]) -> Answer:
    image = {**IMAGE, "repositoryName": body["repositoryName"]}
    return Answer({"imageDetails": [image], "somethingNew": 1})


def call(client: ECRPublicClient, repository_name: str = "team/app") -> DescribeImagesResponse:
    return call_operation(client, DESCRIBE_IMAGES, {"repositoryName": repository_name})


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_botocore_has_nothing_left_to_parse(
    server: Loopback, parsed_bodies: list[bytes], mode: Any
) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    client = client_for(server.url, Config(retries={"mode": mode}))
    assert call(client).imageDetails == [ImageDetail.model_validate(IMAGE)]
    assert parsed_bodies == [b""]


def test_plain_calls_see_what_they_always_saw(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    call(hooked)
    raw = hooked.describe_images(repositoryName="team/app")
    plain = client_for(server.url).describe_images(repositoryName="team/app")
    assert raw.keys() == plain.keys()
    assert raw["imageDetails"] == plain["imageDetails"]


@pytest.mark.parametrize(
    "event",
    [
        *(f"{event}.ecr-public" for event in EVENTS),
        *(f"{event}.ecr-public.DescribeImages" for event in EVENTS),
    ],
)
def test_plain_calls_inside_a_typed_call_see_what_they_always_saw(
    server: Loopback, event: str
) -> None:
    """A hook makes a call of its own, which names what it must get back."""
    server.respond = echo
    client = client_for(server.url)
    inner: list[object] = []

    def call_again(**_: object) -> None:
        if not inner:
            inner.append("called")
            inner.append(client.describe_images(repositoryName="inner/call")["imageDetails"])

    client.meta.events.register(event, call_again)
    outer = call(client)
    assert [image.repositoryName for image in outer.imageDetails] == ["team/app"]
    assert outer.model_extra == {"somethingNew": 1}
    plain = client_for(server.url).describe_images(repositoryName="inner/call")
    assert inner == ["called", plain["imageDetails"]]


def test_typed_calls_inside_a_plain_call_leave_it_what_it_always_saw(server: Loopback) -> None:
    server.respond = echo
    client = client_for(server.url)
    inner: list[str | None] = []

    def call_again(**_: object) -> None:
        if not inner:
            inner.append("called")
            inner.extend(image.repositoryName for image in call(client, "inner/call").imageDetails)

    client.meta.events.register("before-send.ecr-public", call_again)
    outer = client.describe_images(repositoryName="outer/call")
    assert outer["imageDetails"][0]["repositoryName"] == "outer/call"
    assert inner == ["called", "inner/call"]


def test_threads_that_a_hook_starts_in_its_context_make_plain_calls(server: Loopback) -> None:
    server.respond = echo
    client = client_for(server.url)
    inner: list[dict[str, Any]] = []

    def call_in_a_thread(**_: object) -> None:
        if not inner:
            inner.append({})
            context = contextvars.copy_context()
            with ThreadPoolExecutor(1) as thread:
                plain: Any = client.describe_images
                inner.append(thread.submit(context.run, plain, repositoryName="a/b").result())

    for event in ("before-call", "before-send", "after-call"):
        inner.clear()
        client.meta.events.register(f"{event}.ecr-public", call_in_a_thread)
        assert [image.repositoryName for image in call(client).imageDetails] == ["team/app"]
        assert inner[1]["imageDetails"][0]["repositoryName"] == "a/b"
        client.meta.events.unregister(f"{event}.ecr-public", call_in_a_thread)


def test_an_inner_call_that_is_never_sent_changes_nothing(
    server: Loopback, hooked: ECRPublicClient
) -> None:
    respond_with(server, {"imageDetails": [IMAGE], "somethingNew": 1})

    def call_wrongly(**_: object) -> None:
        wrong: Any = 5
        with suppress(ParamValidationError):
            hooked.describe_images(repositoryName=wrong)

    hooked.meta.events.register_first("before-call.ecr-public", call_wrongly)
    assert call(hooked).model_extra == {"somethingNew": 1}


@pytest.mark.parametrize("event", ["before-sign", "before-send"])
def test_an_inner_call_that_fails_changes_nothing(server: Loopback, event: str) -> None:
    """A truncated answer is none, whatever a hook did just before it came."""
    client = client_for(server.url)
    server.respond = lambda body: Answer(
        {"__type": "ImageNotFoundException"} if body["repositoryName"] == "inner/call" else b"{",
        400 if body["repositoryName"] == "inner/call" else 200,
    )
    nested: list[str] = []

    def call_in_vain(**_: object) -> None:
        if not nested:
            nested.append("called")
            for inner in (client, client_without_credentials(server.url)):
                with suppress(ClientError, NoCredentialsError):
                    inner.describe_images(repositoryName="inner/call")

    client.meta.events.register(f"{event}.ecr-public", call_in_vain)
    with pytest.raises(ResponseValidationError, match="line 1 column 1"):
        call(client)
    assert nested


def client_without_credentials(url: str) -> ECRPublicClient:
    """A client that fails when it signs."""
    session: Any = botocore.session.Session(profile=None)
    session._credentials = None
    session.get_component("credential_provider").providers.clear()
    client: Any = session.create_client("ecr-public", "us-east-1", endpoint_url=url)
    made: ECRPublicClient = client
    return made


def test_a_service_that_speaks_another_protocol_is_left_to_botocore(
    server: Loopback,
    hooked: ECRPublicClient,
    parsed_bodies: list[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    model: Any = hooked.meta.service_model
    # botocore chooses among the protocols that its service model lists; this one has bodies alike.
    monkeypatch.setattr(model, "resolved_protocol", "rest-json")
    monkeypatch.setattr(RestJSONParser, "parse", JSONParser.parse)
    assert call(hooked).imageDetails == [ImageDetail.model_validate(IMAGE)]
    assert [bool(body) for body in parsed_bodies] == [True]


def test_an_answer_without_metadata_is_read(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})

    def drop_metadata(parsed: dict[str, object], **_: object) -> None:
        del parsed["ResponseMetadata"]

    hooked.meta.events.register("after-call.ecr-public", drop_metadata)
    response = call(hooked)
    assert len(response.imageDetails) == 1
    assert response.ResponseMetadata is None


def test_each_attempts_body_is_its_own(server: Loopback, hooked: ECRPublicClient) -> None:
    answers = iter([Answer({"imageDetails": [IMAGE]}), Answer({"imageDetails": []})])
    server.respond = lambda _: next(answers)

    def once_more(attempts: int, **_: object) -> Any:
        return 0 if attempts == 1 else None

    hooked.meta.events.register("needs-retry.ecr-public", once_more)
    assert call(hooked).imageDetails == []


def test_answers_that_a_wrapper_of_the_client_has_kept_can_be_read_again(
    server: Loopback, hooked: ECRPublicClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    monkeypatch.setattr(hooked, "describe_images", cache(hooked.describe_images))
    assert call(hooked).imageDetails == call(hooked).imageDetails != []
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [300, 304, 400, 500])
def test_the_bodies_of_error_responses_are_botocores(
    server: Loopback, hooked: ECRPublicClient, parsed_bodies: list[bytes], status: int
) -> None:
    respond_with(server, b"" if status == 304 else {"imageDetails": [IMAGE]}, status)
    with pytest.raises(ClientError):
        call(hooked)
    sent = b"" if status == 304 else json.dumps({"imageDetails": [IMAGE]}).encode()
    assert set(parsed_bodies) == {sent}


def test_metadata_is_all_there(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, {"imageDetails": []})
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


def body_of(*images: object) -> bytes:
    return json.dumps({"imageDetails": images}).encode()


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (body_of(IMAGE, {**IMAGE, "imageSizeInBytes": "x"}), "imageDetails.1.imageSizeInBytes"),
        (body_of({**IMAGE, "imageTags": ["a", None]}), "imageDetails.0.imageTags.1"),
        (body_of(None), "imageDetails.0"),
        (body_of({**IMAGE, "imagePushedAt": True}), "imageDetails.0.imagePushedAt"),
        (body_of(IMAGE).replace(b"1.5", b"1e400"), "imageDetails.0.imagePushedAt"),
        (b'{"imageDetails": [{"ima', "line 1 column 23"),
        (b"<html>not JSON</html>", "line 1 column 1"),
        (b"\xff\xfe", "line 1 column 1"),
        (b"[]", "the whole response"),
        (b"null", "the whole response"),
        (b'"text"', "the whole response"),
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


def test_an_empty_body_is_no_answer(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, b"")
    with pytest.raises(ResponseValidationError, match="EOF while parsing"):
        call(hooked)


def test_an_empty_body_is_the_answer_of_an_operation_that_has_nothing_to_say(
    server: Loopback, hooked: ECRPublicClient
) -> None:
    respond_with(server, b"")
    response = ECRPublic(hooked).untag_resource(resourceArn="arn:aws", tagKeys=["a"])
    assert response.model_fields_set == {"ResponseMetadata"}


def test_a_client_can_be_collected(server: Loopback) -> None:
    client = client_for(server.url)
    paginator = DescribeImagesPaginator(client)
    reference = weakref.ref(client)
    del client, paginator
    gc.collect()
    assert reference() is None


def test_errors_keep_no_frames_alive(server: Loopback) -> None:
    """What the frames of a failed call hold is free as soon as the error is dealt with."""
    registry = ECRPublic(client_for(server.url))
    refusal = {"__type": "RepositoryNotFoundException", "message": "no"}
    server.respond = lambda _: Answer(refusal, status=400)
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        with suppress(RepositoryNotFoundException):
            registry.describe_images(repositoryName="team/app")
        gc.collect()
        kept = [one for one in gc.garbage if isinstance(one, FrameType | TracebackType)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert kept == []


@pytest.mark.parametrize("calls", [125, pytest.param(1250, marks=pytest.mark.thorough)])
def test_typed_and_plain_calls_on_one_client_never_mix(
    server: Loopback, hooked: ECRPublicClient, calls: int
) -> None:
    """8 threads, every other thread plain; each call names what it must get back."""

    server.respond = echo

    def typed(name: str) -> bool:
        response = call(hooked, name)
        return [image.repositoryName for image in response.imageDetails] == [name]

    def plain(name: str) -> bool:
        raw = hooked.describe_images(repositoryName=name)
        return type(raw) is dict and raw["imageDetails"][0]["repositoryName"] == name

    def many(thread: int) -> int:
        one = typed if thread % 2 else plain
        return sum(one(f"thread-{thread}/call-{number}") for number in range(calls))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(many, range(8))) == [calls] * 8


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
offsets = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# dateutil, which botocore reads them with, guesses at years that could be days.
FIRST_YEAR = datetime(1000, 1, 1)  # noqa: DTZ001 - the zone is drawn
times = st.datetimes(FIRST_YEAR, timezones=offsets)
epochs = (
    st.integers(0, 4_000_000_000)
    | st.floats(0, 4e9)
    | st.decimals(0, 4_000_000_000, places=3).map(float)
    | times.map(lambda time: time.isoformat())
    | times.map(format_datetime)
)
texts = st.text(max_size=8)
images = st.fixed_dictionaries(
    {
        "registryId": texts,
        "repositoryName": texts,
        "imageDigest": texts,
        "imagePushedAt": epochs,
    },
    optional={
        "imageTags": st.lists(texts, max_size=3) | st.none(),
        "imageSizeInBytes": st.integers(0, 2**63) | st.none(),
        "imageManifestMediaType": texts,
        "artifactMediaType": texts | st.none(),
        "imageIsNew": json_values,
    },
)
bodies = st.fixed_dictionaries(
    {"imageDetails": st.lists(images, max_size=4)},
    optional={
        "nextToken": texts | st.none(),
        "somethingNew": json_values,
    },
)


@given(bodies)
def test_the_bytes_path_is_botocores_parser_and_then_the_dict_path(
    body: dict[str, object],
) -> None:
    """Apart from what botocore's parser drops: members that its service model does not know."""
    sent = json.dumps(body).encode()
    parsed = PARSER.parse({"body": sent, "headers": {}, "status_code": 200}, OUTPUT_SHAPE)
    del parsed["ResponseMetadata"]
    known = {name: value for name, value in body.items() if name != "somethingNew"}
    details = body["imageDetails"]
    assert isinstance(details, list)
    known["imageDetails"] = [
        {name: value for name, value in detail.items() if name != "imageIsNew"}
        for detail in details
    ]
    by_bytes = RawResponse(DESCRIBE_IMAGES, {}, json.dumps(known).encode()).parse()
    by_dict = parse_dict("DescribeImages", DescribeImagesResponse, parsed)
    assert by_bytes == by_dict
    assert by_bytes.model_dump(exclude_unset=True) == by_dict.model_dump(exclude_unset=True)


@given(bodies)
def test_nothing_is_lost_on_the_bytes_path(body: dict[str, object]) -> None:
    """Fields that botocore's parser drops, since its service model does not know them, are kept."""
    sent = json.dumps(body, ensure_ascii=False).encode()
    by_bytes = RawResponse(DESCRIBE_IMAGES, {}, sent).parse()
    by_dict = parse_dict("DescribeImages", DescribeImagesResponse, json.loads(sent))
    assert by_bytes == by_dict


def test_the_users_client_stays_as_it_was(server: Loopback) -> None:
    client = client_for(server.url)
    before = state_of(client)
    assert before[2], "a client of botocore's has handlers of its own"
    respond_with(server, {"imageDetails": [IMAGE], "somethingNew": 1})
    registry = ECRPublic(client)
    assert registry.describe_images(repositoryName="team/app").model_extra == {"somethingNew": 1}
    assert len(list(DescribeImagesPaginator(client).paginate(repositoryName="team/app"))) == 1
    assert len(list(describe_images_of(["team/app", "team/api"], client=client))) == 2
    respond_with(server, b"not JSON")
    with pytest.raises(ResponseValidationError):
        call(client)
    respond_with(server, {"__type": "RepositoryNotFoundException"}, 400)
    with pytest.raises(RepositoryNotFoundException):
        call(client)
    assert state_of(client) == before


def test_hooks_before_parsing_see_the_body_and_may_change_it(
    server: Loopback, hooked: ECRPublicClient
) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    seen: list[bytes] = []

    def rename(response_dict: dict[str, bytes], **_: object) -> None:
        seen.append(response_dict["body"])
        response_dict["body"] = response_dict["body"].replace(b"sha256:1", b"sha256:2")

    hooked.meta.events.register("before-parse.ecr-public", rename)
    assert [image.imageDigest for image in call(hooked).imageDetails] == ["sha256:2"]
    assert seen == [json.dumps({"imageDetails": [IMAGE]}).encode()]


def test_what_hooks_add_before_parsing_counts(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})

    def add(customized_response_dict: dict[str, object], **_: object) -> None:
        customized_response_dict["nextToken"] = "added"

    hooked.meta.events.register("before-parse.ecr-public", add)
    response = call(hooked)
    assert (len(response.imageDetails), response.nextToken) == (1, "added")


@pytest.mark.parametrize("event", ["after-call.ecr-public", "needs-retry.ecr-public"])
def test_hooks_after_parsing_see_what_boto3_gives(server: Loopback, event: str) -> None:
    """A recorder's file has everything in it, and looking changes nothing."""
    client = client_for(server.url)
    respond_with(server, {"imageDetails": [IMAGE], "somethingNew": 1})
    recorded: list[str] = []

    def record(parsed: object = None, response: Any = None, **_: object) -> None:
        seen: Any = response[1] if parsed is None else parsed
        recorded.append(json.dumps(seen["imageDetails"], default=str))
        recorded.append(json.dumps(seen, default=str, indent=1))

    client.meta.events.register(event, record)
    assert call(client).model_extra == {"somethingNew": 1}
    client.meta.events.unregister(event, record)
    plain = client.describe_images(repositoryName="team/app")
    details, everything = recorded
    assert details == json.dumps(plain["imageDetails"], default=str)
    assert json.loads(everything).keys() == {"imageDetails", "ResponseMetadata"}


def test_what_hooks_change_after_parsing_counts(server: Loopback, hooked: ECRPublicClient) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})

    def redact(parsed: dict[str, Any], **_: object) -> None:
        parsed["imageDetails"][0]["registryId"] = "000000000000"

    hooked.meta.events.register("after-call.ecr-public", redact)
    assert [image.registryId for image in call(hooked).imageDetails] == ["000000000000"]


def only_what_it_knows(returned: Any) -> dict[str, object]:
    known = {"imageDetails": returned["imageDetails"]}
    return {**known, "nextToken": returned["nextToken"]} if "nextToken" in returned else known


@pytest.mark.parametrize("where", ["_make_api_call", "describe_images", "class"])
def test_wrappers_that_pass_on_only_what_they_know_lose_nothing_of_it(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    client: Any = client_for(server.url)
    kind = BaseClient if where == "class" else client
    name = "_make_api_call" if where == "class" else where
    method = getattr(kind, name)
    wrapped: list[str] = []

    def wrapper(*arguments: object, **options: object) -> dict[str, object]:
        wrapped.append(name)
        return only_what_it_knows(method(*arguments, **options))

    monkeypatch.setattr(kind, name, wrapper)
    answers = iter(
        [Answer({"imageDetails": [IMAGE], "nextToken": "t"}), Answer({"imageDetails": [IMAGE]})]
    )
    server.respond = lambda _: next(answers)
    pages = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    assert [len(page.imageDetails) for page in pages] == [1, 1]
    assert wrapped == [name, name]


def test_a_hook_that_hands_responses_to_another_thread_loses_nothing(
    server: Loopback, hooked: ECRPublicClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A recorder with a thread of its own is still looking while the response becomes models."""
    respond_with(server, {"imageDetails": [IMAGE]})
    looking, done = threading.Event(), threading.Event()
    parse = JSONParser.parse

    def parse_slowly(self: JSONParser, response: Any, shape: Any) -> Any:
        if response["body"] and not looking.is_set():
            looking.set()
            done.wait(10)
        return parse(self, response, shape)

    with ThreadPoolExecutor(1) as recorder:

        def hand_over(parsed: dict[str, object], **_: object) -> None:
            recorded.append(recorder.submit(lambda: dict(parsed)))
            assert looking.wait(10)

        recorded: list[Future[dict[str, object]]] = []
        monkeypatch.setattr(JSONParser, "parse", parse_slowly)
        hooked.meta.events.register("after-call.ecr-public", hand_over)
        try:
            assert call(hooked).imageDetails == [ImageDetail.model_validate(IMAGE)]
        finally:
            done.set()
        assert recorded[0].result().keys() == {"imageDetails", "ResponseMetadata"}


def test_a_hook_that_looks_in_vain_leaves_the_clear_error(
    server: Loopback, hooked: ECRPublicClient
) -> None:
    respond_with(server, {"imageDetails": [{**IMAGE, "imagePushedAt": "garbage"}]})

    def look(parsed: dict[str, object], **_: object) -> None:
        with suppress(ValueError):
            list(parsed)

    hooked.meta.events.register("after-call.ecr-public", look)
    with pytest.raises(ResponseValidationError, match=r"imageDetails\.0\.imagePushedAt"):
        call(hooked)


class ProxiedEndpoint:
    """What stands in for an endpoint and has all that it has, as proxies do."""

    def __init__(self, endpoint: Any) -> None:
        self._endpoint = endpoint

    def __getattr__(self, name: str) -> object:
        return getattr(self._endpoint, name)


class OtherEndpoint:
    """An endpoint as another release of botocore may have it."""

    def __init__(self, endpoint: Any) -> None:
        self.host = endpoint.host
        self.make_request = endpoint.make_request


@pytest.mark.parametrize("stand_in", [OtherEndpoint, ProxiedEndpoint])
def test_without_botocores_private_names_the_dict_is_validated(
    server: Loopback, parsed_bodies: list[bytes], stand_in: Callable[[object], object]
) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    client: Any = client_for(server.url)
    client._endpoint = stand_in(client._endpoint)
    assert twin_of(client) is client
    assert call(client).imageDetails == [ImageDetail.model_validate(IMAGE)]
    assert [bool(body) for body in parsed_bodies] == [True]


class OtherParser(JSONParser):
    """A parser of a user's own."""

    def parse(self, response: Any, shape: Any) -> Any:
        return {**super().parse(response, shape), "nextToken": "the parser's own"}


def test_a_parser_of_the_users_own_is_left_its_work(
    server: Loopback, hooked: ECRPublicClient, parsed_bodies: list[bytes]
) -> None:
    respond_with(server, {"imageDetails": []})
    factory: Any = type("Factory", (), {"create_parser": lambda _, __: OtherParser()})
    client: Any = hooked
    client._endpoint._response_parser_factory = factory()
    assert call(hooked).nextToken == "the parser's own"
    assert [bool(body) for body in parsed_bodies] == [True]


def test_clients_that_are_not_botocores_have_no_twin(
    server: Loopback, parsed_bodies: list[bytes]
) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    wrapped = behind_wrapper(client_for(server.url))
    for fake in (wrapped, MagicMock(spec=client_for(server.url)), object(), None):
        assert twin_of(fake) is fake
    assert call(wrapped).imageDetails == [ImageDetail.model_validate(IMAGE)]
    assert [bool(body) for body in parsed_bodies] == [True]


LOOKS: dict[str, Callable[[Any], object]] = {
    "[]": lambda response: response["imageDetails"],
    "get": lambda response: response.get("imageDetails"),
    "get error": lambda response: response.get("Error", "none"),
    "in": lambda response: ("imageDetails" in response, "nextToken" in response),
    "len": len,
    "bool": bool,
    "iter": list,
    "reversed": lambda response: list(reversed(response)),
    "keys": lambda response: list(response.keys()),
    "values": lambda response: len(response.values()),
    "items": lambda response: len(response.items()),
    "==": lambda response: response == {"imageDetails": 1},
    "!=": lambda response: response != {"imageDetails": 1},
    "dict": dict,
    "**": lambda response: {**response},
    "|": lambda response: response | {"a": 1},
    "reflected |": lambda response: {"a": 1} | response,
    "copy": lambda response: response.copy(),
    "copy.copy": copy.copy,
    "copy.deepcopy": copy.deepcopy,
    "pickle": lambda response: pickle.loads(pickle.dumps(response)),
    "json": lambda response: json.dumps(response, default=str),
    "json, indented": lambda response: json.dumps(response, default=str, indent=1),
    "repr": repr,
    "pop": lambda response: (response.pop("imageDetails"), list(response)),
    "popitem": lambda response: response.popitem()[0],
    "setdefault": lambda response: response.setdefault("imageDetails", 1),
    "[]=": lambda response: (response.__setitem__("a", 1), list(response)),
    "del": lambda response: (response.__delitem__("imageDetails"), list(response)),
    "|=": lambda response: response.__ior__({"a": 1}),
    "update": lambda response: (response.update({"a": 1}), response.update(b=1), list(response)),
    "clear": lambda response: (response.clear(), list(response)),
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_response_that_is_not_parsed_yet_is_botocores_dict_to_whoever_looks(look: str) -> None:
    sent = {
        "body": json.dumps({"imageDetails": [IMAGE]}).encode(),
        "headers": {"a": "b"},
        "status_code": 200,
    }
    parsed = PARSER.parse(sent, OUTPUT_SHAPE)
    plain = {"ResponseMetadata": parsed.pop("ResponseMetadata"), **parsed}
    twin: Any = twin_of(client_for("http://127.0.0.1:1"))
    twin_parser = twin._endpoint._response_parser_factory.create_parser("json")
    unparsed = twin_parser.parse(sent, OUTPUT_SHAPE)
    assert list(dict.keys(unparsed)) == ["ResponseMetadata"]
    assert LOOKS[look](unparsed) == LOOKS[look](plain)


FORKS = """
import os, sys, threading
from ecrpublic_models import DescribeImagesPaginator, ECRPublic
from tests.support.loopback import client_for

client = client_for(sys.argv[1])
unprepared = client_for(sys.argv[1])

def prepare():
    while True:
        DescribeImagesPaginator(client)

# All that is imported late is imported once, and not by every child.
list(DescribeImagesPaginator(client).paginate(repositoryName="team/app"))
threading.Thread(target=prepare, daemon=True).start()
ECRPublic(client)
for _ in range(50):
    child = os.fork()
    if child == 0:
        paginator = DescribeImagesPaginator(unprepared)
        found = list(paginator.paginate(repositoryName="team/app").items())
        os._exit(len(found))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_fork_while_another_thread_makes_a_paginator_does_not_hang(server: Loopback) -> None:
    respond_with(server, {"imageDetails": [IMAGE]})
    command = [sys.executable, "-W", "ignore", "-c", FORKS, server.url]
    # Not measured: coverage has a lock of its own, which a fork may leave locked.
    environment = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    root = Path(__file__).parent.parent
    run = subprocess.run(command, cwd=root, env=environment, check=False, timeout=60)
    assert run.returncode == 0


@pytest.mark.parametrize("raw", [MagicMock(), None])
def test_a_mocked_http_session_is_taken_as_it_is(server: Loopback, raw: Any) -> None:
    headers: Any = HeadersDict({})  # which the stubs take for something else
    response: Any = AWSResponse(server.url, 200, headers, raw)
    response._content = b'{"registries": []}'
    with patch("botocore.httpsession.URLLib3Session.send", return_value=response):
        assert ECRPublic(client_for(server.url)).describe_registries().registries == []
