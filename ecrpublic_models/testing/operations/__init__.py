"""The operations that are emulated, by their wire names.

An operation is a function of a registry and a request that the service's description allows. It
gives the answer's body or raises the service's error. To emulate another, write it and name it
here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ecrpublic_models.testing.operations.images import (
    batch_delete_image,
    describe_images,
    put_image,
)
from ecrpublic_models.testing.operations.repositories import (
    create_repository,
    delete_repository,
    describe_repositories,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ecrpublic_models.testing.backend import ECRPublicBackend

__all__ = ["OPERATIONS", "Run"]

Run: TypeAlias = "Callable[[ECRPublicBackend, Any], dict[str, object]]"
"""How an operation is run. The request has been checked: it is what the function says it takes."""

OPERATIONS: Mapping[str, Run] = {
    "BatchDeleteImage": batch_delete_image,
    "CreateRepository": create_repository,
    "DeleteRepository": delete_repository,
    "DescribeImages": describe_images,
    "DescribeRepositories": describe_repositories,
    "PutImage": put_image,
}
