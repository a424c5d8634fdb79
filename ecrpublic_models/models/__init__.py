"""The service's shapes as models, under the names that the service gives them."""

from ecrpublic_models.models.images import (
    DescribeImagesPage,
    DescribeImagesRequest,
    DescribeImagesRequestPaginate,
    DescribeImagesResponse,
    ImageDetail,
    ImageIdentifier,
)
from ecrpublic_models.models.metadata import ResponseMetadata
from ecrpublic_models.models.pagination_config import PaginationConfig

__all__ = [
    "DescribeImagesPage",
    "DescribeImagesRequest",
    "DescribeImagesRequestPaginate",
    "DescribeImagesResponse",
    "ImageDetail",
    "ImageIdentifier",
    "PaginationConfig",
    "ResponseMetadata",
]
