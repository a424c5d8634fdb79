"""The typed way to use Amazon ECR Public from Python: Pydantic models and validating paginators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.client import create_client
from ecrpublic_models.models import (
    DescribeImagesPage,
    DescribeImagesRequest,
    DescribeImagesResponse,
    ImageDetail,
    ImageIdentifier,
    PaginationConfig,
    ResponseMetadata,
)
from ecrpublic_models.paginators import DescribeImagesPaginator, Pages

if TYPE_CHECKING:
    from ecrpublic_models.errors import (
        ECRPublicModelsError,
        PaginationError,
        ResponseValidationError,
    )

__all__ = [
    "DescribeImagesPage",
    "DescribeImagesPaginator",
    "DescribeImagesRequest",
    "DescribeImagesResponse",
    "ECRPublicModelsError",
    "ImageDetail",
    "ImageIdentifier",
    "Pages",
    "PaginationConfig",
    "PaginationError",
    "ResponseMetadata",
    "ResponseValidationError",
    "create_client",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # The errors derive from botocore's, which is loaded only by those who name them.
        if name in {"ECRPublicModelsError", "PaginationError", "ResponseValidationError"}:
            from ecrpublic_models import errors

            return getattr(errors, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
