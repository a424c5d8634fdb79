"""The typed paginators over boto3."""

# Written by tools/write_facades.py; change that, and run it.
from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models._sansio.traversal import Query
from ecrpublic_models.client import prepare_client
from ecrpublic_models.operations import (
    DESCRIBE_IMAGE_TAGS,
    DESCRIBE_IMAGES,
    DESCRIBE_REGISTRIES,
    DESCRIBE_REPOSITORIES,
)
from ecrpublic_models.pages import Pages, pages_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mypy_boto3_ecr_public import ECRPublicClient
    from mypy_boto3_ecr_public.type_defs import ImageIdentifierTypeDef, PaginatorConfigTypeDef

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
    "DescribeImageTagsPaginator",
    "DescribeImagesPaginator",
    "DescribeRegistriesPaginator",
    "DescribeRepositoriesPaginator",
]


class DescribeImagesPaginator:
    """Describe the images of a repository, page by page.

    Operation: `DescribeImages`.

    Args:
        client: Any boto3 client for `ecr-public`; by default `create_client()`.

    Raises:
        TypeError: The client is one for another service, or aiobotocore's.
    """

    def __init__(self, client: ECRPublicClient | None = None) -> None:
        self._client = prepare_client(client)

    def paginate(
        self,
        *,
        repositoryName: str,
        registryId: str | None = None,
        imageIds: Sequence[ImageIdentifier | ImageIdentifierTypeDef] | None = None,
        PaginationConfig: PaginationConfig | PaginatorConfigTypeDef | None = None,
    ) -> Pages[DescribeImagesPage, ImageDetail]:
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
        return Pages(
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
    def pages_from(cls, raw_pages: Iterable[Mapping[str, object]]) -> Iterator[DescribeImagesPage]:
        """Give the pages of boto3's own paginator, or others, as models, one by one.

        Args:
            raw_pages: Answers of DescribeImages as boto3 gives them, or what its paginator's
                `paginate()` gives. A page that the latter has cut, iterated over here, has its
                resume token as `NextToken`; a list of such pages does not tell it. A `NextToken` in
                a page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return pages_from(DESCRIBE_IMAGES, raw_pages)


class DescribeImageTagsPaginator:
    """Describe the image tags of a repository, page by page.

    Operation: `DescribeImageTags`.

    Args:
        client: Any boto3 client for `ecr-public`; by default `create_client()`.

    Raises:
        TypeError: The client is one for another service, or aiobotocore's.
    """

    def __init__(self, client: ECRPublicClient | None = None) -> None:
        self._client = prepare_client(client)

    def paginate(
        self,
        *,
        repositoryName: str,
        registryId: str | None = None,
        PaginationConfig: PaginationConfig | PaginatorConfigTypeDef | None = None,
    ) -> Pages[DescribeImageTagsPage, ImageTagDetail]:
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
        return Pages(
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
        cls, raw_pages: Iterable[Mapping[str, object]]
    ) -> Iterator[DescribeImageTagsPage]:
        """Give the pages of boto3's own paginator, or others, as models, one by one.

        Args:
            raw_pages: Answers of DescribeImageTags as boto3 gives them, or what its paginator's
                `paginate()` gives. A page that the latter has cut, iterated over here, has its
                resume token as `NextToken`; a list of such pages does not tell it. A `NextToken` in
                a page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return pages_from(DESCRIBE_IMAGE_TAGS, raw_pages)


class DescribeRegistriesPaginator:
    """Describe the public registries of the account, page by page.

    Operation: `DescribeRegistries`.

    Args:
        client: Any boto3 client for `ecr-public`; by default `create_client()`.

    Raises:
        TypeError: The client is one for another service, or aiobotocore's.
    """

    def __init__(self, client: ECRPublicClient | None = None) -> None:
        self._client = prepare_client(client)

    def paginate(
        self, *, PaginationConfig: PaginationConfig | PaginatorConfigTypeDef | None = None
    ) -> Pages[DescribeRegistriesPage, Registry]:
        """Prepare a listing; nothing is sent before it is iterated over.

        Args:
            PaginationConfig: How much to list, in pages of which size, and from where on.

        Raises:
            pydantic.ValidationError: An argument is out of the service's bounds, unknown, or
                excluded by another.
        """
        return Pages(
            self._client, Query(DESCRIBE_REGISTRIES, {"PaginationConfig": PaginationConfig})
        )

    @classmethod
    def pages_from(
        cls, raw_pages: Iterable[Mapping[str, object]]
    ) -> Iterator[DescribeRegistriesPage]:
        """Give the pages of boto3's own paginator, or others, as models, one by one.

        Args:
            raw_pages: Answers of DescribeRegistries as boto3 gives them, or what its paginator's
                `paginate()` gives. A page that the latter has cut, iterated over here, has its
                resume token as `NextToken`; a list of such pages does not tell it. A `NextToken` in
                a page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return pages_from(DESCRIBE_REGISTRIES, raw_pages)


class DescribeRepositoriesPaginator:
    """Describe the repositories of a registry, page by page.

    Operation: `DescribeRepositories`.

    Args:
        client: Any boto3 client for `ecr-public`; by default `create_client()`.

    Raises:
        TypeError: The client is one for another service, or aiobotocore's.
    """

    def __init__(self, client: ECRPublicClient | None = None) -> None:
        self._client = prepare_client(client)

    def paginate(
        self,
        *,
        registryId: str | None = None,
        repositoryNames: Sequence[str] | None = None,
        PaginationConfig: PaginationConfig | PaginatorConfigTypeDef | None = None,
    ) -> Pages[DescribeRepositoriesPage, Repository]:
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
        return Pages(
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
        cls, raw_pages: Iterable[Mapping[str, object]]
    ) -> Iterator[DescribeRepositoriesPage]:
        """Give the pages of boto3's own paginator, or others, as models, one by one.

        Args:
            raw_pages: Answers of DescribeRepositories as boto3 gives them, or what its paginator's
                `paginate()` gives. A page that the latter has cut, iterated over here, has its
                resume token as `NextToken`; a list of such pages does not tell it. A `NextToken` in
                a page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return pages_from(DESCRIBE_REPOSITORIES, raw_pages)
