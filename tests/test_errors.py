"""The service's declared errors as classes: each raised by a real client from a real answer."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from ecrpublic_models import DescribeImagesPaginator, ECRPublic, ECRPublicModelsError, errors
from tests.support.filled import SERVICE
from tests.support.loopback import Answer, Loopback, client_for

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

DECLARED = sorted({shape.name for shape in SERVICE.error_shapes})


def refuse(server: Loopback, code: str, **members: object) -> None:
    server.respond = lambda _: Answer({"__type": code, "message": "because", **members}, 400)


def refused(client: ECRPublicClient) -> ClientError:
    with pytest.raises(ClientError) as caught:
        list(DescribeImagesPaginator(client).paginate(repositoryName="team/app"))
    return caught.value


def test_the_classes_are_the_services_errors() -> None:
    ours = {declared.__name__ for declared in errors.ServiceError.__subclasses__()}
    assert {name for name in ours if not name.startswith("_")} >= set(DECLARED)
    assert set(errors.__all__) == {
        *DECLARED,
        "CheckpointError",
        "ECRPublicModelsError",
        "InventoryError",
        "PaginationError",
        "ResponseValidationError",
        "ServiceError",
    }


@pytest.mark.parametrize("code", DECLARED)
def test_each_is_raised_as_ours_as_the_clients_and_as_client_error(
    server: Loopback, client: ECRPublicClient, code: str
) -> None:
    refuse(server, code)
    error = refused(client)
    assert isinstance(error, getattr(errors, code))
    assert isinstance(error, getattr(client.exceptions, code))
    assert isinstance(error, ECRPublicModelsError)
    assert type(error).__name__ == code
    assert isinstance(error, errors.ServiceError)
    assert (error.message, error.operation) == ("because", "DescribeImages")
    assert error.request_id == f"request-{len(server.requests)}"
    assert str(error).startswith(f"An error occurred ({code}) when calling the DescribeImages ")
    assert error.__cause__ is None


@pytest.mark.parametrize("code", ["ThrottlingException", "AccessDeniedException", ""])
def test_an_error_that_is_not_declared_is_botocores_own(
    server: Loopback, client: ECRPublicClient, code: str
) -> None:
    refuse(server, code)
    error = refused(client)
    assert type(error) is ClientError


def test_members_of_an_error_are_attributes(server: Loopback, client: ECRPublicClient) -> None:
    refuse(server, "InvalidLayerPartException", lastValidByteReceived=41)
    with pytest.raises(errors.InvalidLayerPartException) as caught:
        upload_a_part(client)
    assert caught.value.last_valid_byte_received == 41


def test_members_that_an_error_lacks_are_none(server: Loopback, client: ECRPublicClient) -> None:
    refuse(server, "InvalidLayerPartException")
    with pytest.raises(errors.InvalidLayerPartException) as caught:
        upload_a_part(client)
    assert caught.value.last_valid_byte_received is None


def upload_a_part(client: ECRPublicClient) -> None:
    ECRPublic(client).upload_layer_part(
        repositoryName="team/app",
        uploadId="00000000-0000-4000-8000-000000000000",
        partFirstByte=0,
        partLastByte=3,
        layerPartBlob=b"part",
    )


def test_an_error_of_another_service_in_the_course_of_a_call_is_its_own(server: Loopback) -> None:
    """Such as one that signing meets when it asks for credentials."""
    client = client_for(server.url)
    response: Any = {"Error": {"Code": "InvalidParameterException", "Message": "bad pool"}}

    def refuse_credentials(**_: object) -> None:
        raise ClientError(response, "GetCredentialsForIdentity")

    client.meta.events.register("before-sign.ecr-public", refuse_credentials)
    error = refused(client)
    assert type(error) is ClientError
    assert error.operation_name == "GetCredentialsForIdentity"


def test_equal_errors_have_one_class(server: Loopback, client: ECRPublicClient) -> None:
    refuse(server, "ImageNotFoundException")
    assert type(refused(client)) is type(refused(client))


def test_they_can_be_pickled(server: Loopback, client: ECRPublicClient) -> None:
    refuse(server, "RepositoryNotFoundException")
    error = refused(client)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is errors.RepositoryNotFoundException
    assert (again.message, again.operation) == ("because", "DescribeImages")
    assert again.request_id == error.response["ResponseMetadata"]["RequestId"]


class OfAUser(errors.ServiceError):
    """One that a user derives."""


class ServerException(errors.ServiceError):
    """One that a user derives, and gives a name of the service's."""


@pytest.mark.parametrize("made", [errors.ServiceError, OfAUser, ServerException])
def test_undeclared_ones_can_be_pickled(made: type[errors.ServiceError]) -> None:
    error = made({"Error": {"Message": "because"}}, "DescribeImages")
    error.add_note("in the nightly run")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is made
    assert (again.message, again.__notes__) == ("because", ["in the nightly run"])
