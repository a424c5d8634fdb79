"""The facade and the paginators: every operation, as botocore and mypy-boto3 have it."""

from __future__ import annotations

import inspect
import json
import re
import typing
from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any

import mypy_boto3_ecr_public as stubs
import mypy_boto3_ecr_public.type_defs
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.loaders import Loader
from botocore.model import ServiceModel
from pydantic import TypeAdapter, ValidationError
from typing_extensions import is_typeddict

import ecrpublic_models
from ecrpublic_models import (
    DescribeRegistriesPaginator,
    ECRPublic,
    ecrpublic,
    errors,
    models,
    operations,
    paginators,
)
from ecrpublic_models.models import _typed_dicts
from ecrpublic_models.models.fields import Blob
from ecrpublic_models.operations import OPERATIONS, PAGINATED_OPERATIONS, Operation
from tests.support.loopback import Answer, Loopback, client_for

SERVICE = ServiceModel(Loader().load_service_model("ecr-public", "service-2"), "ecr-public")
each_operation = pytest.mark.parametrize(
    "operation", OPERATIONS, ids=lambda operation: operation.name
)
# What the facade's annotations name.
NAMES = {
    **vars(models),
    **{name: getattr(models, name) for name in models.__all__},
    "Annotated": Annotated,
    "Blob": Blob,
    "models": models,
    "typed_dicts": _typed_dicts,
    "Sequence": Sequence,
}


def method(operation: Operation[Any]) -> Any:
    return getattr(ECRPublic, operation.method_name)


def test_there_is_one_operation_for_each_of_the_services() -> None:
    assert {operation.name for operation in OPERATIONS} == set(SERVICE.operation_names)
    assert len(OPERATIONS) == len(SERVICE.operation_names)


def test_the_facade_has_boto3s_methods() -> None:
    ours = {name for name in vars(ECRPublic) if not name.startswith("_")}
    assert ours == {*map(xform_name, SERVICE.operation_names), "client", "get_paginator"}


@each_operation
def test_parameters_are_the_services(operation: Operation[Any]) -> None:
    shape = SERVICE.operation_model(operation.name).input_shape
    assert shape is not None
    _, *given = inspect.signature(method(operation)).parameters.values()
    assert {one.name for one in given} == set(shape.members)
    assert {one.kind for one in given} <= {inspect.Parameter.KEYWORD_ONLY}
    required = {one.name for one in given if one.default is inspect.Parameter.empty}
    assert required == set(shape.required_members)
    assert {one.default for one in given if one.name not in required} <= {None}


def same_type(ours: Any, theirs: Any) -> bool:
    """Whether a parameter takes what mypy-boto3's does: that type, or a model and its dict."""
    if not is_typeddict(theirs):
        return theirs in {ours, *typing.get_args(ours)}
    model, typed_dict = typing.get_args(ours)[:2]
    assert typed_dict is getattr(_typed_dicts, f"{model.__name__}Dict")
    return (
        issubclass(model, models.base.RequestModel)
        and typed_dict.__annotations__.keys() == theirs.__annotations__.keys()
        and typed_dict.__annotations__.keys() == model.model_fields.keys()
    )


@each_operation
def test_types_are_the_models_and_mypy_boto3s(operation: Operation[Any]) -> None:
    hints = typing.get_type_hints(method(operation), NAMES)
    assert hints.pop("return") is operation.response
    typed: Any = getattr(mypy_boto3_ecr_public.type_defs, f"{operation.name}RequestTypeDef", None)
    theirs = typing.get_type_hints(typed) if typed else {}
    assert hints.keys() == theirs.keys()
    for name, hint in hints.items():
        options = set(typing.get_args(hint)) - {type(None)}
        wanted = theirs[name]
        if typing.get_origin(wanted) in {list, Sequence}:
            wanted_item = typing.get_args(wanted)[0]
            (sequence,) = [one for one in (*options, hint) if typing.get_origin(one) is Sequence]
            (item,) = typing.get_args(sequence)
            assert same_type(item, wanted_item), name
        elif bytes in {hint, *options}:
            assert bytes in typing.get_args(wanted), name
        else:
            assert wanted == hint or same_type(hint, wanted), name


@each_operation
def test_the_client_of_mypy_boto3_has_the_same_methods(operation: Operation[Any]) -> None:
    assert callable(getattr(stubs.ECRPublicClient, operation.method_name))


@each_operation
def test_docstrings_name_every_parameter_and_every_declared_error(
    operation: Operation[Any],
) -> None:
    text = inspect.getdoc(method(operation)) or ""
    declared = {shape.name for shape in SERVICE.operation_model(operation.name).error_shapes}
    named = set(re.findall(r"^    (\w+Exception): ", text, re.MULTILINE))
    assert named == declared
    for name, field in operation.request.model_fields.items():
        assert f"{name}: {str(field.description).split()[0]}" in text
    assert operation.name in text


def test_operations_are_annotated_with_what_they_resolve_to() -> None:
    hints = typing.get_type_hints(operations, {**NAMES, **vars(operations)})
    for operation in OPERATIONS:
        (annotated,) = [
            hint for name, hint in hints.items() if getattr(operations, name) is operation
        ]
        response, *listed = typing.get_args(annotated)
        assert operation.response is response
        if operation in PAGINATED_OPERATIONS:
            paginated: Any = operation
            items = typing.get_args(paginated.page.model_fields[paginated.result_key].annotation)
            assert [paginated.page, *items] == listed


@pytest.mark.parametrize("operation", PAGINATED_OPERATIONS, ids=lambda one: one.name)
def test_get_paginator_gives_each_paginator(operation: Any, server: Loopback) -> None:
    client = client_for(server.url)
    give: Any = ECRPublic(client).get_paginator
    paginator = give(operation.method_name)
    assert type(paginator) is getattr(paginators, f"{operation.name}Paginator")
    assert client.can_paginate(operation.method_name)


def test_overloads_are_the_paginators() -> None:
    overloads = typing.get_overloads(ECRPublic.get_paginator)
    names = {**NAMES, **vars(ecrpublic)}
    found = {
        typing.get_args(hints["operation_name"])[0]: hints["return"]
        for hints in (typing.get_type_hints(one, names) for one in overloads)
    }
    assert found == {
        operation.method_name: getattr(ecrpublic_models, f"{operation.name}Paginator")
        for operation in PAGINATED_OPERATIONS
    }


def test_no_paginator_for_what_does_not_list(server: Loopback) -> None:
    give: Any = ECRPublic(client_for(server.url)).get_paginator
    with pytest.raises(
        ValueError, match="'put_image' is not a paginated operation; these are: describe_images"
    ):
        give("put_image")


def test_arguments_are_checked_before_anything_is_sent(server: Loopback) -> None:
    server.requests.clear()
    registry = ECRPublic(client_for(server.url))
    with pytest.raises(ValidationError) as caught:
        registry.create_repository(
            repositoryName="Team/App", catalogData={"description": "x" * 1025}
        )
    places = {fault["loc"] for fault in caught.value.errors()}
    assert places == {("repositoryName",), ("catalogData", "description")}
    with pytest.raises(ValidationError):
        registry.describe_repositories(repositoryNames=["team/app"], maxResults=5)
    with pytest.raises(ValidationError):
        registry.describe_repositories(repositoryNames=["team/app"], nextToken="t")
    with pytest.raises(ValidationError, match="at most 20971520 bytes"):
        registry.upload_layer_part(
            repositoryName="team/app",
            uploadId="0" * 8 + "-0000-0000-0000-" + "0" * 12,
            partFirstByte=0,
            partLastByte=20_971_520,
            layerPartBlob=bytes(20_971_521),
        )
    assert server.requests == []


def test_an_error_is_this_librarys_and_the_clients(server: Loopback) -> None:
    client = client_for(server.url)
    refusal = {"__type": "RepositoryNotFoundException", "message": "no such repository"}
    server.respond = lambda _: Answer(refusal, status=400)
    with pytest.raises(errors.RepositoryNotFoundException) as caught:
        ECRPublic(client).get_repository_policy(repositoryName="team/app")
    error = caught.value
    assert isinstance(error, client.exceptions.RepositoryNotFoundException)
    assert isinstance(error, ClientError)
    assert error.operation == "GetRepositoryPolicy"
    assert error.message == "no such repository"
    assert error.request_id == f"request-{len(server.requests)}"


SECRET = "QVdTOmh1bnRlcjI="  # AWS:hunter2


@pytest.mark.parametrize(
    "answer",
    [
        {"authorizationData": {"authorizationToken": SECRET, "expiresAt": SECRET}},
        {"authorizationData": [SECRET]},
        {"authorizationData": SECRET},
        [SECRET],
        f'{{"authorizationData": {{"authorizationToken": "{SECRET}"'.encode(),
        {"authorizationData": {"authorizationToken": [SECRET]}},
    ],
)
def test_a_token_that_does_not_fit_is_not_in_the_error(server: Loopback, answer: object) -> None:
    server.respond = lambda _: Answer(answer)
    with pytest.raises(errors.ResponseValidationError) as caught:
        ECRPublic(client_for(server.url)).get_authorization_token()
    for text in (str(caught.value), repr(caught.value), repr(caught.value.errors())):
        assert SECRET not in text


def test_a_token_is_shown_only_when_asked_for(server: Loopback) -> None:
    data = {"authorizationToken": SECRET, "expiresAt": 1_700_000_000.5}
    server.respond = lambda _: Answer({"authorizationData": data})
    answer = ECRPublic(client_for(server.url)).get_authorization_token()
    login = answer.authorizationData.registry_login()
    for text in (repr(answer), str(answer), answer.model_dump_json(), repr(login), str(login)):
        assert SECRET not in text
        assert "hunter2" not in text
    assert SECRET not in repr(answer.model_dump())
    assert (login.username, login.password.get_secret_value()) == ("AWS", "hunter2")
    assert answer.authorizationData.authorizationToken.get_secret_value() == SECRET


@pytest.mark.parametrize("token", ["", "%%%", "bm8gY29sb24=", "/w=="])
def test_a_token_that_is_none_gives_no_login(token: str) -> None:
    raw = {"authorizationToken": token, "expiresAt": 1_700_000_000}
    data = models.AuthorizationData.model_validate(raw)
    with pytest.raises(ValueError, match="authorizationToken") as caught:
        data.registry_login()
    assert "colon" not in str(caught.value).replace("user name and a password", "")


def test_what_was_received_is_equal_to_what_was_sent_and_can_be_sent_again() -> None:
    sent = models.ImageIdentifier(imageTag="v1")
    answer = models.BatchDeleteImageResponse.model_validate({"imageIds": [{"imageTag": "v1"}]})
    assert answer.imageIds == [sent]
    request = models.BatchDeleteImageRequest(repositoryName="team/app", imageIds=answer.imageIds)
    assert request.imageIds == [sent]


def test_what_an_instance_holds_beside_its_fields_is_not_sent() -> None:
    class Named(models.ImageIdentifier, frozen=True):
        @cached_property
        def name(self) -> str:
            return f"{self.imageTag}"

    named = Named(imageTag="v1")
    assert named.name == "v1"
    request = models.BatchDeleteImageRequest(repositoryName="team/app", imageIds=[named])
    assert request.imageIds == [models.ImageIdentifier(imageTag="v1")]

    class Sized(models.PaginationConfig, frozen=True):
        @cached_property
        def size(self) -> int:
            return self.PageSize or 100

    sized = Sized(PageSize=7)
    assert sized.size == 7
    listing = models.DescribeRegistriesRequestPaginate(PaginationConfig=sized)
    assert listing.PaginationConfig == models.PaginationConfig(PageSize=7)


def test_a_subclass_may_have_defaults_and_extras_of_its_own() -> None:
    class TeamTag(models.Tag, frozen=True):
        Key: str | None = "team"

    request = models.TagResourceRequest(resourceArn="arn:aws", tags=[TeamTag(Value="a")])
    assert request.tags == [models.Tag(Key="team", Value="a")]
    sent = request.model_dump(exclude_unset=True)["tags"]
    assert sent == [{"Key": "team", "Value": "a"}]

    class ColouredTag(models.Tag, extra="allow", frozen=True):
        pass

    coloured = ColouredTag.model_validate({"Key": "a", "colour": "red"})
    assert TypeAdapter(list[ColouredTag]).validate_python([coloured]) == [coloured]


def test_what_was_constructed_without_what_is_required_is_refused() -> None:
    request: Any = models.PutRepositoryCatalogDataRequest
    with pytest.raises(ValidationError) as caught:
        request.model_validate(request.model_construct(_fields_set={"repositoryName"}))
    assert {fault["type"] for fault in caught.value.errors()} == {"missing"}


def test_a_misspelt_change_of_a_copy_is_refused() -> None:
    copied = models.PaginationConfig(PageSize=7).model_copy(update={"MaxItem": 10})
    with pytest.raises(ValidationError) as caught:
        models.DescribeRegistriesRequestPaginate(PaginationConfig=copied)
    assert [fault["loc"] for fault in caught.value.errors()] == [("PaginationConfig", "MaxItem")]
    for config in (copied, models.PaginationConfig().model_copy(update={"MaxItem": 10})):
        with pytest.raises(ValidationError, match="MaxItem"):
            DescribeRegistriesPaginator(client_for("http://localhost:1")).paginate(
                PaginationConfig=config
            )


def test_what_was_received_beyond_the_bounds_is_kept_but_not_sent_again() -> None:
    raw = {"imageIds": [{"imageTag": "x" * 301, "new": 1}, {}]}
    answer = models.BatchDeleteImageResponse.model_validate(raw)
    assert answer.model_dump(exclude_unset=True) == raw
    assert all(isinstance(one, models.ImageIdentifier) for one in answer.imageIds)
    for one in answer.imageIds:
        with pytest.raises(ValidationError):
            models.BatchDeleteImageRequest(repositoryName="team/app", imageIds=[one])


def test_what_was_received_with_a_newer_field_is_kept_and_can_be_sent_again() -> None:
    failure = {
        "imageId": {"imageTag": "v1", "imageAge": 3},
        "failureCode": "ImageNotFound",
        "failureReason": "not there",
    }
    received = models.BatchDeleteImageResponse.model_validate({"failures": [failure]})
    assert received.model_dump(exclude_unset=True)["failures"] == [failure]
    again = models.BatchDeleteImageRequest.model_validate(
        {"repositoryName": "team/app", "imageIds": [received.failures[0].imageId]}
    )
    assert again.imageIds == [models.ImageIdentifier(imageTag="v1")]
    assert again.model_dump(exclude_unset=True)["imageIds"] == [{"imageTag": "v1"}]


def test_an_enumerations_newer_value_is_kept() -> None:
    raw = {
        "imageId": {"imageTag": "v1"},
        "failureCode": "QuantumError",
        "failureReason": "entangled",
    }
    failure = models.ImageFailure.model_validate(raw)
    assert failure.failureCode == "QuantumError"
    assert failure.model_dump(exclude_unset=True) == raw
    assert json.loads(failure.model_dump_json(exclude_unset=True)) == raw


def test_bytes_are_base64_in_json_and_out_of_a_repr() -> None:
    data = models.RepositoryCatalogDataInput(logoImageBlob=b"\x89PNG")
    assert data.model_dump_json(exclude_unset=True) == '{"logoImageBlob":"iVBORw=="}'
    again = models.RepositoryCatalogDataInput.model_validate_json('{"logoImageBlob":"iVBORw=="}')
    assert again == data
    assert "PNG" not in repr(data)
