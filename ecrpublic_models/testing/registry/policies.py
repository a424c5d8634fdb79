"""The operations on repository policies, which are kept and neither grant nor deny anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ecrpublic_models.testing.exceptions import InvalidParameterError, RepositoryPolicyNotFoundError
from ecrpublic_models.testing.registry.syntax import parse_json_object

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import (
        DeleteRepositoryPolicyRequestTypeDef,
        GetRepositoryPolicyRequestTypeDef,
        SetRepositoryPolicyRequestTypeDef,
    )

    from ecrpublic_models.testing.registry.state import Registry, Repository

__all__ = ["delete_repository_policy", "get_repository_policy", "set_repository_policy"]


def get_repository_policy(
    registry: Registry, request: GetRepositoryPolicyRequestTypeDef
) -> dict[str, object]:
    """Return a repository's policy.

    Raises:
        RepositoryNotFoundError: There is no such repository.
        RepositoryPolicyNotFoundError: It has no policy.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    return _response(registry, repository, _policy(registry, repository))


def set_repository_policy(
    registry: Registry, request: SetRepositoryPolicyRequestTypeDef
) -> dict[str, object]:
    """Set a repository's policy in place of the one it had. `force` makes no difference.

    Raises:
        RepositoryNotFoundError: There is no such repository.
        InvalidParameterError: The text is not a policy in JSON.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    if not _is_policy(request["policyText"]):
        raise InvalidParameterError.constraint("PolicyText", "Invalid repository policy provided")
    repository.policy = request["policyText"]
    return _response(registry, repository, repository.policy)


def delete_repository_policy(
    registry: Registry, request: DeleteRepositoryPolicyRequestTypeDef
) -> dict[str, object]:
    """Delete a repository's policy.

    Raises:
        RepositoryNotFoundError: There is no such repository.
        RepositoryPolicyNotFoundError: It has no policy.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    policy = _policy(registry, repository)
    repository.policy = None
    return _response(registry, repository, policy)


def _policy(registry: Registry, repository: Repository) -> str:
    if repository.policy is None:
        raise RepositoryPolicyNotFoundError(repository.name, registry.account_id)
    return repository.policy


def _is_policy(text: str) -> bool:
    """Tell whether a text is a JSON object with a statement or a list of them."""
    try:
        statements = parse_json_object(text).get("Statement")
    except ValueError:
        return False
    if isinstance(statements, dict):
        return True
    return isinstance(statements, list) and all(
        isinstance(statement, dict) for statement in cast("list[object]", statements)
    )


def _response(registry: Registry, repository: Repository, policy: str) -> dict[str, object]:
    return {
        "registryId": registry.account_id,
        "repositoryName": repository.name,
        "policyText": policy,
    }
