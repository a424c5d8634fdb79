"""What a user writes who has boto3-stubs: boto3's own names, typed by them."""

# pyright: reportUnknownMemberType=false
# They name, in `boto3.client`, clients of services whose types are not installed.

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_type

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from mypy_boto3_ecr_public import ECRPublicClient

from ecrpublic_models import DescribeImagesPage, DescribeImagesPaginator, ImageDetail, create_client
from ecrpublic_models.errors import RepositoryNotFoundException


def images(repository: str) -> Iterator[ImageDetail]:
    client = assert_type(boto3.client("ecr-public", region_name="us-east-1"), ECRPublicClient)
    try:
        yield from DescribeImagesPaginator(client).paginate(repositoryName=repository).items()
    except RepositoryNotFoundException as error:
        print(error.response.get("Error", {}).get("Code"))
    except client.exceptions.ImageNotFoundException as error:
        print(error.operation_name)
    except ClientError as error:
        print(error.operation_name)


def images_of_profile(profile: str, repository: str) -> Iterator[ImageDetail]:
    client = create_client(
        session=boto3.Session(profile_name=profile), config=Config(retries={"mode": "adaptive"})
    )
    yield from DescribeImagesPaginator(client).paginate(repositoryName=repository).items()


def from_boto3_paginator(client: ECRPublicClient, repository: str) -> Iterator[DescribeImagesPage]:
    raw_pages = client.get_paginator("describe_images").paginate(repositoryName=repository)
    yield from DescribeImagesPaginator.pages_from(raw_pages)
