"""The models by themselves: boto3's shapes under other types, and nothing lost on the way."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import PaginationError as BotocorePaginationError
from botocore.validate import ParamValidator
from dateutil.tz import tzlocal
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from ecrpublic_models import (
    DescribeImagesPage,
    DescribeImagesPaginator,
    DescribeImagesRequest,
    DescribeImagesResponse,
    ECRPublicModelsError,
    ImageDetail,
    ImageIdentifier,
    InventoryCheckpoint,
    PaginationConfig,
    PaginationError,
    RepositoryCatalogDataInput,
    ResponseMetadata,
    ResponseValidationError,
)
from ecrpublic_models._sansio.responses import RawResponse
from ecrpublic_models.models import DescribeImagesRequestPaginate
from ecrpublic_models.operations import DESCRIBE_IMAGES
from tests.support.kinds import an_image
from tests.support.loopback import client_for

if TYPE_CHECKING:
    from botocore.model import ServiceModel

REQUESTS: list[type[BaseModel]] = [
    ImageIdentifier,
    PaginationConfig,
    DescribeImagesRequest,
    DescribeImagesRequestPaginate,
]
RESPONSES: list[type[BaseModel]] = [
    ImageDetail,
    ResponseMetadata,
    DescribeImagesResponse,
    DescribeImagesPage,
]
MODELS = REQUESTS + RESPONSES
all_models = pytest.mark.parametrize("model", MODELS)
response_models = pytest.mark.parametrize("model", RESPONSES)

PUSHED = datetime(2024, 1, 2, 3, 4, 5, 678901, UTC)

# A whole one of each.
RAW: dict[type[BaseModel], dict[str, Any]] = {
    ImageIdentifier: {"imageDigest": "sha256:0", "imageTag": "latest"},
    PaginationConfig: {"MaxItems": 7, "PageSize": 5, "StartingToken": "t"},
    DescribeImagesRequest: {
        "registryId": "123456789012",
        "repositoryName": "team/app",
        "nextToken": "t",
        "maxResults": 9,
    },
    DescribeImagesRequestPaginate: {
        "registryId": "123456789012",
        "repositoryName": "team/app",
        "imageIds": [{"imageTag": "latest"}],
        "PaginationConfig": {"MaxItems": 7},
    },
    ImageDetail: {
        "registryId": "123456789012",
        "repositoryName": "team/app",
        "imageDigest": "sha256:0",
        "imageTags": ["latest", "v1"],
        "imageSizeInBytes": 2**40,
        "imagePushedAt": PUSHED,
        "imageManifestMediaType": "application/vnd.oci.image.manifest.v1+json",
        "artifactMediaType": "application/vnd.oci.image.config.v1+json",
        "newerThanThis": {"deep": [1, None, "x"]},
    },
    ResponseMetadata: {
        "RequestId": "r",
        "HTTPStatusCode": 200,
        "HTTPHeaders": {"content-type": "application/x-amz-json-1.1"},
        "RetryAttempts": 0,
        "HostId": "h",
    },
    DescribeImagesResponse: {
        "imageDetails": [an_image(imagePushedAt=PUSHED, new=1), an_image(imagePushedAt=PUSHED)],
        "nextToken": "t",
        "ResponseMetadata": {"RequestId": "r"},
        "new": [True],
    },
    DescribeImagesPage: {
        "imageDetails": [an_image(imagePushedAt=PUSHED)],
        "NextToken": "t",
        "ResponseMetadata": {"RequestId": "r"},
    },
}


def whole(model: type[BaseModel]) -> BaseModel:
    return model.model_validate(copy.deepcopy(RAW[model]))


# ---- What boto3 gives and takes ----

any_number = st.integers() | st.floats(allow_nan=False)
unknown = st.dictionaries(
    st.text(min_size=1).map("new {}".format),
    st.recursive(
        st.none() | st.booleans() | any_number | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=4,
    ),
    max_size=2,
)
zones = st.sampled_from([UTC, tzlocal(), timezone(timedelta(hours=-7, minutes=-30))])
moments = st.datetimes(datetime(1900, 1, 1), datetime(2900, 1, 1))  # noqa: DTZ001 - zones follow


def with_unknown(known: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda one, other: {**one, **other}, known, unknown)


# Not bounded by what the service promises, since responses are not.
raw_images = with_unknown(
    st.fixed_dictionaries(
        {
            "registryId": st.text(),
            "repositoryName": st.text(),
            "imageDigest": st.text(),
            "imagePushedAt": st.builds(
                lambda moment, zone: moment.replace(tzinfo=zone), moments, zones
            ),
        },
        optional={
            "imageTags": st.lists(st.text(), max_size=3),
            "imageSizeInBytes": st.integers(),
            "imageManifestMediaType": st.text(),
            "artifactMediaType": st.text(),
        },
    )
)
raw_metadata = with_unknown(
    st.fixed_dictionaries(
        {},
        optional={
            "RequestId": st.text(),
            "HTTPStatusCode": st.integers(),
            "HTTPHeaders": st.dictionaries(st.text(), st.text(), max_size=3),
            "RetryAttempts": st.integers(),
            "HostId": st.text(),
        },
    )
)
raw_responses = with_unknown(
    st.fixed_dictionaries(
        {"imageDetails": st.lists(raw_images, max_size=3)},
        optional={
            "nextToken": st.text(),
            "ResponseMetadata": raw_metadata,
        },
    )
)


@given(raw_responses)
def test_a_response_dumps_as_the_dict_that_boto3_gives(raw: dict[str, Any]) -> None:
    before = copy.deepcopy(raw)
    assert DescribeImagesResponse.model_validate(raw).model_dump(exclude_unset=True) == before
    assert raw == before


@given(raw_responses)
def test_a_response_survives_json(raw: dict[str, Any]) -> None:
    # JSON knows no infinity.
    raw = json.loads(json.dumps(raw, default=datetime.isoformat).replace("Infinity", "0"))
    response = DescribeImagesResponse.model_validate(raw)
    for exclude_unset in (True, False):
        text = response.model_dump_json(exclude_unset=exclude_unset)
        again = DescribeImagesResponse.model_validate_json(text)
        assert again == response
        assert again.model_extra == response.model_extra
    assert DescribeImagesResponse.model_validate_json(json.dumps(raw)) == response


@given(raw_responses)
def test_a_page_without_a_token_of_its_own_dumps_as_boto3s(raw: dict[str, Any]) -> None:
    raw.pop("nextToken", None)
    (page,) = DescribeImagesPaginator.pages_from([raw])
    assert page.model_dump(exclude_unset=True) == raw
    assert page == DescribeImagesPage.model_validate(raw)


def test_model_fields_set_of_a_page_is_that_of_a_response() -> None:
    raw = {"imageDetails": [], "new": 1}
    (page,) = DescribeImagesPaginator.pages_from([raw])
    response = DescribeImagesResponse.model_validate(raw)
    assert page.model_fields_set == response.model_fields_set == {"imageDetails", "new"}


image_ids = st.fixed_dictionaries(
    {}, optional={"imageDigest": st.text(), "imageTag": st.text(min_size=1, max_size=300)}
).filter(bool)
of_repository: dict[str, st.SearchStrategy[Any]] = {
    "registryId": st.from_regex(r"[0-9]{12}", fullmatch=True, alphabet=st.characters(codec="ascii"))
}
repository_names = st.from_regex(
    r"(?:[a-z0-9]{1,9}(?:[._-][a-z0-9]{1,9}){0,2}/){0,3}[a-z0-9]{2,9}", fullmatch=True
)
requests = st.fixed_dictionaries(
    {"repositoryName": repository_names},
    optional={**of_repository, "imageIds": st.lists(image_ids, min_size=1, max_size=100)},
) | st.fixed_dictionaries(
    {"repositoryName": repository_names},
    optional={**of_repository, "nextToken": st.text(), "maxResults": st.integers(1, 1000)},
)


@pytest.fixture(scope="module")
def service() -> ServiceModel:
    return client_for("http://127.0.0.1:1").meta.service_model


@given(arguments=requests)
def test_a_request_dumps_as_the_arguments_that_boto3_takes(
    service: ServiceModel, arguments: dict[str, Any]
) -> None:
    dumped = DescribeImagesRequest.model_validate(arguments).model_dump(exclude_unset=True)
    assert dumped == arguments
    shape: Any = service.operation_model("DescribeImages").input_shape
    report = ParamValidator().validate(dumped, shape)
    assert not report.has_errors(), report.generate_report()


@given(arguments=requests)
def test_a_request_survives_json(arguments: dict[str, Any]) -> None:
    request = DescribeImagesRequest.model_validate(arguments)
    again = DescribeImagesRequest.model_validate_json(request.model_dump_json())
    assert again == request
    assert again.model_dump(exclude_unset=True) == arguments
    unset = request.model_dump_json(exclude_unset=True)
    assert json.loads(unset) == arguments


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (ImageIdentifier, "ImageIdentifier"),
        (DescribeImagesRequest, "DescribeImagesRequest"),
        (ImageDetail, "ImageDetail"),
    ],
)
def test_fields_are_the_shapes_members(
    service: ServiceModel, model: type[BaseModel], shape: str
) -> None:
    members: Any = service.shape_for(shape)
    assert model.__name__ == shape
    assert list(model.model_fields) == list(members.members)


def test_a_response_has_the_shapes_members_and_the_metadata(service: ServiceModel) -> None:
    members: Any = service.shape_for("DescribeImagesResponse")
    names = ["ResponseMetadata", *members.members]
    assert list(DescribeImagesResponse.model_fields) == names


# ---- None, absent and default ----


@pytest.mark.parametrize("model", REQUESTS)
def test_none_is_not_given(model: type[BaseModel]) -> None:
    required = {name: RAW[model][name] for name in ["repositoryName"] if name in RAW[model]}
    if model is ImageIdentifier:
        required = {"imageTag": "latest"}
    nothing = dict.fromkeys(model.model_fields)
    request = model.model_validate({**nothing, **required})
    assert request == model.model_validate(required)
    assert request.model_dump(exclude_unset=True) == required
    assert request.model_fields_set == required.keys()
    assert model.model_validate_json(json.dumps({**nothing, **required})) == request


def test_none_inside_an_image_id_is_not_given() -> None:
    request = DescribeImagesRequest.model_validate(
        {"repositoryName": "team/app", "imageIds": [{"imageTag": "t", "imageDigest": None}]}
    )
    assert request.model_dump(exclude_unset=True)["imageIds"] == [{"imageTag": "t"}]


# Of each: what must be there, and a list that need not be.
LISTS: list[tuple[type[BaseModel], dict[str, object], str, object]] = [
    (ImageDetail, an_image(imagePushedAt=PUSHED), "imageTags", []),
    (ResponseMetadata, {}, "HTTPHeaders", {}),
]


@pytest.mark.parametrize(("model", "required", "name", "empty"), LISTS)
def test_an_absent_list_reads_as_an_empty_one(
    model: type[BaseModel], required: dict[str, object], name: str, empty: object
) -> None:
    absent = model.model_validate(required)
    given_empty = model.model_validate({**required, name: empty})
    assert getattr(absent, name) == getattr(given_empty, name) == empty
    assert absent == given_empty
    assert absent.model_fields_set == required.keys()
    assert given_empty.model_fields_set == {*required, name}
    assert absent.model_dump(exclude_unset=True) == required
    assert given_empty.model_dump(exclude_unset=True) == {**required, name: empty}


@pytest.mark.parametrize(("model", "required", "name", "empty"), LISTS)
@pytest.mark.parametrize("make", ["call", "model_validate", "model_validate_json", "construct"])
def test_default_lists_are_not_shared(
    model: type[BaseModel], required: dict[str, object], name: str, empty: object, make: str
) -> None:
    text = json.dumps(required, default=datetime.isoformat)
    ways: dict[str, Callable[[], BaseModel]] = {
        "call": lambda: model(**required),
        "model_validate": lambda: model.model_validate(required),
        "model_validate_json": lambda: model.model_validate_json(text),
        "construct": lambda: model.model_construct(None, **required),
    }
    first, second = ways[make](), ways[make]()
    assert getattr(first, name) is not getattr(second, name)


@pytest.mark.parametrize("model", [DescribeImagesResponse, DescribeImagesPage])
@pytest.mark.parametrize("absent", [{}, {"imageDetails": None}])
def test_the_list_of_a_listing_is_required(model: type[BaseModel], absent: dict[str, None]) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(absent)
    assert [fault["loc"] for fault in caught.value.errors()] == [("imageDetails",)]


@response_models
def test_unknown_fields_are_kept(model: type[BaseModel]) -> None:
    raw = {**RAW[model], "newest": {"a": [None, 1.5]}}
    response = model.model_validate(raw)
    assert response.model_extra is not None
    assert response.model_extra["newest"] == {"a": [None, 1.5]}
    assert response.newest == {"a": [None, 1.5]}  # type: ignore[attr-defined]  # an extra one
    assert response.model_dump(exclude_unset=True) == raw
    assert model.model_validate_json(response.model_dump_json()) == response


# ---- What all models do ----


@all_models
def test_a_whole_one_dumps_as_it_was_given(model: type[BaseModel]) -> None:
    assert whole(model).model_dump(exclude_unset=True) == RAW[model]
    known = model.model_fields.keys() & RAW[model].keys()
    left_out = {"imageIds"} if model is DescribeImagesRequest else set()
    assert known == model.model_fields.keys() - left_out


@all_models
def test_frozen(model: type[BaseModel]) -> None:
    one = whole(model)
    for name in model.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(one, name, None)
        with pytest.raises(ValidationError, match="frozen"):
            delattr(one, name)
    with pytest.raises(ValidationError):
        one.newest = 1  # type: ignore[attr-defined]  # the fault under test
    assert one == whole(model)


@all_models
@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_documents_every_field(model: type[BaseModel], mode: Any) -> None:
    schema = model.model_json_schema(mode=mode)
    documented = [schema, *schema.get("$defs", {}).values()]
    for part in documented:
        assert part["description"].strip()
        for name, field in part["properties"].items():
            assert field.get("description", "").strip(), f"{part['title']}.{name}"
            assert "\n\n" not in field["description"]
    assert schema["properties"].keys() == model.model_fields.keys()


@all_models
def test_every_field_carries_documentation(model: type[BaseModel]) -> None:
    assert model.__doc__
    assert [name for name, field in model.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("model", REQUESTS)
def test_the_json_schema_tells_bounds(model: type[BaseModel]) -> None:
    assert model.model_json_schema()["additionalProperties"] is False


@all_models
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling(model: type[BaseModel], protocol: int) -> None:
    one = whole(model)
    again = pickle.loads(pickle.dumps(one, protocol))
    assert type(again) is model
    assert again == one
    assert again.model_fields_set == one.model_fields_set
    assert again.model_extra == one.model_extra
    assert again.model_dump(exclude_unset=True) == RAW[model]


@all_models
@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, BaseModel.model_copy, lambda one: one.model_copy(deep=True)],
)
def test_copying(model: type[BaseModel], copied: Callable[[BaseModel], BaseModel]) -> None:
    one = whole(model)
    again = copied(one)
    assert again is not one
    assert again == one
    assert again.model_dump(exclude_unset=True) == RAW[model]


@response_models
def test_a_deep_copy_shares_nothing(model: type[BaseModel]) -> None:
    raw = {**RAW[model], "new": ["x"]}
    one = model.model_validate(raw)
    again = copy.deepcopy(one)
    assert again.model_extra is not None
    again.model_extra["new"].append("y")
    assert one.model_extra == {**(one.model_extra or {}), "new": ["x"]}


@all_models
def test_equality(model: type[BaseModel]) -> None:
    assert whole(model) == whole(model)
    raw: object = RAW[model]
    assert whole(model) != raw
    for name, value in RAW[model].items():
        if not isinstance(value, str) or name in {"repositoryName", "registryId"}:
            continue
        other = model.model_validate({**RAW[model], name: f"{value}x"})
        assert other != whole(model), name


def test_unknown_fields_count_for_equality() -> None:
    one = ImageDetail.model_validate(an_image(new=1))
    assert one != ImageDetail.model_validate(an_image(new=2))
    assert one != ImageDetail.model_validate(an_image())


def test_the_same_instant_is_equal_whatever_its_zone() -> None:
    there = datetime(2024, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    here = datetime(2024, 1, 1, tzinfo=UTC)
    one = ImageDetail.model_validate(an_image(imagePushedAt=there))
    assert one == ImageDetail.model_validate(an_image(imagePushedAt=here))


def test_models_of_different_shapes_are_not_equal() -> None:
    response: BaseModel = DescribeImagesResponse(imageDetails=[])
    page: BaseModel = DescribeImagesPage(imageDetails=[])
    assert response != page


@pytest.mark.parametrize(
    "model",
    [
        DescribeImagesResponse(imageDetails=[]).model_copy(update={"imageDetails": {}}),
        ImageDetail.model_validate(an_image()).model_copy(update={"imageTags": ([],)}),
        RepositoryCatalogDataInput(logoImageBlob=b"a"),
        RepositoryCatalogDataInput(logoImageBlob=b"a").model_copy(
            update={"logoImageBlob": bytearray(b"a")}
        ),
        InventoryCheckpoint(resume_tokens={"team/app": None, "team/api": "t"}),
    ],
    ids=lambda model: type(model).__name__,
)
def test_hashable_whatever_it_holds(model: BaseModel) -> None:
    assert len({model, model.model_copy(deep=True)}) == 1
    if isinstance(model, RepositoryCatalogDataInput):
        assert hash(model) == hash(RepositoryCatalogDataInput(logoImageBlob=b"a"))


@all_models
def test_repr_shows_the_name_and_every_field_of_the_services(model: type[BaseModel]) -> None:
    """Not the HTTP answer behind it, whose headers would bury the rest."""
    text = repr(whole(model))
    assert text.startswith(f"{model.__name__}(")
    assert "\n" not in text
    for name in RAW[model]:
        assert (f"{name}=" in text) == (name != "ResponseMetadata")
    assert "<" not in text


def test_repr_is_python() -> None:
    one = ImageIdentifier(imageTag="a 'quoted' tag", imageDigest="sha256:0")
    assert repr(one) == """ImageIdentifier(imageDigest='sha256:0', imageTag="a 'quoted' tag")"""
    assert str(one)


# ---- Errors ----


def response_error() -> ResponseValidationError:
    pages = DescribeImagesPaginator.pages_from(
        [
            {
                "imageDetails": [
                    an_image(imageDigest=5, imagePushedAt="nan"),
                    an_image(imageTags=["a", 7], imageSizeInBytes=object),
                ],
                "ResponseMetadata": {"RequestId": "the-request"},
            }
        ]
    )
    with pytest.raises(ResponseValidationError) as caught:
        list(pages)
    return caught.value


again_ways = pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        *(
            lambda error, protocol=protocol: pickle.loads(pickle.dumps(error, protocol))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ),
    ],
)


@again_ways
def test_a_response_error_keeps_everything(
    again: Callable[[ResponseValidationError], ResponseValidationError],
) -> None:
    error = response_error()
    error.add_note("in the nightly run")
    other = again(error)
    assert type(other) is ResponseValidationError
    assert isinstance(other, ECRPublicModelsError)
    assert (other.operation, other.request_id) == ("DescribeImages", "the-request")
    assert str(other) == str(error)
    assert other.__notes__ == ["in the nightly run"]
    told = [(fault["type"], fault["loc"], fault["msg"], fault["input"]) for fault in other.errors()]
    assert told == [
        (fault["type"], fault["loc"], fault["msg"], fault["input"]) for fault in error.errors()
    ]
    assert [place for _, place, _, _ in told] == [
        ("imageDetails", 0, "imageDigest"),
        ("imageDetails", 0, "imagePushedAt"),
        ("imageDetails", 1, "imageTags", 1),
        ("imageDetails", 1, "imageSizeInBytes"),
    ]


@again_ways
def test_a_pagination_error_keeps_everything(
    again: Callable[[PaginationError], PaginationError],
) -> None:
    error = PaginationError("the token {'braced'} came twice")
    other = again(error)
    assert type(other) is PaginationError
    assert isinstance(other, ECRPublicModelsError)
    assert isinstance(other, BotocorePaginationError)
    assert str(other) == str(error)
    assert "the token {'braced'} came twice" in str(other)
    assert other.kwargs == error.kwargs


@again_ways
def test_the_base_of_errors_keeps_everything(
    again: Callable[[ECRPublicModelsError], ECRPublicModelsError],
) -> None:
    other = again(ECRPublicModelsError("why", 5))
    assert type(other) is ECRPublicModelsError
    assert other.args == ("why", 5)


def test_a_response_error_says_where_and_what() -> None:
    text = str(response_error())
    assert text.startswith("DescribeImages (request id the-request): ")
    assert "imageDetails.0.imageDigest: Input should be a valid string, found 5" in text
    assert "imageDetails.1.imageTags.1: " in text
    assert text.endswith("and 1 more")
    assert "pydantic" not in text


def test_the_faults_of_a_response_error_cant_be_lost() -> None:
    error = response_error()
    error.errors().clear()
    assert len(error.errors()) == 4


def test_a_long_value_is_abridged() -> None:
    raw: dict[str, object] = {"imageDetails": "x" * 10_000}
    with pytest.raises(ResponseValidationError) as caught:
        list(DescribeImagesPaginator.pages_from([raw]))
    assert len(str(caught.value)) < 300
    assert caught.value.errors()[0]["input"] == "x" * 10_000
    assert caught.value.request_id is None


def test_an_enormous_number_can_be_told() -> None:
    with pytest.raises(ResponseValidationError, match="found 'an enormous int'"):
        list(DescribeImagesPaginator.pages_from([{"imageDetails": [an_image(imageTags=10**5000)]}]))


def test_a_body_that_is_no_json_is_kept_in_part() -> None:
    with pytest.raises(ResponseValidationError) as caught:
        RawResponse(DESCRIBE_IMAGES, {"ResponseMetadata": {}}, b"x" * 1_000_000).parse()
    assert len(repr(caught.value)) < 500
    assert caught.value.errors()[0]["input"] == "x" * 200


def test_errors_are_not_entangled() -> None:
    assert not issubclass(ResponseValidationError, ValidationError)
    assert not issubclass(ResponseValidationError, BotocorePaginationError)
    assert not issubclass(PaginationError, ResponseValidationError)
