"""The operations, each described once for the whole library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeGuard, TypeVar, get_args

from ecrpublic_models import models
from ecrpublic_models.models.base import RequestModel, ResponseModel

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
        """The model of its request."""
        model: type[RequestModel] = getattr(models, f"{self.name}Request")
        return model

    @property
    def response(self) -> type[ResponseT_co]:
        """The model of its response."""
        model: type[ResponseT_co] = getattr(models, f"{self.name}Response")
        return model

    def validate_arguments(self, arguments: Mapping[str, object]) -> dict[str, object]:
        """Check arguments, and give them as boto3 takes them; `None` counts as not given.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, unknown, or excluded by another.
        """
        return self.request.model_validate(arguments).model_dump(exclude_unset=True)


@dataclass(frozen=True)
class PaginatedOperation(Operation[ResponseT_co], Generic[ResponseT_co, PageT_co, ItemT_co]):
    """One operation of the service that lists."""

    result_key: str
    """The field of the response, and of the page, that holds the list."""
    selection: str | None = None
    """The argument that names what to list, together with which the service takes no page size."""

    @property
    def paginate(self) -> type[RequestModel]:
        """The model of its paginator's arguments."""
        model: type[RequestModel] = getattr(models, f"{self.name}RequestPaginate")
        return model

    def validate_listing(self, arguments: Mapping[str, object]) -> RequestModel:
        """Check a paginator's arguments; `None` counts as not given.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, unknown, or excluded by another.
        """
        return self.paginate.model_validate(arguments)

    @property
    def page(self) -> type[PageT_co]:
        """The model of its paginator's pages."""
        model: type[PageT_co] = getattr(models, f"{self.name}Page")
        return model

    @property
    def item(self) -> type[ItemT_co]:
        """The model of its pages' items."""
        item: type[ItemT_co]
        (item,) = get_args(self.page.model_fields[self.result_key].annotation)
        return item


BATCH_CHECK_LAYER_AVAILABILITY: Operation[models.BatchCheckLayerAvailabilityResponse] = Operation(
    "BatchCheckLayerAvailability", "Tell which layers are in a repository."
)
BATCH_DELETE_IMAGE: Operation[models.BatchDeleteImageResponse] = Operation(
    "BatchDeleteImage", "Delete images of a repository, or remove tags from them."
)
COMPLETE_LAYER_UPLOAD: Operation[models.CompleteLayerUploadResponse] = Operation(
    "CompleteLayerUpload", "Put the uploaded parts of a layer together, and check its digest."
)
CREATE_REPOSITORY: Operation[models.CreateRepositoryResponse] = Operation(
    "CreateRepository", "Create a repository in the registry."
)
DELETE_REPOSITORY: Operation[models.DeleteRepositoryResponse] = Operation(
    "DeleteRepository", "Delete a repository."
)
DELETE_REPOSITORY_POLICY: Operation[models.DeleteRepositoryPolicyResponse] = Operation(
    "DeleteRepositoryPolicy", "Delete the policy of a repository."
)
DESCRIBE_IMAGES: PaginatedOperation[
    models.DescribeImagesResponse, models.DescribeImagesPage, models.ImageDetail
] = PaginatedOperation(
    "DescribeImages", "Describe the images of a repository.", "imageDetails", "imageIds"
)
DESCRIBE_IMAGE_TAGS: PaginatedOperation[
    models.DescribeImageTagsResponse, models.DescribeImageTagsPage, models.ImageTagDetail
] = PaginatedOperation(
    "DescribeImageTags", "Describe the image tags of a repository.", "imageTagDetails"
)
DESCRIBE_REGISTRIES: PaginatedOperation[
    models.DescribeRegistriesResponse, models.DescribeRegistriesPage, models.Registry
] = PaginatedOperation(
    "DescribeRegistries", "Describe the public registries of the account.", "registries"
)
DESCRIBE_REPOSITORIES: PaginatedOperation[
    models.DescribeRepositoriesResponse, models.DescribeRepositoriesPage, models.Repository
] = PaginatedOperation(
    "DescribeRepositories",
    "Describe the repositories of a registry.",
    "repositories",
    "repositoryNames",
)
GET_AUTHORIZATION_TOKEN: Operation[models.GetAuthorizationTokenResponse] = Operation(
    "GetAuthorizationToken", "Get a token to log in to the registry with, good for 12 hours."
)
GET_REGISTRY_CATALOG_DATA: Operation[models.GetRegistryCatalogDataResponse] = Operation(
    "GetRegistryCatalogData", "Get what the gallery shows of the registry."
)
GET_REPOSITORY_CATALOG_DATA: Operation[models.GetRepositoryCatalogDataResponse] = Operation(
    "GetRepositoryCatalogData", "Get what the gallery shows of a repository."
)
GET_REPOSITORY_POLICY: Operation[models.GetRepositoryPolicyResponse] = Operation(
    "GetRepositoryPolicy", "Get the policy of a repository."
)
INITIATE_LAYER_UPLOAD: Operation[models.InitiateLayerUploadResponse] = Operation(
    "InitiateLayerUpload", "Begin to upload a layer in parts."
)
LIST_TAGS_FOR_RESOURCE: Operation[models.ListTagsForResourceResponse] = Operation(
    "ListTagsForResource", "List the resource tags of a repository."
)
PUT_IMAGE: Operation[models.PutImageResponse] = Operation(
    "PutImage", "Push the manifest of an image whose layers are uploaded, and tag the image."
)
PUT_REGISTRY_CATALOG_DATA: Operation[models.PutRegistryCatalogDataResponse] = Operation(
    "PutRegistryCatalogData", "Set what the gallery shows of the registry."
)
PUT_REPOSITORY_CATALOG_DATA: Operation[models.PutRepositoryCatalogDataResponse] = Operation(
    "PutRepositoryCatalogData", "Set what the gallery shows of a repository."
)
SET_REPOSITORY_POLICY: Operation[models.SetRepositoryPolicyResponse] = Operation(
    "SetRepositoryPolicy", "Set the policy of a repository."
)
TAG_RESOURCE: Operation[models.TagResourceResponse] = Operation(
    "TagResource", "Set resource tags of a repository."
)
UNTAG_RESOURCE: Operation[models.UntagResourceResponse] = Operation(
    "UntagResource", "Remove resource tags from a repository."
)
UPLOAD_LAYER_PART: Operation[models.UploadLayerPartResponse] = Operation(
    "UploadLayerPart", "Upload one part of a layer."
)


def _is_operation(value: object) -> TypeGuard[Operation[ResponseModel]]:
    return isinstance(value, Operation)


def _is_paginated(
    value: object,
) -> TypeGuard[PaginatedOperation[ResponseModel, ResponseModel, ResponseModel]]:
    return isinstance(value, PaginatedOperation)


OPERATIONS = tuple(filter(_is_operation, list(globals().values())))
"""All operations of the service."""

PAGINATED_OPERATIONS = tuple(filter(_is_paginated, OPERATIONS))
"""All operations that list."""
