"""The operations, each described once for all that the rest of the library needs to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ecrpublic_models.models import (
    DescribeImagesPage,
    DescribeImagesRequest,
    DescribeImagesRequestPaginate,
    DescribeImagesResponse,
    ImageDetail,
)
from ecrpublic_models.models.base import RequestModel, ResponseModel

ModelT = TypeVar("ModelT", bound=ResponseModel)
RequestT_co = TypeVar("RequestT_co", bound=RequestModel, covariant=True)
ResponseT_co = TypeVar("ResponseT_co", bound=ResponseModel, covariant=True)
PageT_co = TypeVar("PageT_co", bound=ResponseModel, covariant=True)
ItemT_co = TypeVar("ItemT_co", bound=ResponseModel, covariant=True)


@dataclass(frozen=True)
class Operation(Generic[RequestT_co, ResponseT_co]):
    """One operation of the service."""

    name: str
    """The operation's name on the wire."""
    method_name: str
    """The name of boto3's method."""
    request: type[RequestT_co]
    """What it takes."""
    response: type[ResponseT_co]
    """What it answers."""


@dataclass(frozen=True)
class PaginatedOperation(
    Operation[RequestT_co, ResponseT_co], Generic[RequestT_co, ResponseT_co, PageT_co, ItemT_co]
):
    """One operation of the service that lists."""

    paginate: type[RequestModel]
    """What its paginator takes."""
    page: type[PageT_co]
    """What its paginator gives."""
    item: type[ItemT_co]
    """What its pages list."""
    result_key: str
    """The field of the response, and of the page, that holds the list."""


DESCRIBE_IMAGES = PaginatedOperation(
    name="DescribeImages",
    method_name="describe_images",
    request=DescribeImagesRequest,
    response=DescribeImagesResponse,
    paginate=DescribeImagesRequestPaginate,
    page=DescribeImagesPage,
    item=ImageDetail,
    result_key="imageDetails",
)

OPERATIONS = (DESCRIBE_IMAGES,)
"""All operations that this library covers."""
