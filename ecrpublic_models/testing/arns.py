"""Amazon Resource Names. Those of ECR Public have no region."""

from __future__ import annotations

import re

from ecrpublic_models.testing.errors import InvalidParameterError

__all__ = ["read_repository_arn", "registry_arn", "repository_arn"]

_REPOSITORY_ARN = re.compile("arn:aws:ecr-public::([0-9]{12}):repository/(.+)")


def registry_arn(account_id: str) -> str:
    """Name an account's registry."""
    return f"arn:aws:ecr-public::{account_id}:registry/{account_id}"


def repository_arn(account_id: str, name: str) -> str:
    """Name a repository."""
    return f"arn:aws:ecr-public::{account_id}:repository/{name}"


def read_repository_arn(arn: str) -> tuple[str, str]:
    """Tell the account and the repository's name from the parameter `resourceArn`.

    Raises:
        InvalidParameterError: It names no repository of ECR Public.
    """
    parts = _REPOSITORY_ARN.fullmatch(arn)
    if parts is None:
        raise InvalidParameterError.constraint("resourceArn", "Invalid ARN")
    return parts[1], parts[2]
