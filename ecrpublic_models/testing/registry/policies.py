"""The operations on repository policies, which are kept and neither grant nor deny anything."""

from __future__ import annotations

import json
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

_DIGITS_OF_ACCOUNT = 12


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

    The policy comes back printed anew, as the service prints policies.

    Raises:
        RepositoryNotFoundError: There is no such repository.
        InvalidParameterError: The text is not a policy in JSON, or names an unknown principal.
    """
    repository = registry.find_repository(request["repositoryName"], request.get("registryId"))
    policy, statements = _read(request["policyText"])
    if registry.known_principals is not None and not (
        _principals(statements) <= {"*", *map(_as_arn, registry.known_principals)}
    ):
        raise InvalidParameterError.constraint("PolicyText", "Principal not found")
    try:
        repository.policy = _printed(policy)
    except RecursionError:
        raise InvalidParameterError.constraint(
            "PolicyText", "Invalid repository policy provided"
        ) from None
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


def _read(text: str) -> tuple[dict[str, object], list[dict[str, object]]]:
    """Read a JSON object with a statement or a list of them, and give the statements.

    Raises:
        InvalidParameterError: It is none.
    """
    refusal = InvalidParameterError.constraint("PolicyText", "Invalid repository policy provided")
    try:
        policy = parse_json_object(text, parse_number=_Number)
    except ValueError:
        raise refusal from None
    given = policy.get("Statement")
    statements: list[dict[str, object]] = []
    for statement in cast("list[object]", given if isinstance(given, list) else [given]):
        if not isinstance(statement, dict):
            raise refusal
        statements.append(cast("dict[str, object]", statement))
    return policy, statements


def _principals(statements: list[dict[str, object]]) -> set[str]:
    """Give the accounts, roles and users that statements name."""
    found: set[str] = set()
    for statement in statements:
        principal = statement.get("Principal", [])
        if isinstance(principal, dict):
            principal = cast("dict[str, object]", principal).get("AWS", [])
        named = cast("list[object]", principal if isinstance(principal, list) else [principal])
        found |= {_as_arn(one) for one in named if isinstance(one, str)}
    return found


def _as_arn(principal: str) -> str:
    """Name an account as its root user, which is the same to policies."""
    is_account = len(principal) == _DIGITS_OF_ACCOUNT and principal.isdecimal()
    return f"arn:aws:iam::{principal}:root" if is_account else principal


class _Number(str):
    """A number as it is written, which may be one that Python's floats have not."""

    __slots__ = ()


def _printed(value: object, indent: str = "") -> str:
    """Print JSON as the service prints policies: lists on one line, and ` : ` after names."""
    if isinstance(value, dict):
        deeper = f"{indent}  "
        members = [
            f"{deeper}{json.dumps(name, ensure_ascii=False)} : {_printed(member, deeper)}"
            for name, member in cast("dict[str, object]", value).items()
        ]
        return "{\n" + ",\n".join(members) + f"\n{indent}}}" if members else "{ }"
    if isinstance(value, list):
        items = [_printed(item, indent) for item in cast("list[object]", value)]
        return f"[ {', '.join(items)} ]" if items else "[ ]"
    return str(value) if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)


def _response(registry: Registry, repository: Repository, policy: str) -> dict[str, object]:
    return {
        "registryId": registry.account_id,
        "repositoryName": repository.name,
        "policyText": policy,
    }
