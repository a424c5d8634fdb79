"""The operations on resource tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.testing.arns import read_repository_arn
from ecrpublic_models.testing.resource_tags import check_key, merged_tags

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import (
        ListTagsForResourceRequestTypeDef,
        TagResourceRequestTypeDef,
        UntagResourceRequestTypeDef,
    )

    from ecrpublic_models.testing.backend import ECRPublicBackend
    from ecrpublic_models.testing.state import Repository

__all__ = ["list_tags_for_resource", "tag_resource", "untag_resource"]


def list_tags_for_resource(
    backend: ECRPublicBackend, request: ListTagsForResourceRequestTypeDef
) -> dict[str, object]:
    """List a repository's tags.

    Raises:
        InvalidParameterError: The ARN names no repository.
        RepositoryNotFoundError: It names one that does not exist.
    """
    tags = _find_repository(backend, request["resourceArn"]).resource_tags
    return {"tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


def tag_resource(
    backend: ECRPublicBackend, request: TagResourceRequestTypeDef
) -> dict[str, object]:
    """Add tags to a repository, and give new values to those that it has.

    Raises:
        InvalidParameterError: The ARN names no repository.
        RepositoryNotFoundError: It names one that does not exist.
        InvalidTagParameterError: A tag is not allowed.
        TooManyTagsError: There would be more than fifty.
    """
    repository = _find_repository(backend, request["resourceArn"])
    repository.resource_tags = merged_tags(repository.resource_tags, request["tags"])
    return {}


def untag_resource(
    backend: ECRPublicBackend, request: UntagResourceRequestTypeDef
) -> dict[str, object]:
    """Take tags from a repository. One that it does not have is no error.

    Raises:
        InvalidParameterError: The ARN names no repository.
        RepositoryNotFoundError: It names one that does not exist.
        InvalidTagParameterError: A key is not allowed.
    """
    repository = _find_repository(backend, request["resourceArn"])
    for key in request["tagKeys"]:
        check_key(key)
    for key in request["tagKeys"]:
        repository.resource_tags.pop(key, None)
    return {}


def _find_repository(backend: ECRPublicBackend, arn: str) -> Repository:
    account_id, name = read_repository_arn(arn)
    return backend.find_repository(name, account_id)
