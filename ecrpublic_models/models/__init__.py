"""The service's shapes as models, under the names that the service gives them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecrpublic_models.models.authorization import (
        AuthorizationData,
        GetAuthorizationTokenRequest,
        GetAuthorizationTokenResponse,
        RegistryLogin,
    )
    from ecrpublic_models.models.catalog_data import (
        GetRegistryCatalogDataRequest,
        GetRegistryCatalogDataResponse,
        GetRepositoryCatalogDataRequest,
        GetRepositoryCatalogDataResponse,
        PutRegistryCatalogDataRequest,
        PutRegistryCatalogDataResponse,
        PutRepositoryCatalogDataRequest,
        PutRepositoryCatalogDataResponse,
        RegistryCatalogData,
        RepositoryCatalogData,
        RepositoryCatalogDataInput,
    )
    from ecrpublic_models.models.image_changes import (
        BatchDeleteImageRequest,
        BatchDeleteImageResponse,
        Image,
        ImageFailure,
        PutImageRequest,
        PutImageResponse,
    )
    from ecrpublic_models.models.image_ids import (
        ImageIdentifier,
    )
    from ecrpublic_models.models.image_tags import (
        DescribeImageTagsPage,
        DescribeImageTagsRequest,
        DescribeImageTagsRequestPaginate,
        DescribeImageTagsResponse,
        ImageTagDetail,
        ReferencedImageDetail,
    )
    from ecrpublic_models.models.images import (
        DescribeImagesPage,
        DescribeImagesRequest,
        DescribeImagesRequestPaginate,
        DescribeImagesResponse,
        ImageDetail,
    )
    from ecrpublic_models.models.layers import (
        BatchCheckLayerAvailabilityRequest,
        BatchCheckLayerAvailabilityResponse,
        CompleteLayerUploadRequest,
        CompleteLayerUploadResponse,
        InitiateLayerUploadRequest,
        InitiateLayerUploadResponse,
        Layer,
        LayerFailure,
        UploadLayerPartRequest,
        UploadLayerPartResponse,
    )
    from ecrpublic_models.models.metadata import (
        ResponseMetadata,
    )
    from ecrpublic_models.models.pagination_config import (
        PaginationConfig,
    )
    from ecrpublic_models.models.policies import (
        DeleteRepositoryPolicyRequest,
        DeleteRepositoryPolicyResponse,
        GetRepositoryPolicyRequest,
        GetRepositoryPolicyResponse,
        SetRepositoryPolicyRequest,
        SetRepositoryPolicyResponse,
    )
    from ecrpublic_models.models.registries import (
        DescribeRegistriesPage,
        DescribeRegistriesRequest,
        DescribeRegistriesRequestPaginate,
        DescribeRegistriesResponse,
        Registry,
        RegistryAlias,
    )
    from ecrpublic_models.models.repositories import (
        CreateRepositoryRequest,
        CreateRepositoryResponse,
        DeleteRepositoryRequest,
        DeleteRepositoryResponse,
        DescribeRepositoriesPage,
        DescribeRepositoriesRequest,
        DescribeRepositoriesRequestPaginate,
        DescribeRepositoriesResponse,
        Repository,
    )
    from ecrpublic_models.models.resource_tags import (
        ListTagsForResourceRequest,
        ListTagsForResourceResponse,
        Tag,
        TagResourceRequest,
        TagResourceResponse,
        UntagResourceRequest,
        UntagResourceResponse,
    )

__all__ = [
    "AuthorizationData",
    "BatchCheckLayerAvailabilityRequest",
    "BatchCheckLayerAvailabilityResponse",
    "BatchDeleteImageRequest",
    "BatchDeleteImageResponse",
    "CompleteLayerUploadRequest",
    "CompleteLayerUploadResponse",
    "CreateRepositoryRequest",
    "CreateRepositoryResponse",
    "DeleteRepositoryPolicyRequest",
    "DeleteRepositoryPolicyResponse",
    "DeleteRepositoryRequest",
    "DeleteRepositoryResponse",
    "DescribeImageTagsPage",
    "DescribeImageTagsRequest",
    "DescribeImageTagsRequestPaginate",
    "DescribeImageTagsResponse",
    "DescribeImagesPage",
    "DescribeImagesRequest",
    "DescribeImagesRequestPaginate",
    "DescribeImagesResponse",
    "DescribeRegistriesPage",
    "DescribeRegistriesRequest",
    "DescribeRegistriesRequestPaginate",
    "DescribeRegistriesResponse",
    "DescribeRepositoriesPage",
    "DescribeRepositoriesRequest",
    "DescribeRepositoriesRequestPaginate",
    "DescribeRepositoriesResponse",
    "GetAuthorizationTokenRequest",
    "GetAuthorizationTokenResponse",
    "GetRegistryCatalogDataRequest",
    "GetRegistryCatalogDataResponse",
    "GetRepositoryCatalogDataRequest",
    "GetRepositoryCatalogDataResponse",
    "GetRepositoryPolicyRequest",
    "GetRepositoryPolicyResponse",
    "Image",
    "ImageDetail",
    "ImageFailure",
    "ImageIdentifier",
    "ImageTagDetail",
    "InitiateLayerUploadRequest",
    "InitiateLayerUploadResponse",
    "Layer",
    "LayerFailure",
    "ListTagsForResourceRequest",
    "ListTagsForResourceResponse",
    "PaginationConfig",
    "PutImageRequest",
    "PutImageResponse",
    "PutRegistryCatalogDataRequest",
    "PutRegistryCatalogDataResponse",
    "PutRepositoryCatalogDataRequest",
    "PutRepositoryCatalogDataResponse",
    "ReferencedImageDetail",
    "Registry",
    "RegistryAlias",
    "RegistryCatalogData",
    "RegistryLogin",
    "Repository",
    "RepositoryCatalogData",
    "RepositoryCatalogDataInput",
    "ResponseMetadata",
    "SetRepositoryPolicyRequest",
    "SetRepositoryPolicyResponse",
    "Tag",
    "TagResourceRequest",
    "TagResourceResponse",
    "UntagResourceRequest",
    "UntagResourceResponse",
    "UploadLayerPartRequest",
    "UploadLayerPartResponse",
]

# To build all models takes longer than most programs need, so a part is loaded when it is named.
_PARTS = {
    "authorization": (
        "AuthorizationData",
        "GetAuthorizationTokenRequest",
        "GetAuthorizationTokenResponse",
        "RegistryLogin",
    ),
    "catalog_data": (
        "GetRegistryCatalogDataRequest",
        "GetRegistryCatalogDataResponse",
        "GetRepositoryCatalogDataRequest",
        "GetRepositoryCatalogDataResponse",
        "PutRegistryCatalogDataRequest",
        "PutRegistryCatalogDataResponse",
        "PutRepositoryCatalogDataRequest",
        "PutRepositoryCatalogDataResponse",
        "RegistryCatalogData",
        "RepositoryCatalogData",
        "RepositoryCatalogDataInput",
    ),
    "image_changes": (
        "BatchDeleteImageRequest",
        "BatchDeleteImageResponse",
        "Image",
        "ImageFailure",
        "PutImageRequest",
        "PutImageResponse",
    ),
    "image_ids": ("ImageIdentifier",),
    "image_tags": (
        "DescribeImageTagsPage",
        "DescribeImageTagsRequest",
        "DescribeImageTagsRequestPaginate",
        "DescribeImageTagsResponse",
        "ImageTagDetail",
        "ReferencedImageDetail",
    ),
    "images": (
        "DescribeImagesPage",
        "DescribeImagesRequest",
        "DescribeImagesRequestPaginate",
        "DescribeImagesResponse",
        "ImageDetail",
    ),
    "layers": (
        "BatchCheckLayerAvailabilityRequest",
        "BatchCheckLayerAvailabilityResponse",
        "CompleteLayerUploadRequest",
        "CompleteLayerUploadResponse",
        "InitiateLayerUploadRequest",
        "InitiateLayerUploadResponse",
        "Layer",
        "LayerFailure",
        "UploadLayerPartRequest",
        "UploadLayerPartResponse",
    ),
    "metadata": ("ResponseMetadata",),
    "pagination_config": ("PaginationConfig",),
    "policies": (
        "DeleteRepositoryPolicyRequest",
        "DeleteRepositoryPolicyResponse",
        "GetRepositoryPolicyRequest",
        "GetRepositoryPolicyResponse",
        "SetRepositoryPolicyRequest",
        "SetRepositoryPolicyResponse",
    ),
    "registries": (
        "DescribeRegistriesPage",
        "DescribeRegistriesRequest",
        "DescribeRegistriesRequestPaginate",
        "DescribeRegistriesResponse",
        "Registry",
        "RegistryAlias",
    ),
    "repositories": (
        "CreateRepositoryRequest",
        "CreateRepositoryResponse",
        "DeleteRepositoryRequest",
        "DeleteRepositoryResponse",
        "DescribeRepositoriesPage",
        "DescribeRepositoriesRequest",
        "DescribeRepositoriesRequestPaginate",
        "DescribeRepositoriesResponse",
        "Repository",
    ),
    "resource_tags": (
        "ListTagsForResourceRequest",
        "ListTagsForResourceResponse",
        "Tag",
        "TagResourceRequest",
        "TagResourceResponse",
        "UntagResourceRequest",
        "UntagResourceResponse",
    ),
}
_PART_OF = {name: part for part, names in _PARTS.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _PART_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_PART_OF[name]}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return __all__
