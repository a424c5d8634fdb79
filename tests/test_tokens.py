"""The resume token: botocore's, byte for byte, and never an exception but `ValueError`."""

from __future__ import annotations

import base64
import copy
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from botocore.paginate import PageIterator, TokenEncoder
from botocore.stub import Stubber
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ecrpublic_models import DescribeImagesPaginator, PaginationConfig
from ecrpublic_models.tokens import Position, decode_token, encode_token
from tests.support.kinds import an_image
from tests.support.loopback import client_for
from tests.support.service import botocore_pages

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

PREFIX = base64.b64encode(b'{"nextToken"').decode()

# With NUL and everything else that is Unicode.
any_text = st.text()
skips = st.integers(0, 10**20)


def as_token(content: object) -> str:
    return base64.b64encode(json.dumps(content).encode()).decode()


def botocores(token: str) -> tuple[object, object]:
    """What botocore's paginator reads from a token; whatever it raises is let through."""
    pages: PageIterator[Any] = botocore_pages(lambda **_: {}, StartingToken=token)
    parse: Any = pages._parse_starting_token  # type: ignore[attr-defined]  # the oracle
    content, skip = parse()
    if not token.startswith(PREFIX) and content in ({"nextToken": ""}, {"nextToken": "None"}):
        content = {"nextToken": None}  # of the oldest tokens, botocore sends neither
    return content, skip


def sane(content: object, skip: object) -> Position | None:
    """The place in a listing, if what botocore read is one."""
    if not isinstance(content, dict) or content.keys() != {"nextToken"}:
        return None
    token = content["nextToken"]
    if not isinstance(token, str | None) or type(skip) is not int or skip < 0 or token == "":
        return None
    return Position(token, skip)


@given(any_text | st.none(), skips)
def test_written_as_botocore_writes(service_token: str | None, skip: int) -> None:
    encoder = TokenEncoder()
    position = Position(service_token, skip)
    assert encode_token(position, within_page=False) == encoder.encode({"nextToken": service_token})
    assert encode_token(position, within_page=True) == encoder.encode(
        {"nextToken": service_token, "boto_truncate_amount": skip}
    )


@given(any_text.filter(bool) | st.none(), skips)
@example("None", 1)
def test_what_is_written_is_read(service_token: str | None, skip: int) -> None:
    position = Position(service_token, skip)
    assert decode_token(encode_token(position, within_page=True)) == position
    between = Position(service_token)
    assert decode_token(encode_token(between, within_page=False)) == between


@given(any_text | st.none(), skips | st.none())
@example("", None)
def test_reads_botocores_tokens_as_botocore(service_token: str | None, skip: int | None) -> None:
    content: dict[str, str | int | None] = {"nextToken": service_token}
    if skip is not None:
        content["boto_truncate_amount"] = skip
    token = TokenEncoder().encode(content)
    expected = sane(*botocores(token))
    if expected is None:
        with pytest.raises(ValueError, match="nextToken: String should have at least 1 character"):
            decode_token(token)
    else:
        assert decode_token(token) == expected


old_style = st.builds(
    "{}___{}".format,
    st.text().filter(lambda text: "___" not in text and not text.endswith("_")) | st.just("None"),
    st.integers(0, 10**18 - 1),
)
service_like = (
    st.text(min_size=1)
    | st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-", min_size=1)
    | st.binary(min_size=1).map(lambda raw: base64.b64encode(raw).decode())
    | st.uuids().map(str)
)


@settings(max_examples=300)
@given(service_like | old_style)
@example("token___5")
@example("token___007")
@example("None___3")
@example("None")
@example("___5")
@example("____5")
@example("token___")
@example("___")
@example("token____5")
@example("token___x")
@example("token___5_")
@example("1234")
@example("token with spaces, \u00fcml\u00e4uts and a \x00")
def test_reads_service_tokens_and_the_oldest_tokens_as_botocore(token: str) -> None:
    assert_agrees(token)


def assert_agrees(token: str) -> None:
    """Where botocore finds a place, it is the one; otherwise there is one or a `ValueError`."""
    try:
        expected = sane(*botocores(token))
    except (AttributeError, ValueError, TypeError, RecursionError):
        expected = None
    try:
        position = decode_token(token)
    except ValueError:
        # What botocore would send as the service's own token was one of its own before.
        assert expected is None or token.startswith(PREFIX)
        return
    assert isinstance(position.service_token, str | None)
    assert position.skip >= 0
    if expected is not None:
        assert position == expected


@pytest.mark.parametrize("content", ["[]", "[1, 2]", '["a"]', "[{}]"])
def test_a_service_token_that_is_a_json_list_is_taken_as_botocore_takes_it(content: str) -> None:
    token = base64.b64encode(content.encode()).decode()
    assert sane(*botocores(token)) == Position(token)
    assert decode_token(token) == Position(token)


@pytest.mark.parametrize("invisible", ["\u00a0", "\u200b", "\ufeff", "\n", " "])
def test_invisible_characters_around_a_token_are_passed_over_as_botocore_does(
    invisible: str,
) -> None:
    """They come along when a token is copied from a page."""
    token = f"{invisible}{as_token({'nextToken': 'a', 'boto_truncate_amount': 2})}{invisible}"
    assert sane(*botocores(token)) == Position("a", 2)
    assert decode_token(token) == Position("a", 2)


json_values: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)
almost_tokens = st.dictionaries(
    st.sampled_from(["nextToken", "boto_truncate_amount", "NextToken", "", "x"]),
    json_values,
    max_size=3,
)


@settings(max_examples=300)
@given(
    (json_values.filter(lambda value: not isinstance(value, list)) | almost_tokens).map(as_token)
)
def test_any_json_in_base64(token: str) -> None:
    assert_agrees(token)


@given(st.text().map(lambda text: base64.b64encode(text.encode()).decode()) | any_text)
def test_any_text(token: str) -> None:
    if token:
        assert_agrees(token)


@settings(max_examples=300)
@given(st.text() | st.none(), st.integers(0, 1000), st.data())
def test_a_token_cut_or_altered_is_read_or_refused(
    service_token: str | None, skip: int, data: st.DataObject
) -> None:
    token = encode_token(Position(service_token, skip), within_page=True)
    at = data.draw(st.integers(1, len(token)), label="at")
    until = data.draw(st.integers(at, len(token)), label="until")
    base64_text = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
    inserted = data.draw(base64_text, label="inserted")
    assert_agrees(token[:at] + inserted + token[until:])


@given(st.text(min_size=1), st.integers(0, 1000), st.data())
def test_a_token_cut_short_is_refused(service_token: str, skip: int, data: st.DataObject) -> None:
    token = encode_token(Position(service_token, skip), within_page=True)
    # Without its padding alone it may still be whole.
    length = data.draw(st.integers(len(PREFIX), len(token.rstrip("=")) - 1), label="length")
    with pytest.raises(ValueError, match="cut short or altered"):
        decode_token(token[:length])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{}", "nextToken: Field required"),
        ('{"boto_truncate_amount": 2}', "nextToken: Field required"),
        ('{"nextToken": 5}', "nextToken: Input should be a valid string"),
        ('{"nextToken": ["a"]}', "nextToken: Input should be a valid string"),
        ('{"nextToken": "a", "other": 1}', "other: Extra inputs are not permitted"),
        ('{"nextToken": "a", "boto_truncate_amount": -1}', "boto_truncate_amount: "),
        ('{"nextToken": "a", "boto_truncate_amount": 1.5}', "boto_truncate_amount: "),
        ('{"nextToken": "a", "boto_truncate_amount": true}', "boto_truncate_amount: "),
        ('{"nextToken": "a", "boto_truncate_amount": "1"}', "boto_truncate_amount: "),
        ('{"nextToken": "a", "boto_truncate_amount": null}', "boto_truncate_amount: "),
        ('{"nextToken": "a", "boto_truncate_amount": NaN}', "boto_truncate_amount: "),
        ('{"nextToken": "a", "boto_truncate_amount": ' + "1" * 5000 + "}", "altered"),
        ('{"nextToken": "a"', "cut short or altered"),
        ('{"nextToken": "a"}}', "cut short or altered"),
        ('{"nextToken": ' + "[" * 100_000, "cut short or altered"),
        ('{"nextToken": ' + '{"a":' * 100_000 + "1" + "}" * 100_001, "cut short or altered"),
        ('{"nextToken": ' + "[" * 500 + "]" * 500 + "}", "nextToken: "),
    ],
)
def test_broken_tokens_say_what_is_wrong(content: str, reason: str) -> None:
    token = base64.b64encode(content.encode()).decode()
    with pytest.raises(ValueError, match=reason):
        decode_token(token)
    with pytest.raises(ValidationError, match=reason) as caught:
        PaginationConfig(StartingToken=token)
    assert [fault["loc"] for fault in caught.value.errors()] == [("StartingToken",)]


def test_an_empty_token_is_refused() -> None:
    with pytest.raises(ValueError, match="an empty token resumes nowhere"):
        decode_token("")


@pytest.mark.parametrize(
    "token",
    ["token___" + "9" * 5000, "token___\u00b2", "token___-1", "a___b___5", "___" * 1000],
)
def test_what_botocore_fails_at_or_misreads_is_the_services_token(token: str) -> None:
    assert decode_token(token) == Position(token)


def test_deep_nesting_in_what_is_not_our_token_is_the_services_token() -> None:
    token = base64.b64encode(b"[" * 100_000).decode()
    assert decode_token(token) == Position(token)


def details(count: int) -> list[dict[str, object]]:
    pushed = datetime(2024, 1, 2, tzinfo=UTC)
    return [
        an_image(imageDigest=f"sha256:{number}", imagePushedAt=pushed) for number in range(count)
    ]


@pytest.fixture(scope="module")
def stubbed() -> ECRPublicClient:
    """A client that reaches nobody."""
    return client_for("http://127.0.0.1:1")


@settings(max_examples=60)
@given(
    service_token=st.text(min_size=1).filter(lambda text: text != "None"),
    limit=st.integers(0, 6),
    ours_first=st.booleans(),
)
def test_a_token_of_boto3_resumes_here_and_one_of_ours_there(
    stubbed: ECRPublicClient, service_token: str, limit: int, *, ours_first: bool
) -> None:
    """Two pages of three, cut anywhere by one paginator, go on in the other one."""
    asked: dict[str, object] = {"repositoryName": "team/app", "maxResults": 3}
    pages: list[tuple[dict[str, Any], dict[str, object]]] = [
        ({"imageDetails": details(6)[:3], "nextToken": service_token}, asked),
        ({"imageDetails": details(6)[3:]}, {**asked, "nextToken": service_token}),
    ]

    def here(config: dict[str, Any]) -> tuple[list[Any], str | None]:
        paginator = DescribeImagesPaginator(stubbed)
        ours = PaginationConfig.model_validate({**config, "PageSize": 3})
        listing = paginator.paginate(repositoryName="team/app", PaginationConfig=ours)
        result = listing.build_full_result()
        return [image.imageDigest for image in result.imageDetails], result.NextToken

    def there(config: Any) -> tuple[list[Any], str | None]:
        paginator = stubbed.get_paginator("describe_images")
        theirs: Any = {**config, "PageSize": 3}
        listing: Any = paginator.paginate(repositoryName="team/app", PaginationConfig=theirs)
        result = listing.build_full_result()
        return [image["imageDigest"] for image in result["imageDetails"]], result.get("NextToken")

    first, second = (here, there) if ours_first else (there, here)
    with Stubber(stubbed) as stubber:
        for response, expected in pages if limit > 3 else pages[:1]:
            stubber.add_response("describe_images", copy.deepcopy(response), expected)
        begun, token = first({"MaxItems": limit})
        stubber.assert_no_pending_responses()
        rest: list[Any] = []
        if token is not None:
            for response, expected in pages if limit < 3 else pages[1:]:
                stubber.add_response("describe_images", copy.deepcopy(response), expected)
            rest, end = second({"StartingToken": token})
            assert end is None
            stubber.assert_no_pending_responses()
    assert len(begun) == limit
    assert begun + rest == [image["imageDigest"] for image in details(6)]


@pytest.mark.parametrize(
    "token",
    [
        "\ud800",
        "\ud800___2",
        as_token({"nextToken": "a\udfff"}),
        as_token({"nextToken": "\ud800", "boto_truncate_amount": 1}),
    ],
)
def test_a_token_with_a_lone_surrogate_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match=r"surrogate|unicode"):
        decode_token(token)
    with pytest.raises(ValidationError, match="StartingToken"):
        PaginationConfig(StartingToken=token)
