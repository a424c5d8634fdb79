"""The models mirror the service: botocore's model and mypy-boto3's types, as installed, say so."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Literal

import pytest
from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape
from mypy_boto3_ecr_public import type_defs
from pydantic import BaseModel, Field, Strict, computed_field, create_model

from ecrpublic_models.models import ImageDetail, RepositoryCatalogData
from ecrpublic_models.models.base import RequestModel, ResponseModel
from ecrpublic_models.models.enums import OpenEnum
from ecrpublic_models.models.fields import ImageTag, RepositoryName, Timestamp
from ecrpublic_models.operations import OPERATIONS, PaginatedOperation
from tests.support.mirror import (
    reachable,
    refusal_faults,
    shape_faults,
    tolerance_faults,
    typed_dict_faults,
)
from tests.support.public_models import MODELS

LOADER = Loader()
SERVICE = ServiceModel(LOADER.load_service_model("ecr-public", "service-2"))
PAGINATORS: dict[str, dict[str, str]] = LOADER.load_service_model("ecr-public", "paginators-1")[
    "pagination"
]

SHAPES: dict[str, StructureShape] = {
    name: shape
    for name in MODELS
    if name in SERVICE.shape_names and isinstance(shape := SERVICE.shape_for(name), StructureShape)
}
REQUESTS = sorted(name for name in SHAPES if issubclass(MODELS[name], RequestModel))
RESPONSES = sorted(SHAPES.keys() - set(REQUESTS))
# mypy-boto3's name for what boto3's documentation calls PaginationConfig.
RENAMED = {"PaginationConfig": "PaginatorConfig"}


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_members_types_required_flags_enums_and_bounds(name: str) -> None:
    assert shape_faults(MODELS[name], SHAPES[name]) == []


@pytest.mark.parametrize("name", REQUESTS)
def test_requests_take_what_is_at_the_bounds_and_refuse_what_is_beyond(name: str) -> None:
    assert refusal_faults(MODELS[name], SHAPES[name]) == []


@pytest.mark.parametrize("name", RESPONSES)
def test_responses_enforce_no_bounds_and_lose_nothing(name: str) -> None:
    assert tolerance_faults(MODELS[name], SHAPES[name]) == []


@pytest.mark.parametrize("name", sorted(MODELS))
def test_names_and_types_are_mypy_boto3s(name: str) -> None:
    typed_dict = getattr(type_defs, f"{RENAMED.get(name, name)}TypeDef", None)
    if typed_dict is None and name in SHAPES:
        # A shape without members is a plain dict to mypy-boto3.
        assert SHAPES[name].members == {}
        assert MODELS[name].model_fields.keys() <= {"ResponseMetadata"}
        return
    if typed_dict is None:
        # Pages are the responses of mypy-boto3's paginators, with the token of boto3's reference.
        response = name.removesuffix("Page") + "Response"
        assert response in MODELS
        ours = dict.fromkeys(MODELS[name].model_fields.keys() - {"NextToken"})
        assert ours.keys() == MODELS[response].model_fields.keys() - {"nextToken"}
        return
    assert typed_dict_faults(MODELS[name], typed_dict) == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_operations_name_their_shapes(operation: PaginatedOperation[Any, Any, Any]) -> None:
    theirs = SERVICE.operation_model(operation.name)
    assert theirs.input_shape is not None
    assert theirs.output_shape is not None
    assert operation.method_name == xform_name(operation.name)
    assert operation.request.__name__ == theirs.input_shape.name
    assert operation.response.__name__ == theirs.output_shape.name
    assert reachable(theirs.input_shape) | reachable(theirs.output_shape) <= MODELS.keys()
    assert isinstance(operation, PaginatedOperation) == (operation.name in PAGINATORS)
    if isinstance(operation, PaginatedOperation):
        assert PAGINATORS[operation.name] == {
            "input_token": "nextToken",
            "output_token": "nextToken",
            "limit_key": "maxResults",
            "result_key": operation.result_key,
        }
        assert operation.result_key in operation.page.model_fields


def test_every_model_of_the_service_is_exported() -> None:
    known = {
        model.__name__
        for model in (*RequestModel.__subclasses__(), *ResponseModel.__subclasses__())
    }
    public = {name for name in known if not name.startswith("_")}
    assert public & set(SERVICE.shape_names) <= MODELS.keys()


# The comparison itself: each fault must be found, and named.


class WrongCode(OpenEnum):
    InvalidImageDigest = "InvalidImageDigest"
    Invented = "Invented"
    NotFound = "ImageNotFound"


def model_of(base: type[BaseModel], name: str, **changes: Any) -> type[BaseModel]:
    """A copy of a model with other fields; `None` leaves one out."""
    original = MODELS.get(name)
    fields: dict[str, Any] = {}
    if original is not None:
        for field, info in original.model_fields.items():
            fields[field] = (info.rebuild_annotation(), info)
    fields.update(changes)
    return create_model(name, __base__=base, **{k: v for k, v in fields.items() if v is not None})


@pytest.mark.parametrize(
    ("base", "name", "changes", "fault"),
    [
        (ResponseModel, "ImageDetail", {"imageTags": None}, "ImageDetail.imageTags: missing"),
        (
            ResponseModel,
            "ImageDetail",
            {"size": (str | None, None)},
            "ImageDetail.size: not the service's",
        ),
        (
            ResponseModel,
            "ImageDetail",
            {"imageSizeInBytes": (str | None, None)},
            "ImageDetail.imageSizeInBytes: type: service int, model str",
        ),
        (
            ResponseModel,
            "ImageDetail",
            {"imageTags": (list[int], [])},
            "ImageDetail.imageTags: type: service list[str], model list[int]",
        ),
        (
            ResponseModel,
            "ImageDetail",
            {"imagePushedAt": (Annotated[datetime, Timestamp] | None, None)},
            "ImageDetail.imagePushedAt: required: service True, model False",
        ),
        (
            ResponseModel,
            "ImageDetail",
            {"imageSizeInBytes": (Annotated[int, Strict()], ...)},
            "ImageDetail.imageSizeInBytes: required: service False, model True",
        ),
        (
            ResponseModel,
            "CreateRepositoryResponse",
            {"catalogData": (RepositoryCatalogData | None, None)},
            f"CreateRepositoryResponse.catalogData: absent: None, not {RepositoryCatalogData()!r}",
        ),
        (
            ResponseModel,
            "ImageDetail",
            {"repositoryName": (RepositoryName | None, None)},
            "ImageDetail.repositoryName: max: service None, model 205",
        ),
        (
            RequestModel,
            "DescribeImagesRequest",
            {"repositoryName": (RepositoryName | None, None)},
            "DescribeImagesRequest.repositoryName: required: service True, model False",
        ),
        (
            RequestModel,
            "DescribeImagesRequest",
            {"maxResults": (Annotated[int, Field(ge=1, le=999)] | None, None)},
            "DescribeImagesRequest.maxResults: max: service 1000, model 999",
        ),
        (
            RequestModel,
            "DescribeImagesRequest",
            {"maxResults": (Annotated[int, Field(le=1000)] | None, None)},
            "DescribeImagesRequest.maxResults: min: service 1, model None",
        ),
        (
            RequestModel,
            "DescribeImagesRequest",
            {"registryId": (Annotated[str, Field(pattern="^[0-9]{11}$")] | None, None)},
            "DescribeImagesRequest.registryId: pattern: service [0-9]{12}, model [0-9]{11}",
        ),
        (
            RequestModel,
            "RepositoryCatalogDataInput",
            {"architectures": (Annotated[list[str], Field(max_length=50)] | None, None)},
            "RepositoryCatalogDataInput.architectures[]: max: service 50, model None",
        ),
        (
            ResponseModel,
            "ImageDetail",
            {"imageTags": (list[ImageTag], [])},
            "ImageDetail.imageTags[]: max: service None, model 300",
        ),
        (
            ResponseModel,
            "ImageDetail",
            {"imageTags": (list[str] | None, None)},
            "ImageDetail.imageTags: absent: None, not []",
        ),
        (BaseModel, "ImageDetail", {}, "ImageDetail: not frozen"),
    ],
)
def test_the_comparison_names_each_fault(
    base: type[BaseModel], name: str, changes: dict[str, Any], fault: str
) -> None:
    shape = SERVICE.shape_for(name)
    assert isinstance(shape, StructureShape)
    assert fault in shape_faults(model_of(base, name, **changes), shape)


def test_the_comparison_finds_wrong_enums() -> None:
    shape = SERVICE.shape_for("ImageFailure")
    assert isinstance(shape, StructureShape)
    wrong = create_model(
        "ImageFailure", __base__=ResponseModel, failureCode=(WrongCode | None, None)
    )
    faults = shape_faults(wrong, shape)
    assert "ImageFailure.failureCode: enum: InvalidImageTag missing" in faults
    assert any("NotFound: 'ImageNotFound'> named so" in fault for fault in faults)
    assert "ImageFailure.failureCode: enum: Invented not the service's" in faults


def test_the_behaviour_is_tried_not_only_read() -> None:
    shape = SERVICE.shape_for("DescribeImagesRequest")
    assert isinstance(shape, StructureShape)
    original = MODELS["DescribeImagesRequest"]

    def lax(value: object) -> object:
        return value

    from pydantic import BeforeValidator

    wrong = create_model(
        "DescribeImagesRequest",
        __base__=RequestModel,
        repositoryName=(str, ...),
        registryId=(Any, None),
        imageIds=(Any, None),
        nextToken=(Annotated[str, BeforeValidator(lax)] | None, None),
        maxResults=(int | None, None),
    )
    faults = refusal_faults(wrong, shape)
    assert "DescribeImagesRequest.maxResults: takes 1001" in faults
    assert "DescribeImagesRequest.maxResults: takes 0" in faults
    assert "DescribeImagesRequest.repositoryName: takes 'a'" in faults
    assert any(fault.startswith("DescribeImagesRequest.imageIds: takes []") for fault in faults)
    assert refusal_faults(original, shape) == []


def test_the_comparison_finds_what_mypy_boto3_has_otherwise() -> None:
    wrong = create_model(
        "ImageIdentifier", __base__=RequestModel, imageDigest=(int, ...), tag=(str, ...)
    )
    assert typed_dict_faults(wrong, type_defs.ImageIdentifierTypeDef) == [
        "ImageIdentifier.imageDigest: required: mypy-boto3 False",
        "ImageIdentifier.imageDigest: type: mypy-boto3 str, model int",
        "ImageIdentifier.imageTag: missing",
        "ImageIdentifier.tag: not mypy-boto3's",
    ]


def test_the_comparison_finds_bounds_on_responses_and_lost_members() -> None:
    shape = SERVICE.shape_for("ImageDetail")
    assert isinstance(shape, StructureShape)
    fields: dict[str, Any] = {"imageSizeInBytes": (Annotated[int, Field(ge=0)] | None, None)}
    wrong = create_model("ImageDetail", __base__=BaseModel, **fields)
    faults = tolerance_faults(wrong, shape)
    assert any("imageSizeInBytes: Input should be greater" in fault for fault in faults)
    assert "ImageDetail: loses unknown members" in faults


def test_the_comparison_finds_lax_types_and_naive_times() -> None:
    shape = SERVICE.shape_for("ImageDetail")
    assert isinstance(shape, StructureShape)
    fields: dict[str, Any] = {
        "imageSizeInBytes": (int | None, None),
        "imagePushedAt": (datetime | None, None),
    }
    faults = tolerance_faults(create_model("ImageDetail", __base__=ResponseModel, **fields), shape)
    assert "ImageDetail.imageSizeInBytes: takes '1'" in faults
    assert "ImageDetail.imagePushedAt: takes '2024-01-01T00:00:00'" in faults
    assert any(fault.startswith("ImageDetail.imagePushedAt: 3e10") for fault in faults)


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_a_subclass_with_members_of_its_own_has_a_schema(
    mode: Literal["validation", "serialization"],
) -> None:
    class Labelled(ImageDetail, frozen=True):
        label: str = Field(default="", alias="Label", description="A label.")

        @computed_field(description="Whether it has tags.")
        def tagged(self) -> bool:
            return bool(self.imageTags)

    members = Labelled.model_json_schema(mode=mode)["properties"]
    assert members["Label"]["description"] == "A label."
    assert "digest" in members["imageDigest"]["description"]
    assert ("tagged" in members) == (mode == "serialization")


def test_every_field_is_documented() -> None:
    for name, model in MODELS.items():
        schema = json.dumps(model.model_json_schema())
        assert model.__doc__, name
        for field, info in model.model_fields.items():
            assert info.description, f"{name}.{field}"
            assert json.dumps(info.description)[1:-1] in schema
