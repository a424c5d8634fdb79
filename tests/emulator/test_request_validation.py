from __future__ import annotations

import json
import re
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel

from ecrpublic_models.testing import ECRPublicServer
from ecrpublic_models.testing._service_description import ConstraintViolationError, validate_request
from tests.support.pushing import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_ecr_public import ECRPublicClient

SERVICE = ServiceModel(Loader().load_service_model("ecr-public", "service-2"), "ecr-public")


def violation(operation: str, request: dict[str, object]) -> tuple[str, str]:
    with pytest.raises(ConstraintViolationError) as caught:
        validate_request(SERVICE.operation_model(operation), request)
    return caught.value.parameter_and_constraint()


LONGEST = "must have length less than or equal to"
SHORTEST = "must have length greater than or equal to"
REPOSITORY_NAME = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*"
DIGEST = "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"
PATTERN = "must satisfy regular expression"


@pytest.mark.parametrize(
    ("operation", "wrong", "parameter", "constraint"),
    [
        ("DescribeImages", {"repositoryName": None}, "repositoryName", "Member must not be null"),
        (
            "DescribeImages",
            {"repositoryName": 5},
            "repositoryName",
            "Member must be of type string",
        ),
        ("DescribeImages", {"repositoryName": "a"}, "repositoryName", f"{SHORTEST} 2"),
        ("DescribeImages", {"repositoryName": "a" * 206}, "repositoryName", f"{LONGEST} 205"),
        (
            "DescribeImages",
            {"repositoryName": "App"},
            "repositoryName",
            f"{PATTERN} '{REPOSITORY_NAME}'",
        ),
        (
            "DescribeImages",
            {"repositoryName": "app\n"},
            "repositoryName",
            f"{PATTERN} '{REPOSITORY_NAME}'",
        ),
        ("DescribeImages", {"registryId": "12345678901"}, "registryId", f"{PATTERN} '[0-9]{{12}}'"),
        ("DescribeImages", {"imageIds": []}, "imageIds", f"Member {SHORTEST} 1"),
        (
            "DescribeImages",
            {"imageIds": [{"imageTag": "t"}] * 101},
            "imageIds",
            f"Member {LONGEST} 100",
        ),
        ("DescribeImages", {"imageIds": "t"}, "imageIds", "Member must be of type list"),
        ("DescribeImages", {"imageIds": {}}, "imageIds", "Member must be of type list"),
        (
            "DescribeImages",
            {"imageIds": ["t"]},
            "imageIds",
            "Member must satisfy constraint: [Member must be of type structure]",
        ),
        (
            "DescribeImages",
            {"imageIds": [None]},
            "imageIds",
            "Member must satisfy constraint: [Member must not be null]",
        ),
        (
            "DescribeImages",
            {"imageIds": [{"imageTag": "t"}, {"imageTag": ""}]},
            "imageIds.2.member.imageTag",
            f"{SHORTEST} 1",
        ),
        (
            "DescribeImages",
            {"imageIds": [{"imageTag": "t" * 301}]},
            "imageIds.1.member.imageTag",
            f"{LONGEST} 300",
        ),
        (
            "DescribeImages",
            {"maxResults": 0},
            "maxResults",
            "Member must have value greater than or equal to 1",
        ),
        (
            "DescribeImages",
            {"maxResults": 1001},
            "maxResults",
            "Member must have value less than or equal to 1000",
        ),
        ("DescribeImages", {"maxResults": "5"}, "maxResults", "Member must be of type integer"),
        ("DescribeImages", {"maxResults": True}, "maxResults", "Member must be of type integer"),
        ("DescribeImages", {"maxResults": 5.0}, "maxResults", "Member must be of type integer"),
        ("DeleteRepository", {"force": "true"}, "force", "Member must be of type boolean"),
        ("PutImage", {"imageManifest": ""}, "imageManifest", f"{SHORTEST} 1"),
        ("PutImage", {"imageManifest": "x" * 4194305}, "imageManifest", f"{LONGEST} 4194304"),
        ("PutImage", {"imageManifest": "x", "registryId": "1"}, "registryId", f"{SHORTEST} 2"),
        (
            "DescribeRepositories",
            {"repositoryNames": ["a/b", "A"]},
            "repositoryNames",
            f"Member must satisfy constraint: [Member {SHORTEST} 2]",
        ),
        (
            "CreateRepository",
            {"catalogData": {"description": "d" * 1025}},
            "catalogData.description",
            f"{LONGEST} 1024",
        ),
        (
            "CreateRepository",
            {"catalogData": {"logoImageBlob": "no base64!"}},
            "catalogData.logoImageBlob",
            "Member must be base64 encoded",
        ),
        (
            "CreateRepository",
            {"catalogData": {"logoImageBlob": 5}},
            "catalogData.logoImageBlob",
            "Member must be of type blob",
        ),
        (
            "CreateRepository",
            {"catalogData": {"logoImageBlob": "AAAA" * 170_667}},
            "catalogData.logoImageBlob",
            f"Member {LONGEST} 512000",
        ),
        (
            "CompleteLayerUpload",
            {"uploadId": "00000000-0000-0000-0000-000000000000", "layerDigests": ["x"]},
            "layerDigests",
            f"Member must satisfy constraint: [Member {PATTERN} pattern: {DIGEST}]",
        ),
        (
            "UploadLayerPart",
            {
                "uploadId": "00000000-0000-0000-0000-000000000000",
                "partFirstByte": -1,
                "partLastByte": 5,
                "layerPartBlob": "AAAA",
            },
            "partFirstByte",
            "Member must have value greater than or equal to 0",
        ),
    ],
)
def test_constraints(
    operation: str, wrong: dict[str, object], parameter: str, constraint: str
) -> None:
    assert violation(operation, {"repositoryName": "app", **wrong}) == (parameter, constraint)


def test_every_kind_of_bound_is_checked() -> None:
    """A kind that is new to the service's requests has to be taken care of."""
    kinds: set[str] = set()
    bounds: set[str] = set()

    def visit(shape: Any) -> None:
        kinds.add(shape.type_name)
        bounds.update(shape.metadata)
        if shape.type_name == "list":
            visit(shape.member)
        for member in getattr(shape, "members", {}).values():
            visit(member)

    for operation in SERVICE.operation_names:
        visit(SERVICE.operation_model(operation).input_shape)
    assert kinds == {"blob", "boolean", "integer", "list", "long", "string", "structure"}
    assert bounds == {"max", "min", "pattern", "required"}


def test_null_and_unknown_members_are_absent() -> None:
    request: dict[str, object] = {"repositoryName": "app", "maxResults": None, "newer": 5}
    operation = SERVICE.operation_model("DescribeImages")
    assert validate_request(operation, request) == {"repositoryName": "app"}


def valid(shape: Any) -> object:
    """The smallest value of a shape that has all of its members."""
    match shape.type_name:
        case "structure":
            return {name: valid(member) for name, member in shape.members.items()}
        case "list":
            return [valid(shape.member)]
        case "boolean":
            return False
        case "integer" | "long":
            return shape.metadata.get("min", 0)
        case "blob":
            return "AAAA"
        case _:
            pattern = re.compile(shape.metadata.get("pattern", ""))
            return next(
                text
                for text in (
                    "sha256:aa",
                    "app",
                    "123456789012",
                    "00000000-0000-0000-0000-000000000000",
                )
                if pattern.fullmatch(text) or not pattern.pattern
            )


@pytest.mark.parametrize("operation", SERVICE.operation_names)
def test_every_operation(operation: str) -> None:
    """Generic: a full request passes, and one without a required member does not."""
    model = SERVICE.operation_model(operation)
    shape: Any = model.input_shape
    request: Any = valid(shape)
    validate_request(model, request)
    for name in shape.required_members:
        rest = {key: value for key, value in request.items() if key != name}
        assert violation(operation, rest) == (name, "Member must not be null")


def test_over_the_wire(unchecked: ECRPublicClient) -> None:
    too_many: Any = [{"imageTag": "t"}] * 101
    with refused(
        "InvalidParameterException",
        "Invalid parameter at 'imageIds' failed to satisfy constraint:"
        " 'Member must have length less than or equal to 100'",
    ):
        unchecked.describe_images(repositoryName="app", imageIds=too_many)
    with refused(
        "InvalidParameterException",
        "Invalid parameter at 'repositoryName' failed to satisfy constraint:"
        f" 'must satisfy regular expression '{REPOSITORY_NAME}''",
    ):
        unchecked.describe_images(repositoryName="App")
    without_parameters: Callable[[], object] = getattr(unchecked, "describe_images")  # noqa: B009  # its type asks for some
    calls: list[Callable[[], object]] = [
        lambda: unchecked.describe_images(repositoryName="A"),
        without_parameters,
        lambda: unchecked.describe_images(repositoryName="app", maxResults=1001),
        lambda: unchecked.describe_repositories(repositoryNames=[]),
        lambda: unchecked.batch_delete_image(repositoryName="app", imageIds=[]),
        lambda: unchecked.put_image(repositoryName="app", imageManifest=""),
    ]
    for call in calls:
        with refused("InvalidParameterException", "Invalid parameter at '"):
            call()


@pytest.mark.parametrize(
    ("target", "body", "code"),
    [
        ("SpencerFrontendService.DescribeRepositories", b"", None),
        ("SpencerFrontendService.DescribeRepositories", b"{}", None),
        ("SpencerFrontendService.DescribeRepositories", b"{", "SerializationException"),
        ("SpencerFrontendService.DescribeRepositories", b"[]", "SerializationException"),
        ("SpencerFrontendService.DescribeRepositories", b"null", "SerializationException"),
        ("SpencerFrontendService.DescribeRepositories", b"\xff", "SerializationException"),
        ("SpencerFrontendService.DescribeRepositories", b"[" * 100_000, "SerializationException"),
        ("SpencerFrontendService.DescribeRepositories", b'{"a": NaN}', "SerializationException"),
        ("SpencerFrontendService.None", b"{}", "UnknownOperationException"),
        ("SpencerFrontendService.", b"{}", "UnknownOperationException"),
        ("SpencerFrontendService", b"{}", "UnknownOperationException"),
        ("Other.DescribeRepositories", b"{}", "UnknownOperationException"),
        ("", b"{}", "UnknownOperationException"),
    ],
)
def test_raw_requests(server: ECRPublicServer, target: str, body: bytes, code: str | None) -> None:
    connection = HTTPConnection(server.host, server.port)
    scope = "AKID/20260101/us-east-1/ecr-public/aws4_request"
    headers = {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": target,
    }
    connection.request("POST", "/", body, headers)
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    assert response.headers["x-amzn-RequestId"]
    assert response.headers["Content-Type"] == "application/x-amz-json-1.1"
    if code is None:
        assert response.status == 200
        assert answer == {"repositories": []}
    else:
        assert response.status == 400
        assert set(answer) == {"__type", "message"}
        assert answer["__type"] == code
