"""The moto backend: a public registry per account and region, and how its operations are called."""

from __future__ import annotations

import hashlib
import re
from itertools import count
from threading import RLock
from typing import TYPE_CHECKING, cast

from moto.core.base_backend import BackendDict, BaseBackend, backend_lock

from ecrpublic_models.testing.errors import (
    InvalidParameterError,
    InvalidTagParameterError,
    RegistryNotFoundError,
    RepositoryNotFoundError,
    UnknownOperationError,
)
from ecrpublic_models.testing.faults import Faults
from ecrpublic_models.testing.operations import OPERATIONS
from ecrpublic_models.testing.page_tokens import PageTokens
from ecrpublic_models.testing.request_validation import ConstraintViolationError, checked_request
from ecrpublic_models.testing.sequence import OrderedBySequence
from ecrpublic_models.testing.service_description import SERVICE_NAME, find_operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.model import OperationModel, Shape

    from ecrpublic_models.testing.state import Repository
    from ecrpublic_models.testing.urls import Handler

__all__ = ["REGIONS", "ECRPublicBackend", "clear_registries", "ecrpublic_backends"]

REGIONS = ("us-east-1", "us-west-2")
"""Where the service's API can be called."""

_FIRST_SEQUENCE = 1
_ACCOUNT_ID = re.compile("[0-9]{12}")
_RESOURCE_TAG_MEMBERS = frozenset({"tags", "tagKeys"})


class ECRPublicBackend(BaseBackend):
    """The public registry of one account, in one region.

    Attributes:
        tokens: The tokens that continue its listings.
        repositories: In the order in which they were created.
        display_name: What the gallery shows as the author of its repositories.
        requires_layers: Whether `PutImage` refuses an image whose layers were not uploaded.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.tokens: PageTokens = PageTokens()
        self.repositories: OrderedBySequence[Repository] = OrderedBySequence()
        self.display_name: str | None = None
        self.requires_layers: bool = False
        self._by_name: dict[str, Repository] = {}
        self._faults = Faults()
        self._sequence = count(_FIRST_SEQUENCE)
        self._lock = RLock()

    @property
    def registry_alias(self) -> str:
        """The registry's default alias, the same for an account each time."""
        return "e" + hashlib.sha256(self.account_id.encode()).hexdigest()[:7]

    def call(self, operation: str, request: Mapping[str, object]) -> dict[str, object]:
        """Call an operation as a client does over the wire, without one.

        Args:
            operation: Its wire name, such as `PutImage`.
            request: Its body, as JSON has it.

        Returns:
            The answer's body, as JSON has it.

        Raises:
            ServiceError: The service answers with an error.
        """
        description = find_operation(operation)
        run = OPERATIONS.get(operation)
        if description is None or run is None:
            raise UnknownOperationError(f"The service has no operation '{operation}'")
        with self._lock:
            self._faults.raise_next(operation)
            return run(self, _checked(description, request))

    def fail_next(self, operation: str, error: str) -> None:
        """Let the next call of an operation answer with an error, whatever it asks for.

        Each time this is called, one more call fails, in this order. A client that retries calls
        again.

        Args:
            operation: Its wire name, such as `PutImage`.
            error: The code of an error that the operation declares, such as `ServerException`.

        Raises:
            ValueError: The service has no such operation, or the operation does not declare the
                error.
        """
        with self._lock:
            self._faults.add(operation, error)

    def next_sequence(self) -> int:
        """Give a number higher than all before, for an image or a repository."""
        return next(self._sequence)

    def find_repository(self, name: str, registry: str | None) -> Repository:
        """Find a repository.

        Args:
            name: Its name.
            registry: An account id or a registry alias; by default this registry.

        Raises:
            RepositoryNotFoundError: It does not exist, or the registry is another account's.
        """
        repository = self._by_name.get(name)
        if repository is None or not self.is_this_registry(registry):
            raise RepositoryNotFoundError.named(name, registry or self.account_id)
        return repository

    def find_push_target(self, name: str, registry: str | None) -> Repository:
        """Find a repository for an operation that pushes, which tells missing registries apart.

        Args:
            name: Its name.
            registry: An account id or a registry alias; by default this registry.

        Raises:
            RegistryNotFoundError: The alias is not this registry's. Any account id has a registry.
            RepositoryNotFoundError: It does not exist, or the registry is another account's.
        """
        if registry is None or _ACCOUNT_ID.fullmatch(registry) or self.is_this_registry(registry):
            return self.find_repository(name, registry)
        raise RegistryNotFoundError(registry)

    def is_this_registry(self, registry: str | None) -> bool:
        """Tell whether an account id or alias, if any is given, means this registry."""
        return registry in {None, self.account_id, self.registry_alias}

    def has_repository(self, name: str) -> bool:
        """Tell whether a name is taken."""
        return name in self._by_name

    def add_repository(self, repository: Repository) -> None:
        """Add a repository whose name is not taken."""
        self.repositories.append(repository)
        self._by_name[repository.name] = repository

    def remove_repository(self, repository: Repository) -> None:
        """Remove a repository with all that is in it."""
        self.repositories.remove(repository)
        del self._by_name[repository.name]

    @property
    def url_bases(self) -> list[str]:
        """The URLs of the service, as patterns. moto asks for them."""
        from ecrpublic_models.testing.urls import URL_BASES

        return list(URL_BASES)

    @property
    def url_paths(self) -> dict[str, Handler]:
        """The paths under them and who answers there. moto's server asks for them."""
        from ecrpublic_models.testing.urls import url_paths

        return url_paths()

    @property
    def urls(self) -> dict[str, Handler]:
        """The full URLs, as patterns, and who answers there. moto's mock asks for them."""
        return {
            base + path: handler
            for base in self.url_bases
            for path, handler in self.url_paths.items()
        }


def _checked(description: OperationModel, request: Mapping[str, object]) -> dict[str, object]:
    """Check a request, and answer in the service's words.

    Raises:
        InvalidTagParameterError: A resource tag's key or value is out of bounds.
        InvalidParameterError: Any other part of the request is.
    """
    shape = cast("Shape", description.input_shape)  # every operation of the service has one
    try:
        return checked_request(shape, dict(request))
    except ConstraintViolationError as violation:
        error = InvalidParameterError.constraint(*violation.parameter_and_constraint())
        if len(violation.path) > 1 and violation.path[0] in _RESOURCE_TAG_MEMBERS:
            raise InvalidTagParameterError(error.message) from None
        raise error from None


ecrpublic_backends: BackendDict[ECRPublicBackend] = BackendDict(
    ECRPublicBackend, SERVICE_NAME, use_boto3_regions=False, additional_regions=list(REGIONS)
)
"""All registries, by account and region. moto finds them here by this very name."""


def clear_registries() -> None:
    """Empty all registries, of every account and region."""
    with backend_lock:
        for account in ecrpublic_backends.values():
            account.reset()
        ecrpublic_backends.clear()
