"""The typed paginators over aiobotocore."""

# Written by tools/write_facades.py; change that, and run it.
from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models._sansio.traversal import Query
from ecrpublic_models.aio.client import prepare_client
from ecrpublic_models.aio.pages import AsyncPages, pages_from
from ecrpublic_models.operations import (
    DESCRIBE_IMAGE_TAGS,
    DESCRIBE_IMAGES,
    DESCRIBE_REGISTRIES,
    DESCRIBE_REPOSITORIES,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, Mapping, Sequence

    from mypy_boto3_ecr_public.type_defs import ImageIdentifierTypeDef, PaginatorConfigTypeDef
    from types_aiobotocore_ecr_public import ECRPublicClient

    from ecrpublic_models.models import (
        DescribeImagesPage,
        DescribeImageTagsPage,
        DescribeRegistriesPage,
        DescribeRepositoriesPage,
        ImageDetail,
        ImageIdentifier,
        ImageTagDetail,
        PaginationConfig,
        Registry,
        Repository,
    )
__all__ = [
    "AsyncDescribeImageTagsPaginator",
    "AsyncDescribeImagesPaginator",
    "AsyncDescribeRegistriesPaginator",
    "AsyncDescribeRepositoriesPaginator",
]


class AsyncDescribeImagesPaginator:
    """Describe the images of a repository, page by page.

    Operation: `DescribeImages`.

    Args:
        client: Any aiobotocore client for `ecr-public`.

    Raises:
        TypeError: The client is one for another service, or boto3's.
    """

    def __init__(self, client: ECRPublicClient) -> None:
        self._client = prepare_client(client)

    def paginate(
        self,
        *,
        repositoryName: str,
        registryId: str | None = None,
        imageIds: Sequence[ImageIdentifier | ImageIdentifierTypeDef] | None = None,
        PaginationConfig: PaginationConfig | PaginatorConfigTypeDef | None = None,
    ) -> AsyncPages[DescribeImagesPage, ImageDetail]:
        """Prepare a listing; nothing is sent before it is iterated over.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            imageIds: The images to describe, 1 to 100; by default all. Not together with a page
                size or with a service token.
            PaginationConfig: How much to list, in pages of which size, and from where on.

        Raises:
            pydantic.ValidationError: An argument is out of the service's bounds, unknown, or
                excluded by another.
        """
        return AsyncPages(
            self._client,
            Query(
                DESCRIBE_IMAGES,
                {
                    "repositoryName": repositoryName,
                    "registryId": registryId,
                    "imageIds": imageIds,
                    "PaginationConfig": PaginationConfig,
                },
            ),
        )

    @classmethod
    def pages_from(
        cls, raw_pages: AsyncIterable[Mapping[str, object]]
    ) -> AsyncGenerator[DescribeImagesPage]:
        """Give the pages of aiobotocore's own paginator, or others, as models, one by one.

        Args:
            raw_pages: Answers of DescribeImages as aiobotocore gives them, or what its paginator's
                `paginate()` gives. A page that the latter has cut, iterated over here, has its
                resume token as `NextToken`; a list of such pages does not tell it. A `NextToken` in
                a page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return pages_from(DESCRIBE_IMAGES, raw_pages)


class AsyncDescribeImageTagsPaginator:
    """Describe the image tags of a repository, page by page.

    Operation: `DescribeImageTags`.

    Args:
        client: Any aiobotocore client for `ecr-public`.

    Raises:
        TypeError: The client is one for another service, or boto3's.
    """

    def __init__(self, client: ECRPublicClient) -> None:
        self._client = prepare_client(client)

    def paginate(
        self,
        *,
        repositoryName: str,
        registryId: str | None = None,
        PaginationConfig: PaginationConfig | PaginatorConfigTypeDef | None = None,
    ) -> AsyncPages[DescribeImageTagsPage, ImageTagDetail]:
        """Prepare a listing; nothing is sent before it is iterated over.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            PaginationConfig: How much to list, in pages of which size, and from where on.

        Raises:
            pydantic.ValidationError: An argument is out of the service's bounds, unknown, or
                excluded by another.
        """
        return AsyncPages(
            self._client,
            Query(
                DESCRIBE_IMAGE_TAGS,
                {
                    "repositoryName": repositoryName,
                    "registryId": registryId,
                    "PaginationConfig": PaginationConfig,
                },
            ),
        )

    @classmethod
    def pages_from(
        cls, raw_pages: AsyncIterable[Mapping[str, object]]
    ) -> AsyncGenerator[DescribeImageTagsPage]:
        """Give the pages of aiobotocore's own paginator, or others, as models, one by one.

        Args:
            raw_pages: Answers of DescribeImageTags as aiobotocore gives them, or what its
                paginator's `paginate()` gives. A page that the latter has cut, iterated over here,
                has its resume token as `NextToken`; a list of such pages does not tell it. A
                `NextToken` in a page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return pages_from(DESCRIBE_IMAGE_TAGS, raw_pages)


class AsyncDescribeRegistriesPaginator:
    """Describe the public registries of the account, page by page.

    Operation: `DescribeRegistries`.

    Args:
        client: Any aiobotocore client for `ecr-public`.

    Raises:
        TypeError: The client is one for another service, or boto3's.
    """

    def __init__(self, client: ECRPublicClient) -> None:
        self._client = prepare_client(client)

    def paginate(
        self, *, PaginationConfig: PaginationConfig | PaginatorConfigTypeDef | None = None
    ) -> AsyncPages[DescribeRegistriesPage, Registry]:
        """Prepare a listing; nothing is sent before it is iterated over.

        Args:
            PaginationConfig: How much to list, in pages of which size, and from where on.

        Raises:
            pydantic.ValidationError: An argument is out of the service's bounds, unknown, or
                excluded by another.
        """
        return AsyncPages(
            self._client, Query(DESCRIBE_REGISTRIES, {"PaginationConfig": PaginationConfig})
        )

    @classmethod
    def pages_from(
        cls, raw_pages: AsyncIterable[Mapping[str, object]]
    ) -> AsyncGenerator[DescribeRegistriesPage]:
        """Give the pages of aiobotocore's own paginator, or others, as models, one by one.

        Args:
            raw_pages: Answers of DescribeRegistries as aiobotocore gives them, or what its
                paginator's `paginate()` gives. A page that the latter has cut, iterated over here,
                has its resume token as `NextToken`; a list of such pages does not tell it. A
                `NextToken` in a page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return pages_from(DESCRIBE_REGISTRIES, raw_pages)


class AsyncDescribeRepositoriesPaginator:
    """Describe the repositories of a registry, page by page.

    Operation: `DescribeRepositories`.

    Args:
        client: Any aiobotocore client for `ecr-public`.

    Raises:
        TypeError: The client is one for another service, or boto3's.
    """

    def __init__(self, client: ECRPublicClient) -> None:
        self._client = prepare_client(client)

    def paginate(
        self,
        *,
        registryId: str | None = None,
        repositoryNames: Sequence[str] | None = None,
        PaginationConfig: PaginationConfig | PaginatorConfigTypeDef | None = None,
    ) -> AsyncPages[DescribeRepositoriesPage, Repository]:
        """Prepare a listing; nothing is sent before it is iterated over.

        Args:
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            repositoryNames: The repositories to describe, 1 to 100; by default all. Not together
                with a page size or with a service token.
            PaginationConfig: How much to list, in pages of which size, and from where on.

        Raises:
            pydantic.ValidationError: An argument is out of the service's bounds, unknown, or
                excluded by another.
        """
        return AsyncPages(
            self._client,
            Query(
                DESCRIBE_REPOSITORIES,
                {
                    "registryId": registryId,
                    "repositoryNames": repositoryNames,
                    "PaginationConfig": PaginationConfig,
                },
            ),
        )

    @classmethod
    def pages_from(
        cls, raw_pages: AsyncIterable[Mapping[str, object]]
    ) -> AsyncGenerator[DescribeRepositoriesPage]:
        """Give the pages of aiobotocore's own paginator, or others, as models, one by one.

        Args:
            raw_pages: Answers of DescribeRepositories as aiobotocore gives them, or what its
                paginator's `paginate()` gives. A page that the latter has cut, iterated over here,
                has its resume token as `NextToken`; a list of such pages does not tell it. A
                `NextToken` in a page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return pages_from(DESCRIBE_REPOSITORIES, raw_pages)
