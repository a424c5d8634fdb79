"""The operations, each described once for all that the rest of the library needs to know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar, get_args

from ecrpublic_models import models
from ecrpublic_models.models.base import RequestModel, ResponseModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecrpublic_models.models import (
        BatchCheckLayerAvailabilityResponse,
        BatchDeleteImageResponse,
        CompleteLayerUploadResponse,
        CreateRepositoryResponse,
        DeleteRepositoryPolicyResponse,
        DeleteRepositoryResponse,
        DescribeImagesPage,
        DescribeImagesResponse,
        DescribeImageTagsPage,
        DescribeImageTagsResponse,
        DescribeRegistriesPage,
        DescribeRegistriesResponse,
        DescribeRepositoriesPage,
        DescribeRepositoriesResponse,
        GetAuthorizationTokenResponse,
        GetRegistryCatalogDataResponse,
        GetRepositoryCatalogDataResponse,
        GetRepositoryPolicyResponse,
        ImageDetail,
        ImageTagDetail,
        InitiateLayerUploadResponse,
        ListTagsForResourceResponse,
        PutImageResponse,
        PutRegistryCatalogDataResponse,
        PutRepositoryCatalogDataResponse,
        Registry,
        Repository,
        SetRepositoryPolicyResponse,
        TagResourceResponse,
        UntagResourceResponse,
        UploadLayerPartResponse,
    )

ResponseT_co = TypeVar("ResponseT_co", bound=ResponseModel, covariant=True)
PageT_co = TypeVar("PageT_co", bound=ResponseModel, covariant=True)
ItemT_co = TypeVar("ItemT_co", bound=ResponseModel, covariant=True)


@dataclass(frozen=True)
class Operation(Generic[ResponseT_co]):
    """One operation of the service. Its models are found by name, and built when first used."""

    name: str
    """The operation's name on the wire."""
    summary: str
    """What it does, in a sentence."""

    @cached_property
    def method_name(self) -> str:
        """The name of boto3's method."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).lower()

    @property
    def request(self) -> type[RequestModel]:
        """What it takes."""
        model: type[RequestModel] = getattr(models, f"{self.name}Request")
        return model

    @property
    def response(self) -> type[ResponseT_co]:
        """What it answers."""
        model: type[ResponseT_co] = getattr(models, f"{self.name}Response")
        return model

    def checked(self, arguments: Mapping[str, object]) -> dict[str, object]:
        """Check arguments, and give them as boto3 takes them; `None` is one that is not given.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, unknown, or excluded by another.
        """
        given = {name: value for name, value in arguments.items() if value is not None}
        return self.request.model_validate(given).model_dump(exclude_unset=True)


@dataclass(frozen=True)
class PaginatedOperation(Operation[ResponseT_co], Generic[ResponseT_co, PageT_co, ItemT_co]):
    """One operation of the service that lists."""

    result_key: str
    """The field of the response, and of the page, that holds the list."""

    @property
    def paginate(self) -> type[RequestModel]:
        """What its paginator takes."""
        model: type[RequestModel] = getattr(models, f"{self.name}RequestPaginate")
        return model

    @property
    def page(self) -> type[PageT_co]:
        """What its paginator gives."""
        model: type[PageT_co] = getattr(models, f"{self.name}Page")
        return model

    @property
    def item(self) -> type[ItemT_co]:
        """What its pages list."""
        item: type[ItemT_co]
        (item,) = get_args(self.page.model_fields[self.result_key].annotation)
        return item


BATCH_CHECK_LAYER_AVAILABILITY: Operation[BatchCheckLayerAvailabilityResponse] = Operation(
    "BatchCheckLayerAvailability", "Tell which layers are in a repository."
)
BATCH_DELETE_IMAGE: Operation[BatchDeleteImageResponse] = Operation(
    "BatchDeleteImage", "Delete images of a repository, or remove tags from them."
)
COMPLETE_LAYER_UPLOAD: Operation[CompleteLayerUploadResponse] = Operation(
    "CompleteLayerUpload", "Put the uploaded parts of a layer together, and check its digest."
)
CREATE_REPOSITORY: Operation[CreateRepositoryResponse] = Operation(
    "CreateRepository", "Create a repository in the registry."
)
DELETE_REPOSITORY: Operation[DeleteRepositoryResponse] = Operation(
    "DeleteRepository", "Delete a repository."
)
DELETE_REPOSITORY_POLICY: Operation[DeleteRepositoryPolicyResponse] = Operation(
    "DeleteRepositoryPolicy", "Delete the policy of a repository."
)
DESCRIBE_IMAGES: PaginatedOperation[DescribeImagesResponse, DescribeImagesPage, ImageDetail] = (
    PaginatedOperation("DescribeImages", "Describe the images of a repository.", "imageDetails")
)
DESCRIBE_IMAGE_TAGS: PaginatedOperation[
    DescribeImageTagsResponse, DescribeImageTagsPage, ImageTagDetail
] = PaginatedOperation(
    "DescribeImageTags", "Describe the image tags of a repository.", "imageTagDetails"
)
DESCRIBE_REGISTRIES: PaginatedOperation[
    DescribeRegistriesResponse, DescribeRegistriesPage, Registry
] = PaginatedOperation(
    "DescribeRegistries", "Describe the public registries of the account.", "registries"
)
DESCRIBE_REPOSITORIES: PaginatedOperation[
    DescribeRepositoriesResponse, DescribeRepositoriesPage, Repository
] = PaginatedOperation(
    "DescribeRepositories", "Describe the repositories of a registry.", "repositories"
)
GET_AUTHORIZATION_TOKEN: Operation[GetAuthorizationTokenResponse] = Operation(
    "GetAuthorizationToken", "Get a token to log in to the registry with, good for 12 hours."
)
GET_REGISTRY_CATALOG_DATA: Operation[GetRegistryCatalogDataResponse] = Operation(
    "GetRegistryCatalogData", "Get what the gallery shows of the registry."
)
GET_REPOSITORY_CATALOG_DATA: Operation[GetRepositoryCatalogDataResponse] = Operation(
    "GetRepositoryCatalogData", "Get what the gallery shows of a repository."
)
GET_REPOSITORY_POLICY: Operation[GetRepositoryPolicyResponse] = Operation(
    "GetRepositoryPolicy", "Get the policy of a repository."
)
INITIATE_LAYER_UPLOAD: Operation[InitiateLayerUploadResponse] = Operation(
    "InitiateLayerUpload", "Begin to upload a layer in parts."
)
LIST_TAGS_FOR_RESOURCE: Operation[ListTagsForResourceResponse] = Operation(
    "ListTagsForResource", "List the resource tags of a repository."
)
PUT_IMAGE: Operation[PutImageResponse] = Operation(
    "PutImage", "Push the manifest of an image whose layers are uploaded, and tag the image."
)
PUT_REGISTRY_CATALOG_DATA: Operation[PutRegistryCatalogDataResponse] = Operation(
    "PutRegistryCatalogData", "Set what the gallery shows of the registry."
)
PUT_REPOSITORY_CATALOG_DATA: Operation[PutRepositoryCatalogDataResponse] = Operation(
    "PutRepositoryCatalogData", "Set what the gallery shows of a repository."
)
SET_REPOSITORY_POLICY: Operation[SetRepositoryPolicyResponse] = Operation(
    "SetRepositoryPolicy", "Set the policy of a repository."
)
TAG_RESOURCE: Operation[TagResourceResponse] = Operation(
    "TagResource", "Set resource tags of a repository."
)
UNTAG_RESOURCE: Operation[UntagResourceResponse] = Operation(
    "UntagResource", "Remove resource tags from a repository."
)
UPLOAD_LAYER_PART: Operation[UploadLayerPartResponse] = Operation(
    "UploadLayerPart", "Upload one part of a layer."
)

PAGINATED_OPERATIONS = (
    DESCRIBE_IMAGES,
    DESCRIBE_IMAGE_TAGS,
    DESCRIBE_REGISTRIES,
    DESCRIBE_REPOSITORIES,
)
"""All operations that list."""

OPERATIONS = (
    BATCH_CHECK_LAYER_AVAILABILITY,
    BATCH_DELETE_IMAGE,
    COMPLETE_LAYER_UPLOAD,
    CREATE_REPOSITORY,
    DELETE_REPOSITORY,
    DELETE_REPOSITORY_POLICY,
    *PAGINATED_OPERATIONS,
    GET_AUTHORIZATION_TOKEN,
    GET_REGISTRY_CATALOG_DATA,
    GET_REPOSITORY_CATALOG_DATA,
    GET_REPOSITORY_POLICY,
    INITIATE_LAYER_UPLOAD,
    LIST_TAGS_FOR_RESOURCE,
    PUT_IMAGE,
    PUT_REGISTRY_CATALOG_DATA,
    PUT_REPOSITORY_CATALOG_DATA,
    SET_REPOSITORY_POLICY,
    TAG_RESOURCE,
    UNTAG_RESOURCE,
    UPLOAD_LAYER_PART,
)
"""All operations of the service."""
