"""What a user writes: every public name, used as it is meant to be."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from typing import assert_type

from mypy_boto3_ecr_public import ECRPublicClient
from pydantic import ValidationError

from ecrpublic_models import (
    DescribeImagesPage,
    DescribeImagesPaginator,
    DescribeImagesRequest,
    DescribeImagesResponse,
    ECRPublicModelsError,
    ImageDetail,
    ImageIdentifier,
    Pages,
    PaginationConfig,
    PaginationError,
    ResponseMetadata,
    ResponseValidationError,
    create_client,
)
from ecrpublic_models.errors import RepositoryNotFoundException


def client_of(endpoint_url: str) -> ECRPublicClient:
    client = create_client(
        endpoint_url=endpoint_url, aws_access_key_id="test", aws_secret_access_key="test"
    )
    return assert_type(client, ECRPublicClient)


def newest(paginator: DescribeImagesPaginator, repository: str) -> ImageDetail | None:
    pages = paginator.paginate(
        repositoryName=repository, PaginationConfig=PaginationConfig(PageSize=1000)
    )
    assert_type(pages, Pages[DescribeImagesPage, ImageDetail])
    found: ImageDetail | None = None
    pushed_last = datetime.min.replace(tzinfo=UTC)
    for image in pages.items():
        assert_type(image, ImageDetail)
        if image.imagePushedAt > pushed_last:
            pushed_last = assert_type(image.imagePushedAt, datetime)
            found = image
    return found


def fields(image: ImageDetail) -> None:
    assert_type(image.registryId, str)
    assert_type(image.repositoryName, str)
    assert_type(image.imageDigest, str)
    assert_type(image.imageTags, list[str])
    assert_type(image.imageSizeInBytes, int | None)
    assert_type(image.imagePushedAt, datetime)
    assert_type(image.imageManifestMediaType, str | None)
    assert_type(image.artifactMediaType, str | None)
    assert_type(image.model_copy(), ImageDetail)


def page_by_page(paginator: DescribeImagesPaginator, repository: str) -> Iterator[int]:
    pages = paginator.paginate(
        repositoryName=repository,
        imageIds=[ImageIdentifier(imageTag="latest"), {"imageTag": "v1"}],
        PaginationConfig={"MaxItems": 250},
    )
    for page in pages:
        assert_type(page, DescribeImagesPage)
        assert_type(page.imageDetails, list[ImageDetail])
        assert_type(page.NextToken, str | None)
        assert_type(page.ResponseMetadata, ResponseMetadata | None)
        yield len(page.imageDetails)
    rest = paginator.paginate(
        repositoryName=repository,
        PaginationConfig=PaginationConfig(StartingToken=pages.resume_token),
    )
    again = paginator.paginate(
        repositoryName=repository,
        PaginationConfig={"StartingToken": pages.resume_token}
        if pages.resume_token is not None
        else None,
    )
    assert_type(again.resume_token, str | None)
    yield len(assert_type(rest.build_full_result(), DescribeImagesPage).imageDetails)
    yield sum(isinstance(tag, str) for tag in again.search("imageDetails[].imageTags[]"))


def pages_at_hand(client: ECRPublicClient, repository: str) -> Iterator[DescribeImagesPage]:
    answer = client.describe_images(repositoryName=repository)
    yield from assert_type(
        DescribeImagesPaginator.pages_from([answer]), Generator[DescribeImagesPage, None, None]
    )


def one_call(client: ECRPublicClient, repository: str) -> DescribeImagesResponse:
    request = DescribeImagesRequest(
        repositoryName=repository, registryId="123456789012", maxResults=10
    )
    answer = client.describe_images(repositoryName=request.repositoryName)
    response = DescribeImagesResponse.model_validate(answer)
    assert_type(response.nextToken, str | None)
    if response.ResponseMetadata is not None:
        assert_type(response.ResponseMetadata.RequestId, str | None)
        assert_type(response.ResponseMetadata.HTTPStatusCode, int | None)
        assert_type(response.ResponseMetadata.HTTPHeaders, dict[str, str])
        assert_type(response.ResponseMetadata.RetryAttempts, int | None)
    return response


def count(repository: str, paginator: DescribeImagesPaginator | None = None) -> int | str:
    paginator = paginator or DescribeImagesPaginator()
    try:
        return sum(1 for _ in paginator.paginate(repositoryName=repository).items())
    except ValidationError as error:
        return str(error)
    except ResponseValidationError as error:
        assert_type(error.operation, str)
        assert_type(error.request_id, str | None)
        return ".".join(str(part) for part in error.errors()[0]["loc"])
    except RepositoryNotFoundException as error:
        assert_type(error.request_id, str | None)
        assert_type(error.operation_name, str)
        print(assert_type(error.response["Error"]["Code"], str))
        return assert_type(error.message, str)
    except PaginationError as error:
        return str(error)
    except ECRPublicModelsError as error:
        return str(error)
