"""The operations, by their wire names.

An operation is a function of a registry and a request that the service's description allows. It
gives the answer's body or raises the service's error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ecrpublic_models.testing.operations.authorization import get_authorization_token
from ecrpublic_models.testing.operations.catalog_data import (
    get_registry_catalog_data,
    get_repository_catalog_data,
    put_registry_catalog_data,
    put_repository_catalog_data,
)
from ecrpublic_models.testing.operations.image_deletion import batch_delete_image
from ecrpublic_models.testing.operations.image_tags import describe_image_tags
from ecrpublic_models.testing.operations.images import describe_images, put_image
from ecrpublic_models.testing.operations.layers import (
    batch_check_layer_availability,
    complete_layer_upload,
    initiate_layer_upload,
    upload_layer_part,
)
from ecrpublic_models.testing.operations.policies import (
    delete_repository_policy,
    get_repository_policy,
    set_repository_policy,
)
from ecrpublic_models.testing.operations.registries import describe_registries
from ecrpublic_models.testing.operations.repositories import (
    create_repository,
    delete_repository,
    describe_repositories,
)
from ecrpublic_models.testing.operations.resource_tags import (
    list_tags_for_resource,
    tag_resource,
    untag_resource,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ecrpublic_models.testing.backend import ECRPublicBackend

__all__ = ["OPERATIONS", "Run"]

Run: TypeAlias = "Callable[[ECRPublicBackend, Any], dict[str, object]]"
"""How an operation is run. The request has been checked: it is what the function says it takes."""

OPERATIONS: Mapping[str, Run] = {
    "BatchCheckLayerAvailability": batch_check_layer_availability,
    "BatchDeleteImage": batch_delete_image,
    "CompleteLayerUpload": complete_layer_upload,
    "CreateRepository": create_repository,
    "DeleteRepository": delete_repository,
    "DeleteRepositoryPolicy": delete_repository_policy,
    "DescribeImageTags": describe_image_tags,
    "DescribeImages": describe_images,
    "DescribeRegistries": describe_registries,
    "DescribeRepositories": describe_repositories,
    "GetAuthorizationToken": get_authorization_token,
    "GetRegistryCatalogData": get_registry_catalog_data,
    "GetRepositoryCatalogData": get_repository_catalog_data,
    "GetRepositoryPolicy": get_repository_policy,
    "InitiateLayerUpload": initiate_layer_upload,
    "ListTagsForResource": list_tags_for_resource,
    "PutImage": put_image,
    "PutRegistryCatalogData": put_registry_catalog_data,
    "PutRepositoryCatalogData": put_repository_catalog_data,
    "SetRepositoryPolicy": set_repository_policy,
    "TagResource": tag_resource,
    "UntagResource": untag_resource,
    "UploadLayerPart": upload_layer_part,
}
