"""Ways to build a request of DescribeImages: each gives the checked arguments for boto3."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Arguments = Mapping[str, object]
Builder = Callable[[Arguments], object]

BASELINE = "botocore, dicts"


def botocore() -> Builder:
    """Plain dicts, checked as boto3 checks them when it sends them."""
    from botocore.session import get_session
    from botocore.validate import ParamValidator

    shape = get_session().get_service_model("ecr-public").shape_for("DescribeImagesRequest")
    validator = ParamValidator()

    def build(arguments: Arguments) -> object:
        validator.validate(arguments, shape)
        return arguments

    return build


def ecrpublic_models() -> Builder:
    """This library's model, and the arguments that it gives boto3."""
    from ecrpublic_models import DescribeImagesRequest

    def build(arguments: Arguments) -> object:
        return DescribeImagesRequest.model_validate(arguments).model_dump(exclude_unset=True)

    return build


def aws_resource_validator() -> Builder:
    """aws-resource-validator's model, and the arguments that it gives boto3."""
    from aws_resource_validator.pydantic_models.ecr_public.ecr_public_classes import (
        DescribeImagesRequestTypeDef,
    )

    def build(arguments: Arguments) -> object:
        return DescribeImagesRequestTypeDef.model_validate(arguments).model_dump(exclude_unset=True)

    return build


def pydantic() -> Builder:
    """As little as pydantic can do: models of the same fields, without any bounds."""
    from pydantic import BaseModel

    class ImageIdentifier(BaseModel):
        imageDigest: str | None = None
        imageTag: str | None = None

    class DescribeImagesRequest(BaseModel):
        registryId: str | None = None
        repositoryName: str
        imageIds: list[ImageIdentifier] | None = None
        nextToken: str | None = None
        maxResults: int | None = None

    DescribeImagesRequest.model_rebuild(_types_namespace={"ImageIdentifier": ImageIdentifier})

    def build(arguments: Arguments) -> object:
        return DescribeImagesRequest.model_validate(arguments).model_dump(exclude_unset=True)

    return build


BUILDERS: Mapping[str, Callable[[], Builder]] = {
    BASELINE: botocore,
    "aws-resource-validator": aws_resource_validator,
    "ecrpublic_models": ecrpublic_models,
    "floor: pydantic": pydantic,
}
"""What builds requests, by its name in tables."""

REQUESTS: Mapping[str, Arguments] = {
    "of a page": {
        "repositoryName": "team/app",
        "maxResults": 1000,
        "nextToken": "eyJwYWdlIjoxMiwicmVwb3NpdG9yeSI6InRlYW0vYXBwIn0",
    },
    "of 10 images": {
        "repositoryName": "team/app",
        "registryId": "123456789012",
        "imageIds": [{"imageDigest": f"sha256:{number:064x}"} for number in range(10)],
    },
}
"""What is asked for."""
