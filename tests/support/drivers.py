"""The two worlds behind one face, so that what holds of listings is stated once for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Literal

from ecrpublic_models import ECRPublic, paginators
from ecrpublic_models.operations import Operation
from tests.support.kinds import Kind
from tests.support.loopback import behind_wrapper, client_for

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

WorldName = Literal["sync", "async"]


class Driver:
    """Listings over boto3."""

    def __init__(self, oracle: ECRPublicClient, client: Any) -> None:
        self.oracle = oracle
        """A client whose own paginators tell what is right."""
        self._client = client

    def paginate(self, kind: Kind, **config: object) -> Any:
        return kind.paginate(ECRPublic(self._client), **config)

    def call(self, operation: Operation[Any], request: Mapping[str, object]) -> Any:
        """Perform an operation."""
        return getattr(ECRPublic(self._client), operation.method_name)(**request)

    def pages_from(self, kind: Kind, **config: object) -> list[Any]:
        """The typed pages of the client's own paginator."""
        paginator: Any = getattr(paginators, f"{kind.operation.name}Paginator")
        return list(paginator.pages_from(kind.boto3_paginate(self._client, **config)))


def open_driver(world: WorldName, url: str, *, twin: bool) -> AbstractContextManager[Driver]:
    if world == "sync":
        return sync_driver(url, twin=twin)
    # Imported where it is used, since it needs aiobotocore.
    from tests.support.async_drivers import async_driver

    return async_driver(url, twin=twin)


@contextmanager
def sync_driver(url: str, *, twin: bool) -> Iterator[Driver]:
    client = client_for(url)
    yield Driver(client, client if twin else behind_wrapper(client))
