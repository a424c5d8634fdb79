"""Every error that an operation declares, provoked by a plain boto3 client over HTTP."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from botocore.exceptions import ClientError

from ecrpublic_models.testing import get_backend
from tests.emulator.conftest import make_client
from tests.support.filled import ARN, LAYER, MANIFEST, NAME, SERVICE, Filled, call, fill
from tests.support.pushing import digest_of, list_manifest, upload_layer

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecrpublic_models.testing import ECRPublicServer

DECLARED = [
    (operation, shape.name)
    for operation in SERVICE.operation_names
    for shape in SERVICE.operation_model(operation).error_shapes
]

# What makes an operation fail: something done before, and something changed in the request.
Provocation: TypeAlias = "Callable[[Filled], dict[str, Any]]"


def asking(**changes: Any) -> Provocation:
    return lambda _: changes


def too_many_repositories(_: Filled) -> dict[str, Any]:
    get_backend().registry.quotas.repositories_per_registry = 2
    return {}


def too_many_images(_: Filled) -> dict[str, Any]:
    get_backend().registry.quotas.images_per_repository = 2
    return {}


def too_many_parts(filled: Filled) -> dict[str, Any]:
    last = len(LAYER) + 1000 - 1
    for position in range(len(LAYER), last):
        part: dict[str, object] = {"partFirstByte": position, "partLastByte": position}
        upload = {"repositoryName": NAME, "uploadId": filled.upload_id, "layerPartBlob": "AA=="}
        get_backend().call("UploadLayerPart", {**upload, **part})
    return {"partFirstByte": last, "partLastByte": last}


def empty_upload(filled: Filled) -> dict[str, Any]:
    return {"uploadId": filled.client.initiate_layer_upload(repositoryName=NAME)["uploadId"]}


def small_part(filled: Filled) -> dict[str, Any]:
    call(filled.client, "UploadLayerPart", filled.request("UploadLayerPart"))
    return {"layerDigests": [digest_of(LAYER + b"a")]}


def uploaded_twice(filled: Filled) -> dict[str, Any]:
    upload_layer(filled.client, NAME, LAYER)
    return {}


def layers_required(_: Filled) -> dict[str, Any]:
    get_backend().requires_layers = True
    return {}


def without_policy(filled: Filled) -> dict[str, Any]:
    filled.client.delete_repository_policy(repositoryName=NAME)
    return {}


BAD_TAGS = asking(tags=[{"Key": "aws:k"}])
TOO_MANY_TAGS = asking(tags=[{"Key": f"{number}"} for number in range(51)])
NO_UPLOAD = asking(uploadId=str(uuid.uuid4()))

ORDINARY: dict[tuple[str, str], Provocation] = {
    ("CompleteLayerUpload", "EmptyUploadException"): empty_upload,
    ("CompleteLayerUpload", "InvalidLayerException"): asking(layerDigests=[digest_of("other")]),
    ("CompleteLayerUpload", "LayerAlreadyExistsException"): uploaded_twice,
    ("CompleteLayerUpload", "LayerPartTooSmallException"): small_part,
    ("CompleteLayerUpload", "UploadNotFoundException"): NO_UPLOAD,
    ("CreateRepository", "InvalidTagParameterException"): BAD_TAGS,
    ("CreateRepository", "LimitExceededException"): too_many_repositories,
    ("CreateRepository", "RepositoryAlreadyExistsException"): asking(repositoryName=NAME),
    ("CreateRepository", "TooManyTagsException"): TOO_MANY_TAGS,
    ("DeleteRepository", "RepositoryNotEmptyException"): asking(force=False),
    ("DeleteRepositoryPolicy", "RepositoryPolicyNotFoundException"): without_policy,
    ("DescribeImages", "ImageNotFoundException"): asking(
        imageIds=[{"imageTag": "none"}], maxResults=None
    ),
    ("DescribeRegistries", "InvalidParameterException"): asking(maxResults=0),
    ("DescribeRepositories", "InvalidParameterException"): asking(maxResults=0),
    ("DescribeRepositories", "RepositoryNotFoundException"): asking(
        repositoryNames=["none"], maxResults=None
    ),
    ("GetRepositoryPolicy", "RepositoryPolicyNotFoundException"): without_policy,
    ("PutImage", "ImageAlreadyExistsException"): asking(imageManifest=MANIFEST, imageTag="v1"),
    ("PutImage", "ImageDigestDoesNotMatchException"): asking(imageDigest=digest_of("other")),
    ("PutImage", "LayersNotFoundException"): layers_required,
    ("PutImage", "LimitExceededException"): too_many_images,
    ("PutImage", "ReferencedImagesNotFoundException"): asking(imageManifest=list_manifest("none")),
    ("PutRegistryCatalogData", "InvalidParameterException"): asking(displayName="n" * 101),
    ("TagResource", "InvalidTagParameterException"): BAD_TAGS,
    ("TagResource", "TooManyTagsException"): TOO_MANY_TAGS,
    ("UntagResource", "InvalidTagParameterException"): asking(tagKeys=["aws:k"]),
    ("UploadLayerPart", "InvalidLayerPartException"): asking(partFirstByte=0),
    ("UploadLayerPart", "LimitExceededException"): too_many_parts,
    ("UploadLayerPart", "UploadNotFoundException"): NO_UPLOAD,
}

# What every operation with such a parameter can be asked.
OF_A_PARAMETER: dict[tuple[str, str], Provocation] = {
    ("repositoryName", "InvalidParameterException"): asking(repositoryName="A"),
    ("repositoryName", "RegistryNotFoundException"): asking(registryId="nobody"),
    ("repositoryName", "RepositoryNotFoundException"): asking(repositoryName="none"),
    ("resourceArn", "InvalidParameterException"): asking(resourceArn="arn"),
    ("resourceArn", "RepositoryNotFoundException"): asking(resourceArn=f"{ARN}/none"),
}

# The errors that no request leads to.
ON_DEMAND = {
    *((operation, "ServerException") for operation in SERVICE.operation_names),
    ("GetAuthorizationToken", "InvalidParameterException"),
    ("GetRepositoryCatalogData", "RepositoryCatalogDataNotFoundException"),
    ("PutImage", "ImageTagAlreadyExistsException"),
    ("UntagResource", "TooManyTagsException"),
}


def in_a_region_without_the_service(server: ECRPublicServer, filled: Filled) -> Filled:
    return Filled(make_client(server.url, "eu-west-1"), filled.upload_id)


def on_demand(operation: str, code: str) -> Provocation:
    def fail_next(_: Filled) -> dict[str, Any]:
        get_backend().fail_next(operation, code)
        return {}

    return fail_next


def provocation(operation: str, code: str) -> Provocation:
    if (operation, code) in ON_DEMAND:
        return on_demand(operation, code)
    if (operation, code) in ORDINARY:
        return ORDINARY[operation, code]
    if code == "UnsupportedCommandException":
        return asking()
    shape: Any = SERVICE.operation_model(operation).input_shape
    (found,) = [
        provoking
        for (parameter, provoked), provoking in OF_A_PARAMETER.items()
        if parameter in shape.members and provoked == code
    ]
    return found


@pytest.mark.parametrize(("operation", "code"), DECLARED)
def test_declared_error(server: ECRPublicServer, operation: str, code: str) -> None:
    filled = fill(make_client(server.url, validate=False))
    changes = provocation(operation, code)(filled)
    if code == "UnsupportedCommandException":
        filled = in_a_region_without_the_service(server, filled)
    request = filled.request(operation) | changes
    with pytest.raises(ClientError) as caught:
        call(
            filled.client,
            operation,
            {name: value for name, value in request.items() if value is not None},
        )
    assert type(caught.value) is getattr(filled.client.exceptions, code)
    response: Any = caught.value.response
    assert response["Error"]["Code"] == code
    assert response["Error"]["Message"]
    status = 500 if code == "ServerException" else 400
    assert response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert response["ResponseMetadata"]["RequestId"]


def test_nothing_is_provoked_that_is_not_declared() -> None:
    assert ON_DEMAND | set(ORDINARY) <= set(DECLARED)
