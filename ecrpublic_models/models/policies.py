"""Repository policies: who may do what with a repository."""

from __future__ import annotations

from ecrpublic_models.models.base import RepositoryRequest
from ecrpublic_models.models.fields import PolicyText
from ecrpublic_models.models.metadata import OperationResponse


class _PolicyResponse(OperationResponse, frozen=True):
    """A response that carries the policy of a repository."""

    registryId: str
    """The AWS account id of the registry that the repository is in."""
    repositoryName: str
    """The repository."""
    policyText: str
    """The policy in JSON."""


class GetRepositoryPolicyRequest(RepositoryRequest, frozen=True):
    """One request of the operation GetRepositoryPolicy. Shape: `GetRepositoryPolicyRequest`."""


class GetRepositoryPolicyResponse(_PolicyResponse, frozen=True):
    """One response of GetRepositoryPolicy. Shape: `GetRepositoryPolicyResponse`."""


class SetRepositoryPolicyRequest(RepositoryRequest, frozen=True):
    """One request of the operation SetRepositoryPolicy. Shape: `SetRepositoryPolicyRequest`."""

    policyText: PolicyText
    """The policy in JSON: at most 10,240 characters."""
    force: bool | None = None
    """Whether to set it even if it keeps its setter from setting another policy later."""


class SetRepositoryPolicyResponse(_PolicyResponse, frozen=True):
    """One response of SetRepositoryPolicy. Shape: `SetRepositoryPolicyResponse`."""


class DeleteRepositoryPolicyRequest(RepositoryRequest, frozen=True):
    """One request of DeleteRepositoryPolicy. Shape: `DeleteRepositoryPolicyRequest`."""


class DeleteRepositoryPolicyResponse(_PolicyResponse, frozen=True):
    """One response of DeleteRepositoryPolicy: the policy that was deleted.

    Shape: `DeleteRepositoryPolicyResponse`.
    """
