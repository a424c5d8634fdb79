"""ECR Public as a plain Python object: a registry's state, and the operations on it.

Nothing here knows moto, HTTP or botocore. An operation is a function of a registry and a request
whose types and bounds have been checked. It returns the response's body or raises the service's
error. The modules divide the operations, and the rules that they keep, by subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ecrpublic_models.testing.registry.catalog_data import (
    get_registry_catalog_data,
    get_repository_catalog_data,
    put_registry_catalog_data,
    put_repository_catalog_data,
)
from ecrpublic_models.testing.registry.image_deletion import batch_delete_image
from ecrpublic_models.testing.registry.images import (
    describe_image_tags,
    describe_images,
    put_image,
)
from ecrpublic_models.testing.registry.layers import (
    batch_check_layer_availability,
    complete_layer_upload,
    initiate_layer_upload,
    upload_layer_part,
)
from ecrpublic_models.testing.registry.policies import (
    delete_repository_policy,
    get_repository_policy,
    set_repository_policy,
)
from ecrpublic_models.testing.registry.registries import (
    describe_registries,
    get_authorization_token,
)
from ecrpublic_models.testing.registry.repositories import (
    create_repository,
    delete_repository,
    describe_repositories,
)
from ecrpublic_models.testing.registry.resource_tags import (
    list_tags_for_resource,
    tag_resource,
    untag_resource,
)
from ecrpublic_models.testing.registry.state import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["OPERATIONS", "Operation", "Registry"]

Operation: TypeAlias = "Callable[[Registry, Any], dict[str, object]]"
"""A function that takes its own kind of request, which the wire name alone tells."""

OPERATIONS: Mapping[str, Operation] = {
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
"""The operations, by their wire names."""
