"""What is wrong is refused: requests before anything is sent, responses by one error alone."""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ConnectionClosedError
from botocore.parsers import ResponseParserError
from botocore.stub import Stubber
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from ecrpublic_models import (
    DescribeImagesPage,
    DescribeImagesPaginator,
    DescribeImagesRequest,
    DescribeImagesResponse,
    DescribeRepositoriesPaginator,
    ECRPublic,
    ImageDetail,
    ImageIdentifier,
    PaginationConfig,
    ResponseValidationError,
)
from ecrpublic_models.tokens import Position, encode_token
from tests.support.kinds import an_image, repository
from tests.support.loopback import Answer, Loopback, client_for
from tests.support.mirror import ALWAYS_SENT

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

Arguments = dict[str, Any]
Place = tuple[str | int, ...]

BY_TAG = {"imageTag": "latest"}
REPOSITORY = {"repositoryName": "team/app"}


# ---- Requests ----


@pytest.fixture(scope="module")
def unreachable() -> ECRPublicClient:
    """A client whose every request fails, so that one that is sent is seen."""
    return client_for("http://127.0.0.1:1")


@pytest.fixture(scope="module")
def over_http(server: Loopback) -> ECRPublicClient:
    return client_for(server.url)


Refused = Callable[[Arguments], list[Place]]


def places_of(fault: ValidationError) -> list[Place]:
    assert str(fault)
    return [error["loc"] for error in fault.errors()]


@pytest.fixture
def refused_by_paginate(unreachable: ECRPublicClient) -> Iterator[Refused]:
    """The places at fault, as the call of `paginate` itself tells them."""

    def refused(arguments: Arguments) -> list[Place]:
        before = copy.deepcopy(arguments)
        with pytest.raises(ValidationError) as caught:
            DescribeImagesPaginator(unreachable).paginate(**arguments)
        assert arguments == before
        return places_of(caught.value)

    # No response is stubbed, so a request would be an error of the stub's.
    with Stubber(unreachable):
        yield refused


ErrorT = TypeVar("ErrorT", bound=Exception)


def fault_of(kind: type[ErrorT], action: Callable[[], object]) -> ErrorT | None:
    """The error of that kind that an action ends in, if it does; any other is let through."""
    try:
        action()
    except kind as error:
        return error
    return None


def refused_by(model: type[BaseModel], arguments: Arguments) -> list[Place]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(arguments)
    return places_of(caught.value)


def accepted_by_paginate(unreachable: ECRPublicClient, arguments: Arguments) -> None:
    DescribeImagesPaginator(unreachable).paginate(**arguments)


# The bounds that both the single request and the listing have.
WITHIN: list[Arguments] = [
    {"repositoryName": "ab"},
    {"repositoryName": "a" * 205},
    {"repositoryName": "0/1/2"},
    {"repositoryName": "a.b_c-d/e"},
    {**REPOSITORY, "registryId": "000000000000"},
    {**REPOSITORY, "registryId": "999999999999"},
    {**REPOSITORY, "registryId": None},
    {**REPOSITORY, "imageIds": [BY_TAG]},
    {**REPOSITORY, "imageIds": [BY_TAG] * 100},
    {**REPOSITORY, "imageIds": (BY_TAG,)},
    {**REPOSITORY, "imageIds": None},
    {**REPOSITORY, "imageIds": [{"imageTag": "t"}]},
    {**REPOSITORY, "imageIds": [{"imageTag": "t" * 300}]},
    {**REPOSITORY, "imageIds": [{"imageDigest": "any digest"}]},
    {**REPOSITORY, "imageIds": [{"imageTag": "t", "imageDigest": "sha256:0"}]},
    {**REPOSITORY, "imageIds": [{"imageTag": "t", "imageDigest": None}]},
]
BEYOND: list[tuple[Arguments, Place]] = [
    ({"repositoryName": None}, ("repositoryName",)),
    ({"repositoryName": ""}, ("repositoryName",)),
    ({"repositoryName": "a"}, ("repositoryName",)),
    ({"repositoryName": "a" * 206}, ("repositoryName",)),
    ({"repositoryName": "Team/app"}, ("repositoryName",)),
    ({"repositoryName": "/app"}, ("repositoryName",)),
    ({"repositoryName": "app/"}, ("repositoryName",)),
    ({"repositoryName": "team//app"}, ("repositoryName",)),
    ({"repositoryName": "team app"}, ("repositoryName",)),
    ({"repositoryName": "a..b"}, ("repositoryName",)),
    ({"repositoryName": "-ab"}, ("repositoryName",)),
    ({"repositoryName": "ab."}, ("repositoryName",)),
    ({"repositoryName": "ab\n"}, ("repositoryName",)),
    ({"repositoryName": "ab\x00"}, ("repositoryName",)),
    ({"repositoryName": "\u00e4pp"}, ("repositoryName",)),
    ({"repositoryName": "\ud800\ud800"}, ("repositoryName",)),
    ({"repositoryName": 12}, ("repositoryName",)),
    ({"repositoryName": b"team/app"}, ("repositoryName",)),
    ({"repositoryName": ["team/app"]}, ("repositoryName",)),
    ({**REPOSITORY, "registryId": ""}, ("registryId",)),
    ({**REPOSITORY, "registryId": "1" * 11}, ("registryId",)),
    ({**REPOSITORY, "registryId": "1" * 13}, ("registryId",)),
    ({**REPOSITORY, "registryId": "1" * 12 + "\n"}, ("registryId",)),
    ({**REPOSITORY, "registryId": "\u0663" * 12}, ("registryId",)),
    ({**REPOSITORY, "registryId": "12345678901x"}, ("registryId",)),
    ({**REPOSITORY, "registryId": 123456789012}, ("registryId",)),
    ({**REPOSITORY, "imageIds": []}, ("imageIds",)),
    ({**REPOSITORY, "imageIds": [BY_TAG] * 101}, ("imageIds",)),
    ({**REPOSITORY, "imageIds": BY_TAG}, ("imageIds",)),
    ({**REPOSITORY, "imageIds": "latest"}, ("imageIds",)),
    ({**REPOSITORY, "imageIds": [None]}, ("imageIds", 0)),
    ({**REPOSITORY, "imageIds": ["latest"]}, ("imageIds", 0)),
    ({**REPOSITORY, "imageIds": [BY_TAG, {}]}, ("imageIds", 1)),
    ({**REPOSITORY, "imageIds": [{"imageTag": None}]}, ("imageIds", 0)),
    ({**REPOSITORY, "imageIds": [{"imageTag": ""}]}, ("imageIds", 0, "imageTag")),
    ({**REPOSITORY, "imageIds": [{"imageTag": "t" * 301}]}, ("imageIds", 0, "imageTag")),
    ({**REPOSITORY, "imageIds": [{"imageTag": 1}]}, ("imageIds", 0, "imageTag")),
    ({**REPOSITORY, "imageIds": [{"imageDigest": 1}]}, ("imageIds", 0, "imageDigest")),
    (
        {**REPOSITORY, "imageIds": [BY_TAG, {**BY_TAG, "imageTags": ["t"]}]},
        ("imageIds", 1, "imageTags"),
    ),
]

LIMITS: list[object] = [0, 1, 10**30, "0", "10"]
BAD_LIMITS: list[object] = [
    -1,
    "-1",
    1.5,
    "ten",
    "",
    [],
    {},
    float("nan"),
    float("inf"),
    "1" * 5000,
]
SIZES: list[object] = [1, 1000, "1", "1000"]
BAD_SIZES: list[object] = [0, 1001, -1, "0", "1001", 1.5, "ten", "", [], {}, float("nan")]
TOKENS = [
    encode_token(Position(), within_page=False),
    encode_token(Position("t", 3), within_page=True),
    "the service's own",
    "token___5",
    "\x00",
    "t" * 100_000,
]
BAD_TOKENS: list[object] = [
    "",
    5,
    b"token",
    {},
    encode_token(Position("t", -1), within_page=True),
    encode_token(Position("token"), within_page=False)[:-6],
]


@pytest.mark.parametrize("arguments", WITHIN)
def test_within_the_bounds(unreachable: ECRPublicClient, arguments: Arguments) -> None:
    DescribeImagesRequest.model_validate(arguments)
    accepted_by_paginate(unreachable, arguments)


@pytest.mark.parametrize(("arguments", "place"), BEYOND)
def test_beyond_the_bounds(
    refused_by_paginate: Refused, arguments: Arguments, place: Place
) -> None:
    assert refused_by(DescribeImagesRequest, arguments) == [place]
    assert refused_by_paginate(arguments) == [place]


def test_the_repository_is_required() -> None:
    assert refused_by(DescribeImagesRequest, {}) == [("repositoryName",)]


@pytest.mark.parametrize("value", [1, 1000])
def test_max_results_within_the_bounds(value: int) -> None:
    request = DescribeImagesRequest.model_validate({**REPOSITORY, "maxResults": value})
    assert request.maxResults == value


@pytest.mark.parametrize("value", [*BAD_SIZES, "1", "1000", True, 1.0])
def test_max_results_beyond_the_bounds(value: object) -> None:
    arguments = {**REPOSITORY, "maxResults": value}
    assert refused_by(DescribeImagesRequest, arguments) == [("maxResults",)]


@pytest.mark.parametrize("value", [5, b"t", [], {}])
def test_a_next_token_that_is_not_text(value: object) -> None:
    arguments = {**REPOSITORY, "nextToken": value}
    assert refused_by(DescribeImagesRequest, arguments) == [("nextToken",)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("MaxItems", value) for value in LIMITS),
        *(("PageSize", value) for value in SIZES),
        *(("StartingToken", value) for value in TOKENS),
        *((name, None) for name in ("MaxItems", "PageSize", "StartingToken")),
    ],
)
def test_pagination_within_the_bounds(
    unreachable: ECRPublicClient, name: str, value: object
) -> None:
    config = PaginationConfig.model_validate({name: value})
    accepted_by_paginate(unreachable, {**REPOSITORY, "PaginationConfig": {name: value}})
    accepted_by_paginate(unreachable, {**REPOSITORY, "PaginationConfig": config})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("MaxItems", value) for value in BAD_LIMITS),
        *(("PageSize", value) for value in BAD_SIZES),
        *(("StartingToken", value) for value in BAD_TOKENS),
    ],
)
def test_pagination_beyond_the_bounds(
    refused_by_paginate: Refused, name: str, value: object
) -> None:
    assert refused_by(PaginationConfig, {name: value}) == [(name,)]
    arguments = {**REPOSITORY, "PaginationConfig": {name: value}}
    assert refused_by_paginate(arguments) == [("PaginationConfig", name)]


@pytest.mark.parametrize("value", [5, "MaxItems", [], ["MaxItems"], True])
def test_a_pagination_config_that_is_none(refused_by_paginate: Refused, value: object) -> None:
    assert refused_by_paginate({**REPOSITORY, "PaginationConfig": value}) == [("PaginationConfig",)]


@pytest.mark.parametrize("name", ["maxItems", "pageSize", "startingToken", "MaxItem", "", " "])
def test_a_misspelt_field_of_the_pagination(refused_by_paginate: Refused, name: str) -> None:
    assert refused_by(PaginationConfig, {name: 1}) == [(name,)]
    arguments = {**REPOSITORY, "PaginationConfig": {name: 1}}
    assert refused_by_paginate(arguments) == [("PaginationConfig", name)]


@pytest.mark.parametrize("name", ["repositoryname", "RegistryId", "imageIDs", "NextToken", "cls"])
def test_a_misspelt_field_of_the_request(name: str) -> None:
    assert refused_by(DescribeImagesRequest, {**REPOSITORY, name: "x"}) == [(name,)]


@pytest.mark.parametrize("name", ["imagetag", "ImageDigest", "tag", "imageTags"])
def test_a_misspelt_field_of_an_image_id(refused_by_paginate: Refused, name: str) -> None:
    image_id = {**BY_TAG, name: "x"}
    assert refused_by(ImageIdentifier, image_id) == [(name,)]
    arguments = {**REPOSITORY, "imageIds": [image_id]}
    assert refused_by_paginate(arguments) == [("imageIds", 0, name)]


def test_an_image_id_names_an_image() -> None:
    assert refused_by(ImageIdentifier, {}) == [()]


def test_a_misspelt_parameter_is_a_type_error(unreachable: ECRPublicClient) -> None:
    paginate: Any = DescribeImagesPaginator(unreachable).paginate
    with pytest.raises(TypeError, match="maxResults"):
        paginate(repositoryName="team/app", maxResults=5)


def test_every_fault_is_told_at_once(refused_by_paginate: Refused) -> None:
    arguments = {
        "repositoryName": "a",
        "registryId": "1",
        "imageIds": [{"imageTag": ""}, {"tag": "x"}],
        "PaginationConfig": {"MaxItems": -1, "PageSize": 0, "Size": 1},
    }
    assert set(refused_by_paginate(arguments)) == {
        ("repositoryName",),
        ("registryId",),
        ("imageIds", 0, "imageTag"),
        ("imageIds", 1, "tag"),
        ("PaginationConfig", "MaxItems"),
        ("PaginationConfig", "PageSize"),
        ("PaginationConfig", "Size"),
    }


@pytest.mark.parametrize(
    "excluded",
    [{"maxResults": 10}, {"nextToken": "t"}, {"maxResults": 10, "nextToken": "t"}],
)
def test_image_ids_exclude_paging_in_a_request(excluded: Arguments) -> None:
    arguments = {**REPOSITORY, "imageIds": [BY_TAG], **excluded}
    assert set(refused_by(DescribeImagesRequest, arguments)) == {(name,) for name in excluded}


@pytest.mark.parametrize(
    "config",
    [
        {"PageSize": 10},
        {"PageSize": "10"},
        {"StartingToken": "the service's own"},
        {"StartingToken": "token___5"},
        {"StartingToken": encode_token(Position("t"), within_page=False)},
        {"StartingToken": encode_token(Position("t", 3), within_page=True)},
        {"PageSize": 10, "MaxItems": 5},
    ],
)
def test_image_ids_exclude_page_sizes_and_service_tokens(
    refused_by_paginate: Refused, config: Arguments
) -> None:
    arguments: Arguments = {**REPOSITORY, "imageIds": [BY_TAG], "PaginationConfig": config}
    (place,) = refused_by_paginate(arguments)
    assert place[0] == "PaginationConfig"
    as_model = PaginationConfig.model_validate(config)
    assert refused_by_paginate({**arguments, "PaginationConfig": as_model}) == [place]


@pytest.mark.parametrize(
    ("config", "name"),
    [({"PageSize": 10}, "PageSize"), ({"StartingToken": "the service's own"}, "StartingToken")],
)
def test_what_image_ids_exclude_is_named_by_its_path(
    refused_by_paginate: Refused, config: Arguments, name: str
) -> None:
    arguments = {**REPOSITORY, "imageIds": [BY_TAG], "PaginationConfig": config}
    assert refused_by_paginate(arguments) == [("PaginationConfig", name)]


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"MaxItems": 0},
        {"MaxItems": "5"},
        {"PageSize": None},
        {"StartingToken": encode_token(Position(None, 3), within_page=True)},
        {"StartingToken": "None___3"},
        {"StartingToken": encode_token(Position(), within_page=False), "MaxItems": 1},
    ],
)
def test_image_ids_go_with_limits_and_with_tokens_that_only_truncate(
    unreachable: ECRPublicClient, config: Arguments
) -> None:
    arguments = {**REPOSITORY, "imageIds": [BY_TAG], "PaginationConfig": config}
    accepted_by_paginate(unreachable, arguments)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_accepted_is_what_is_sent(
    server: Loopback, client: ECRPublicClient, size: object
) -> None:
    server.respond = lambda _: Answer({"imageDetails": []})
    server.requests.clear()
    config = PaginationConfig.model_validate({"PageSize": size})
    paginator = DescribeImagesPaginator(client)
    list(paginator.paginate(repositoryName="team/app", PaginationConfig=config))
    assert server.requests == [{**REPOSITORY, "maxResults": int(str(size))}]


any_value: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {"repositoryName": st.just("team/app") | any_value},
        optional={
            "registryId": any_value,
            "imageIds": any_value | st.lists(st.just(BY_TAG) | any_value, max_size=3),
            "PaginationConfig": any_value
            | st.fixed_dictionaries(
                {},
                optional={
                    "MaxItems": any_value,
                    "PageSize": any_value,
                    "StartingToken": any_value | st.text(st.characters(exclude_categories=())),
                },
            ),
        },
    )
)
def test_a_request_is_accepted_or_a_validation_error(
    unreachable: ECRPublicClient, arguments: Arguments
) -> None:
    error = fault_of(ValidationError, lambda: accepted_by_paginate(unreachable, arguments))
    if error is not None:
        assert {place[0] for place in places_of(error)} <= arguments.keys()


WRONG_TYPE: Any = 1
UNCHECKED: dict[str, dict[str, Any]] = {
    "copied": {
        "PaginationConfig": PaginationConfig(MaxItems=1).model_copy(update={"MaxItems": -1})
    },
    "token": {
        "PaginationConfig": PaginationConfig().model_copy(
            update={"StartingToken": "eyJuZXh0VG9rZW4i"}
        )
    },
    "empty token": {"PaginationConfig": PaginationConfig.model_construct(StartingToken="")},
    "in a list": {"imageIds": [ImageIdentifier.model_construct(imageTag="")]},
    "of another type": {"imageIds": [ImageIdentifier.model_construct(imageDigest=WRONG_TYPE)]},
}


@pytest.mark.parametrize("arguments", UNCHECKED.values(), ids=UNCHECKED)
def test_models_that_were_made_without_checks_are_checked(
    unreachable: ECRPublicClient, arguments: dict[str, Any]
) -> None:
    paginator = DescribeImagesPaginator(unreachable)
    with pytest.raises(ValidationError, match=r"PaginationConfig|imageIds\.0"):
        paginator.paginate(repositoryName="team/app", **arguments)
    if "imageIds" in arguments:
        with pytest.raises(ValidationError, match=r"imageIds\.0"):
            ECRPublic(unreachable).batch_delete_image(repositoryName="team/app", **arguments)


def test_a_token_is_dumped_as_a_plain_string() -> None:
    config = PaginationConfig(StartingToken="token")
    assert [
        type(dumped["StartingToken"])
        for dumped in (config.model_dump(), config.model_dump(mode="json"))
    ] == [str, str]


# ---- Responses ----

# What is not an answer at all may be botocore's to refuse.
ANSWER_ERRORS = (ResponseValidationError, ResponseParserError, BotoCoreError)


def wire_image(number: int) -> dict[str, object]:
    return {
        "registryId": "123456789012",
        "repositoryName": "team/app",
        "imageDigest": f"sha256:{number:064x}",
        "imageTags": [f"v{number}", "stable"],
        "imageSizeInBytes": 1000 + number,
        "imagePushedAt": 1_700_000_000.125 + number,
        "imageManifestMediaType": "application/vnd.oci.image.manifest.v1+json",
        "artifactMediaType": "application/vnd.oci.image.config.v1+json",
    }


WIRE_PAGE: dict[str, object] = {
    "imageDetails": [wire_image(0), wire_image(1)],
    "nextToken": "the service's own",
}
RAW_PAGE: dict[str, object] = {
    **WIRE_PAGE,
    "ResponseMetadata": {
        "RequestId": "the-request",
        "HTTPStatusCode": 200,
        "HTTPHeaders": {"content-type": "application/x-amz-json-1.1"},
        "RetryAttempts": 0,
    },
}


def places(value: object, at: Place = ()) -> Iterator[Place]:
    """Every place in a JSON document, the whole first."""
    yield at
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*at, index))


def value_at(document: object, place: Place) -> object:
    value: Any = document
    for step in place:
        value = value[step]
    return value


def with_value(document: object, place: Place, value: object) -> object:
    if not place:
        return value
    changed: Any = copy.deepcopy(document)
    parent: Any = value_at(changed, place[:-1])
    parent[place[-1]] = value
    return changed


def json_type(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    return type(value).__name__


# What JSON over HTTP can carry, so no lone surrogates.
json_values: st.SearchStrategy[object] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def damaged(draw: st.DrawFn, page: dict[str, object]) -> tuple[object, Place, object]:
    """A page with one value in it replaced by one of another type, its place, and that value."""
    place = draw(st.sampled_from(list(places(page))[1:]))
    before = json_type(value_at(page, place))
    value = draw(json_values.filter(lambda value: json_type(value) != before))
    return with_value(page, place, value), place, value


def read_recorded(page: object) -> DescribeImagesPage:
    raw_pages: Any = [page]
    (read,) = DescribeImagesPaginator.pages_from(raw_pages)
    return read


class FakeClient:
    """What boto3 would give, from whoever stands in for it."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def describe_images(self, **_: object) -> object:
        return copy.deepcopy(self._answer)


def read_from_fake(page: object) -> DescribeImagesPage:
    fake: Any = FakeClient(page)
    return next(iter(DescribeImagesPaginator(fake).paginate(repositoryName="team/app")))


# What the service always sends, so that its absence is an error.
REQUIRED = {"imageDetails", *ALWAYS_SENT["ImageDetail"]}


def assert_outcome(read: Callable[[], DescribeImagesPage], place: Place, value: object) -> None:
    """A wrong type is told with its place. A null member is an absent one."""
    error = fault_of(ResponseValidationError, read)
    if value is None and isinstance(place[-1], str) and place[-1] not in REQUIRED:
        assert error is None
    elif place[-1] == "imagePushedAt" and isinstance(value, str) and error is None:
        float(value)
    else:
        assert error is not None
        assert error.operation == "DescribeImages"
        assert {fault["loc"][: len(place)] for fault in error.errors()} == {place}
        assert "DescribeImages" in str(error)


@pytest.mark.parametrize("read", [read_recorded, read_from_fake])
@settings(max_examples=200)
@given(case=damaged(RAW_PAGE))
def test_a_wrong_type_anywhere_in_a_raw_page(
    read: Callable[[object], DescribeImagesPage], case: tuple[object, Place, object]
) -> None:
    page, place, value = case
    assert_outcome(lambda: read(page), place, value)


@pytest.mark.parametrize("read", [read_recorded, read_from_fake])
@pytest.mark.parametrize(
    "page", [None, True, 5, 1.5, "", "NextToken", [], ["NextToken"], [RAW_PAGE]]
)
def test_a_raw_page_that_is_none(
    read: Callable[[object], DescribeImagesPage], page: object
) -> None:
    with pytest.raises(ResponseValidationError) as caught:
        read(page)
    assert [fault["loc"] for fault in caught.value.errors()] == [()]


@settings(max_examples=150)
@given(case=damaged(WIRE_PAGE))
def test_a_wrong_type_anywhere_on_the_wire(
    server: Loopback, over_http: ECRPublicClient, case: tuple[object, Place, object]
) -> None:
    page, place, value = case
    server.respond = lambda _: Answer(page)
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    assert_outcome(lambda: next(iter(pages)), place, value)


@given(st.sets(st.sampled_from(list(places(RAW_PAGE))[1:]), min_size=1))
def test_nulls_anywhere_in_a_raw_page(nulled: set[Place]) -> None:
    page: object = RAW_PAGE
    for place in sorted(nulled, key=len, reverse=True):
        page = with_value(page, place, None)
    needed = [place for place in nulled if isinstance(place[-1], int) or place[-1] in REQUIRED]
    hidden = [
        place for place in needed if any(place[:depth] in nulled for depth in range(len(place)))
    ]
    if len(hidden) < len(needed):
        with pytest.raises(ResponseValidationError):
            read_recorded(page)
    else:
        read_recorded(page)


def test_nulls_read_as_absent() -> None:
    required = an_image()
    detail = {**dict.fromkeys(wire_image(0)), **required}
    nothing = {"imageDetails": [detail], "nextToken": None, "ResponseMetadata": None}
    assert read_recorded(nothing).imageDetails == [ImageDetail.model_validate(required)]


@pytest.mark.parametrize("page", [{}, {"nextToken": "t"}, {"imageDetails": None}])
def test_a_page_without_its_list_is_an_error_and_never_the_end(
    server: Loopback, over_http: ECRPublicClient, page: dict[str, object]
) -> None:
    for read in (read_recorded, read_from_fake):
        with pytest.raises(ResponseValidationError, match="imageDetails: "):
            read(page)
    server.respond = lambda _: Answer(page)
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    with pytest.raises(ResponseValidationError) as caught:
        next(iter(pages))
    assert [fault["loc"] for fault in caught.value.errors()] == [("imageDetails",)]
    assert pages.resume_token is not None


# Names that Python code has a use for, too.
NEW_NAMES = ["severity", "self", "cls", "_fields_set", "model_fields_set", "__dict__", "copy", ""]


@pytest.mark.parametrize("name", NEW_NAMES)
def test_unknown_fields_are_kept_whatever_their_names(
    server: Loopback, over_http: ECRPublicClient, name: str
) -> None:
    page = {"imageDetails": [an_image(**{name: {"deep": [1]}})], name: "new"}
    server.respond = lambda _: Answer(page)
    received = next(iter(DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")))
    for read in (read_recorded(page), read_from_fake(page), received):
        assert read.model_extra == {name: "new"}
        assert read.imageDetails[0].model_extra == {name: {"deep": [1]}}
        dumped = read.model_dump(exclude_unset=True, exclude={"ResponseMetadata"})
        pushed = dumped["imageDetails"][0]["imagePushedAt"]
        dumped["imageDetails"][0]["imagePushedAt"] = pushed.timestamp()
        assert dumped == page


@given(st.dictionaries(st.text(), json_values, max_size=4))
def test_unknown_fields_of_any_name_and_value_are_kept(extra: dict[str, object]) -> None:
    page: dict[str, object] = {f"new{name}": value for name, value in extra.items()}
    read = read_recorded({"imageDetails": [{**an_image(), **page}], **page})
    assert read.model_extra == page
    assert read.imageDetails[0].model_extra == page


@pytest.mark.parametrize("token", ["not the service's", 5, None])
def test_a_field_of_the_services_is_never_taken_for_the_pages_token(
    server: Loopback, over_http: ECRPublicClient, token: object
) -> None:
    """`NextToken` is this library's word; the service's is `nextToken`, which is not there."""
    server.respond = lambda _: Answer({"imageDetails": [], "NextToken": token})
    (page,) = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    assert page.NextToken is None


@pytest.mark.parametrize("header", [None, 5, ("a", "b")])
@pytest.mark.parametrize(
    "page",
    [
        lambda key: {"ResponseMetadata": {"HTTPHeaders": {key: "x"}}},
        lambda key: {key: "x"},
        lambda key: {"imageDetails": [{**an_image(), key: "x"}]},
    ],
)
def test_keys_that_are_not_text_are_a_response_error(
    page: Callable[[object], object], header: object
) -> None:
    with pytest.raises(ResponseValidationError):
        read_recorded(page(header))


class Recorded(Mapping[str, object]):
    """A mapping that is no dict and can't be copied, such as a recorder may give."""

    def __init__(self, content: Mapping[str, object]) -> None:
        self._content = content

    def __getitem__(self, name: str) -> object:
        return self._content[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    def __deepcopy__(self, memo: object) -> Recorded:
        raise TypeError("can't be copied")


@pytest.mark.parametrize("content", [WIRE_PAGE, {"imageDetails": []}])
def test_a_recorded_page_may_be_any_mapping(content: dict[str, object]) -> None:
    assert read_recorded(Recorded(content)) == read_recorded(content)


@pytest.mark.parametrize("content", [WIRE_PAGE, {"imageDetails": []}])
def test_a_fakes_answer_may_be_any_mapping(content: dict[str, object]) -> None:
    class Fake:
        def describe_images(self, **_: object) -> Recorded:
            return Recorded(content)

    fake: Any = Fake()
    pages = iter(DescribeImagesPaginator(fake).paginate(repositoryName="team/app"))
    assert next(pages) == read_from_fake(content)


WHOLE = json.dumps(WIRE_PAGE).encode()
NOT_ANSWERS = {
    "array": b"[]",
    "null": b"null",
    "number": b"5",
    "string": b'"answer"',
    "html": b"<html>Sign in to the guest network</html>",
    "not utf-8": b'{"nextToken": "\xff"}',
    "nul": b"\x00" * 10,
    "more after it": WHOLE + b"x",
    "two answers": WHOLE + WHOLE,
    "too deep": b'{"imageDetails": ' + b"[" * 100_000,
    "number too long": b'{"imageDetails": [{"imageSizeInBytes": ' + b"1" * 5000 + b"}]}",
    "not a number": b'{"imageDetails": [{"imageSizeInBytes": NaN}]}',
    "not a time": b'{"imageDetails": [{"imagePushedAt": 1e400}]}',
    "cut after 1": WHOLE[:1],
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "cut by 1": WHOLE[:-1],
}


@pytest.mark.parametrize("body", NOT_ANSWERS.values(), ids=NOT_ANSWERS)
def test_a_body_that_is_not_an_answer_is_never_taken_for_one(
    server: Loopback, over_http: ECRPublicClient, body: bytes
) -> None:
    """Above all it is not the end of the listing, as botocore's parser would have it."""
    server.respond = lambda _: Answer(body)
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    with pytest.raises(ANSWER_ERRORS) as caught:
        list(pages)
    assert str(caught.value)
    assert pages.resume_token == encode_token(Position(), within_page=True)


@given(st.integers(1, len(WHOLE) - 1))
def test_an_answer_cut_anywhere_is_an_error(
    server: Loopback, over_http: ECRPublicClient, length: int
) -> None:
    server.respond = lambda _: Answer(WHOLE[:length])
    with pytest.raises(ANSWER_ERRORS):
        next(iter(DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")))


@given(st.binary(min_size=1) | st.text(min_size=1).map(str.encode))
def test_any_body_is_an_answer_or_an_error(
    server: Loopback, over_http: ECRPublicClient, body: bytes
) -> None:
    server.respond = lambda _: Answer(body)
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if isinstance(content, dict) and "imageDetails" in content:
        list(pages)
    else:
        with pytest.raises(ANSWER_ERRORS):
            list(pages)


def shorter_than_announced(body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
    length = str(len(body) + 5)
    return Answer(
        body, headers={"Content-Length": length, "Connection": "close", **(headers or {})}
    )


CUT_SHORT = {
    "amid the JSON": shorter_than_announced(WHOLE[:-5]),
    "after the JSON": shorter_than_announced(WHOLE),
    "before the JSON": shorter_than_announced(b""),
    "compressed": shorter_than_announced(gzip.compress(WHOLE), {"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("cut", CUT_SHORT.values(), ids=CUT_SHORT)
@pytest.mark.parametrize("mode", ["legacy", "standard"])
def test_a_body_shorter_than_announced_is_requested_again(
    server: Loopback, cut: Answer, mode: Any
) -> None:
    answers = iter([cut, Answer(WHOLE)])
    server.respond = lambda _: next(answers)
    client = client_for(server.url, Config(retries={"mode": mode, "total_max_attempts": 2}))
    pages = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    server.requests.clear()
    whole = DescribeImagesResponse.model_validate_json(WHOLE)
    assert next(iter(pages)).imageDetails == whole.imageDetails
    assert len(server.requests) == 2


@pytest.mark.parametrize("cut", CUT_SHORT.values(), ids=CUT_SHORT)
def test_a_body_shorter_than_announced_is_a_closed_connection(
    server: Loopback, over_http: ECRPublicClient, cut: Answer
) -> None:
    server.respond = lambda _: cut
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    with pytest.raises(ConnectionClosedError):
        list(pages)
    assert pages.resume_token == encode_token(Position(), within_page=True)


@pytest.mark.parametrize("depth", [100, 400, 600, 900])
@pytest.mark.parametrize(
    "page", ['{"new": %s}', '{"new": %s, "imageDetails": null}', '{"imageDetails": [%s]}']
)
def test_any_nesting_is_an_answer_or_an_error(
    server: Loopback, over_http: ECRPublicClient, page: str, depth: int
) -> None:
    server.respond = lambda _: Answer((page % ("[" * depth + "]" * depth)).encode())
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    error = fault_of(ResponseValidationError, lambda: next(iter(pages)))
    assert error is None or str(error)


# ---- After a response error ----


def digests(images: list[ImageDetail]) -> list[str | None]:
    return [image.imageDigest for image in images]


class FaultyListing:
    """Pages of a listing, one of which is not an answer until it is healed."""

    def __init__(self, sizes: list[int], faulty: int, body: bytes) -> None:
        numbers = iter(range(sum(sizes)))
        self.pages = [[wire_image(next(numbers)) for _ in range(size)] for size in sizes]
        self.faulty: int | None = faulty
        self.body = body

    def digests(self, pages: slice = slice(None)) -> list[object]:
        return [image["imageDigest"] for page in self.pages[pages] for image in page]

    def respond(self, request: dict[str, object]) -> Answer:
        number = int(str(request.get("nextToken", "0")))
        if number == self.faulty:
            return Answer(self.body)
        page: dict[str, object] = {"imageDetails": self.pages[number]}
        if number + 1 < len(self.pages):
            page["nextToken"] = str(number + 1)
        return Answer(page)


FAULTS = [
    *NOT_ANSWERS.values(),
    b'{"imageDetails": [{"imageDigest": 5}]}',
    b'{"imageDetails": [{"imagePushedAt": true}]}',
    b'{"imageDetails": [{"imageTags": "latest"}]}',
    b'{"imageDetails": {}}',
    b'{"nextToken": 5}',
]


@st.composite
def faulty_listings(draw: st.DrawFn) -> FaultyListing:
    sizes = draw(st.lists(st.integers(0, 3), min_size=1, max_size=5))
    faulty = draw(st.integers(0, len(sizes) - 1))
    return FaultyListing(sizes, faulty, draw(st.sampled_from(FAULTS)))


def rest(client: ECRPublicClient, token: str | None) -> list[str | None]:
    assert token is not None
    config = PaginationConfig(StartingToken=token)
    pages = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app", PaginationConfig=config
    )
    return digests(pages.build_full_result().imageDetails)


@given(listing=faulty_listings(), by_item=st.booleans())
def test_pages_before_a_fault_are_given_and_the_rest_comes_from_the_resume_token(
    server: Loopback, over_http: ECRPublicClient, listing: FaultyListing, *, by_item: bool
) -> None:
    server.respond = listing.respond
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    received: list[str | None] = []
    with pytest.raises(ANSWER_ERRORS):  # noqa: PT012 - what came before counts
        if by_item:
            for image in pages.items():
                received += digests([image])
        else:
            for page in pages:
                received += digests(page.imageDetails)
    assert received == listing.digests(slice(listing.faulty))
    listing.faulty = None
    assert received + rest(over_http, pages.resume_token) == listing.digests()


@given(faulty_listings())
def test_a_full_result_that_failed_gave_nothing_so_all_comes_from_the_resume_token(
    server: Loopback, over_http: ECRPublicClient, listing: FaultyListing
) -> None:
    server.respond = listing.respond
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    with pytest.raises(ANSWER_ERRORS):
        pages.build_full_result()
    listing.faulty = None
    assert rest(over_http, pages.resume_token) == listing.digests()


@given(faulty_listings())
def test_the_same_listing_can_be_iterated_over_again_after_a_fault(
    server: Loopback, over_http: ECRPublicClient, listing: FaultyListing
) -> None:
    server.respond = listing.respond
    pages = DescribeImagesPaginator(over_http).paginate(repositoryName="team/app")
    with pytest.raises(ANSWER_ERRORS):
        list(pages)
    listing.faulty = None
    assert digests(list(pages.items())) == listing.digests()


@pytest.mark.parametrize("wrong", [5, {"repositoryName": None}])
def test_what_an_iterator_gave_is_not_lost_with_the_fault(wrong: object) -> None:
    good = repository(1)
    for listed in (iter([good, wrong]), map(dict, [good, {}]), (one for one in (good, wrong))):
        with pytest.raises(ResponseValidationError, match=r"repositories\.1"):
            list(DescribeRepositoriesPaginator.pages_from([{"repositories": listed}]))
    (page,) = DescribeRepositoriesPaginator.pages_from([{"repositories": iter([good])}])
    assert len(page.repositories) == 1


def test_models_in_a_recording_stay_as_they_are() -> None:
    image = ImageDetail.model_validate(an_image(artifactMediaType=None))
    before = set(image.model_fields_set)
    (page,) = DescribeImagesPaginator.pages_from([{"imageDetails": [image]}])
    assert page.imageDetails[0] is image
    assert image.model_fields_set == before
