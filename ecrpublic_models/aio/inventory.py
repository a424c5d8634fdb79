"""The images of many repositories, several listed at a time, in tasks."""

from __future__ import annotations

from asyncio import Queue, Semaphore, Task, create_task, gather, sleep
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import Annotated, Generic, Literal, Self, TypeVar, overload

from ecrpublic_models import models
from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models._checkpoint import InventoryCheckpoint
from ecrpublic_models._sansio.inventory import (
    InventoryState,
    NamedRepository,
    OnError,
    Received,
    RepositoryNames,
    RepositoryTraversal,
    begin_inventory,
    repositories_in,
)
from ecrpublic_models.aio import _aiobotocore_types as aiobotocore_types
from ecrpublic_models.aio.calls import require_asyncio, send
from ecrpublic_models.aio.client import prepare_client
from ecrpublic_models.aio.pages import AsyncPages
from ecrpublic_models.operations import DESCRIBE_IMAGES

__all__ = ["AsyncInventory", "describe_images_of"]

ResultT_co = TypeVar("ResultT_co", covariant=True)


class AsyncInventory(Generic[ResultT_co]):
    """The images of many repositories, as pairs of a repository's name and a page of it.

    An asynchronous iterator, to be used once. A page counts as listed when the next pair is
    requested, so a checkpoint of any moment loses nothing: what resumes from it gives at most the
    page again that was being dealt with. Once closed or interrupted it has ended; a new one goes on
    from its checkpoint. While it is iterated over, this is raised:

    Raises:
        InventoryError: After all pages of the other repositories, if some have failed.
    """

    def __init__(
        self, pairs: AsyncGenerator[tuple[str, ResultT_co]], state: InventoryState
    ) -> None:
        self._pairs = pairs
        self._state = state

    @property
    def checkpoint(self) -> InventoryCheckpoint:
        """Where the inventory stands, to be saved and handed to `describe_images_of()` later."""
        return self._state.checkpoint

    async def aclose(self) -> None:
        """Stop: cancel the requests that are under way, and begin no others."""
        await self._pairs.aclose()

    def __aiter__(self) -> AsyncIterator[tuple[str, ResultT_co]]:
        return self

    async def __anext__(self) -> tuple[str, ResultT_co]:
        return await anext(self._pairs)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


@overload
def describe_images_of(
    repositories: Annotated[
        RepositoryNames
        | Iterator[str | models.Repository]
        | AsyncIterator[str | models.Repository]
        | AsyncPages[models.DescribeRepositoriesPage, models.Repository]
        | InventoryCheckpoint,
        AS_GIVEN,
    ],
    *,
    checkpoint: InventoryCheckpoint | None = None,
    registryId: str | None = None,
    PageSize: int | None = None,
    concurrency: int = 8,
    on_error: Literal["raise"] = "raise",
    client: aiobotocore_types.ECRPublicClient,
) -> AsyncInventory[models.DescribeImagesPage]:
    """List the images of many repositories, several at a time, in tasks.

    Args:
        repositories: Their names, or repositories as `describe_repositories` lists them: a
            collection, an iterator, or the pages of its paginator, which are requested as they are
            needed. Or the checkpoint of an earlier inventory.
        checkpoint: Where an earlier inventory stood that did not have all repositories yet.
        registryId: The AWS account id (12 digits) of their registry; by default that of the
            checkpoint, or else of the credentials.
        PageSize: The most images to request at a time: 1 to 1000; by default that of the
            checkpoint, or else 1000.
        concurrency: How many requests may be under way at a time. At the most twice as many pages
            are requested before they are handed out.
        on_error: When a repository fails, `"raise"` goes on with the others and raises
            `InventoryError` at the end; `"yield"` gives the error in the place of a page.
        client: Any aiobotocore client for `ecr-public`. It keeps ten connections unless its
            `max_pool_connections` says more.

    Returns:
        Pairs of a repository's name and a page, those of one repository in order, those of
        different ones as they come. Close it (or use it in `async with`) to stop early.

    Raises:
        pydantic.ValidationError: An argument, or a token of the checkpoint, is out of bounds.
        TypeError: The client is one for another service, `repositories` is a single string, a dict
            or holds something else, or `concurrency` not a whole number.
        ValueError: `concurrency` is less than 1, `on_error` neither of the two, an argument not
            what it was for the checkpoint, the repositories are of different registries, or the
            checkpoint is alone and does not have all of them.
    """


@overload
def describe_images_of(
    repositories: Annotated[
        RepositoryNames
        | Iterator[str | models.Repository]
        | AsyncIterator[str | models.Repository]
        | AsyncPages[models.DescribeRepositoriesPage, models.Repository]
        | InventoryCheckpoint,
        AS_GIVEN,
    ],
    *,
    checkpoint: InventoryCheckpoint | None = None,
    registryId: str | None = None,
    PageSize: int | None = None,
    concurrency: int = 8,
    on_error: Literal["yield"],
    client: aiobotocore_types.ECRPublicClient,
) -> AsyncInventory[models.DescribeImagesPage | Exception]: ...


def describe_images_of(
    repositories: Annotated[
        RepositoryNames
        | Iterator[str | models.Repository]
        | AsyncIterator[str | models.Repository]
        | AsyncPages[models.DescribeRepositoriesPage, models.Repository]
        | InventoryCheckpoint,
        AS_GIVEN,
    ],
    *,
    checkpoint: InventoryCheckpoint | None = None,
    registryId: str | None = None,
    PageSize: int | None = None,
    concurrency: int = 8,
    on_error: OnError = "raise",
    client: aiobotocore_types.ECRPublicClient,
) -> AsyncInventory[models.DescribeImagesPage | Exception]:
    """List the images of many repositories, several at a time, in tasks.

    Args:
        repositories: Their names, or repositories as `describe_repositories` lists them: a
            collection, an iterator, or the pages of its paginator, which are requested as they are
            needed. Or the checkpoint of an earlier inventory.
        checkpoint: Where an earlier inventory stood that did not have all repositories yet.
        registryId: The AWS account id (12 digits) of their registry; by default that of the
            checkpoint, or else of the credentials.
        PageSize: The most images to request at a time: 1 to 1000; by default that of the
            checkpoint, or else 1000.
        concurrency: How many requests may be under way at a time. At the most twice as many pages
            are requested before they are handed out.
        on_error: When a repository fails, `"raise"` goes on with the others and raises
            `InventoryError` at the end; `"yield"` gives the error in the place of a page.
        client: Any aiobotocore client for `ecr-public`. It keeps ten connections unless its
            `max_pool_connections` says more.

    Returns:
        Pairs of a repository's name and a page, those of one repository in order, those of
        different ones as they come. Close it (or use it in `async with`) to stop early.

    Raises:
        pydantic.ValidationError: An argument, or a token of the checkpoint, is out of bounds.
        TypeError: The client is one for another service, `repositories` is a single string, a dict
            or holds something else, or `concurrency` not a whole number.
        ValueError: `concurrency` is less than 1, `on_error` neither of the two, an argument not
            what it was for the checkpoint, the repositories are of different registries, or the
            checkpoint is alone and does not have all of them.
    """
    state = begin_inventory(repositories, checkpoint, registryId, PageSize, concurrency, on_error)
    named = _repositories_of(repositories)
    pairs = _pairs(prepare_client(client), named, state, concurrency, on_error)
    return AsyncInventory(pairs, state)


async def _repositories_of(
    repositories: Iterable[object] | AsyncIterable[object] | InventoryCheckpoint,
) -> AsyncGenerator[NamedRepository]:
    if isinstance(repositories, AsyncIterable):
        async for one in repositories:
            for repository in repositories_in(one):
                yield repository
    elif not isinstance(repositories, InventoryCheckpoint):
        for one in repositories:
            for repository in repositories_in(one):
                yield repository


async def _pairs(
    client: aiobotocore_types.ECRPublicClient,
    repositories: AsyncGenerator[NamedRepository],
    state: InventoryState,
    concurrency: int,
    on_error: OnError,
) -> AsyncGenerator[tuple[str, models.DescribeImagesPage | Exception]]:
    require_asyncio()
    received: Queue[Task[Received]] = Queue()
    requests: set[Task[Received]] = set()
    slots = Semaphore(concurrency)

    def request() -> None:
        for repository in state.next_repositories():
            task = create_task(_request(client, repository, slots), name="describe_images_of")
            requests.add(task)
            task.add_done_callback(requests.discard)
            task.add_done_callback(received.put_nowait)

    async def add_one() -> None:
        state.add(await anext(repositories, None))
        request()

    try:
        request()
        while True:
            # The next repository may take long to come: a page that is here goes before it.
            while state.wants_repositories and received.empty():
                await add_one()
                await sleep(0)  # a source may never wait, and leave the requests no time
            if not state.awaits_responses:
                break
            repository, response = (await received.get()).result()
            # Where several pages wait, the responses to other requests can be read before each.
            await sleep(0)
            result = state.receive(repository, response)
            request()
            if on_error == "yield" or not isinstance(result, Exception):
                yield repository.name, result
            state.mark_done(repository.name, result)
            if state.wants_repositories:
                await add_one()
    finally:
        await repositories.aclose()
        for task in requests:
            task.cancel()
        await gather(*requests, return_exceptions=True)
    state.raise_failures()


async def _request(
    client: aiobotocore_types.ECRPublicClient, repository: RepositoryTraversal, slots: Semaphore
) -> Received:
    async with slots:
        try:
            arguments = repository.traversal.next_arguments()
            return repository, await send(client, DESCRIBE_IMAGES, arguments)
        except Exception as error:  # noqa: BLE001 - it is given, or raised at the end
            return repository, error
