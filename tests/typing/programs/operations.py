"""What a user writes who calls the service's operations one by one."""

from __future__ import annotations

from typing import assert_type

from pydantic import SecretStr

from ecrpublic_models import (
    CreateRepositoryResponse,
    DescribeImagesPage,
    ECRPublic,
    ImageDetail,
    ImageFailure,
    ImageIdentifier,
    Pages,
    RepositoryCatalogDataInput,
    ServiceError,
    Tag,
)
from ecrpublic_models.errors import ImageNotFoundException, RepositoryNotFoundException


def create(service: ECRPublic) -> str:
    created = service.create_repository(
        repositoryName="team/app",
        catalogData=RepositoryCatalogDataInput(description="An app", architectures=["ARM 64"]),
        tags=[Tag(Key="team", Value="app"), {"Key": "stage", "Value": "test"}],
    )
    assert_type(created, CreateRepositoryResponse)
    service.create_repository(repositoryName="team/job", catalogData={"description": "A job"})
    return created.repository.repositoryUri


def tag_exists(service: ECRPublic, repository: str, tag: str) -> bool:
    try:
        answer = service.describe_images(
            repositoryName=repository, imageIds=[ImageIdentifier(imageTag=tag)]
        )
    except (ImageNotFoundException, RepositoryNotFoundException):
        return False
    return bool(assert_type(answer.imageDetails, list[ImageDetail]))


def delete_untagged(service: ECRPublic, repository: str) -> list[ImageFailure]:
    pages = service.get_paginator("describe_images").paginate(
        repositoryName=repository, PaginationConfig={"PageSize": 100}
    )
    assert_type(pages, Pages[DescribeImagesPage, ImageDetail])
    failures: list[ImageFailure] = []
    for page in pages:
        untagged = [
            ImageIdentifier(imageDigest=image.imageDigest)
            for image in page.imageDetails
            if not image.imageTags
        ]
        if untagged:
            failures += service.batch_delete_image(
                repositoryName=repository, imageIds=untagged
            ).failures
    return failures


def password(service: ECRPublic) -> SecretStr:
    try:
        data = service.get_authorization_token().authorizationData
    except ServiceError as error:
        raise SystemExit(error.message) from error
    return data.authorizationToken
