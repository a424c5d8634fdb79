"""The images of many repositories, several listed at a time, in threads."""

from __future__ import annotations

import queue
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from inspect import GEN_CLOSED, GEN_CREATED, getgeneratorstate
from typing import TYPE_CHECKING, Annotated, Generic, Literal, Self, TypeVar, overload

from ecrpublic_models import _arrow_types as arrow_types
from ecrpublic_models import _boto3_types as boto3_types
from ecrpublic_models import models
from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models._calls import send
from ecrpublic_models._checkpoint import InventoryCheckpoint
from ecrpublic_models._sansio.inventory import (
    InventoryState,
    NamedRepository,
    OnError,
    Received,
    RepositoryNames,
    RepositoryTraversal,
    begin_inventory,
    no_repositories,
    repositories_in,
)
from ecrpublic_models.client import create_patient_client, prepare_client
from ecrpublic_models.operations import DESCRIBE_IMAGES
from ecrpublic_models.pages import Pages

if TYPE_CHECKING:
    from queue import SimpleQueue

__all__ = ["Inventory", "InventoryCheckpoint", "describe_images_of"]

ResultT_co = TypeVar("ResultT_co", covariant=True)


class Inventory(Generic[ResultT_co]):
    """The images of many repositories, as pairs of a repository's name and a page of it.

    An iterator, to be used once. A page counts as listed when the next pair is requested, so a
    checkpoint of any moment loses nothing: what resumes from it gives at most the page again that
    was being dealt with. Once closed or interrupted it has ended; a new one goes on from its
    checkpoint. With the extra `arrow`, it is a table of the images to whatever reads Arrow, such as
    `polars.DataFrame(inventory)`. While it is iterated over, this is raised:

    Raises:
        InventoryError: After all pages of the other repositories, if some have failed.
    """

    def __init__(self, pairs: Generator[tuple[str, ResultT_co]], state: InventoryState) -> None:
        self._pairs = pairs
        self._state = state
        self._was_cut_off: bool = False

    @property
    def checkpoint(self) -> InventoryCheckpoint:
        """Where the inventory stands, to be saved and handed to `describe_images_of()` later."""
        return self._state.checkpoint

    def close(self) -> None:
        """Stop: wait for the requests that are under way, and begin no others."""
        self._was_cut_off |= getgeneratorstate(self._pairs) != GEN_CLOSED
        self._pairs.close()

    def __iter__(self) -> Iterator[tuple[str, ResultT_co]]:
        return self

    def __next__(self) -> tuple[str, ResultT_co]:
        # Interrupted here, it ends: going on would count a page as listed that nobody has got.
        try:
            return next(self._pairs)
        except BaseException as error:
            self._pairs.close()
            # Interrupted while it waits for a lock, `threading` may complain of the lock instead.
            if isinstance(error, RuntimeError) and isinstance(error.__context__, KeyboardInterrupt):
                raise error.__context__ from None
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __arrow_c_schema__(self) -> object:
        """Give the columns of the images, in Arrow's PyCapsule protocol. Nothing is requested."""
        from ecrpublic_models._record_batches import schema_of

        return schema_of(models.ImageDetail).__arrow_c_schema__()

    def __arrow_c_stream__(
        self: Inventory[models.DescribeImagesPage], requested_schema: object | None = None
    ) -> object:
        """Give the images as record batches in Arrow's PyCapsule protocol, one a page.

        It is closed when what reads it is done with it.

        Raises:
            ValueError: It was begun before, or gives errors in the place of pages.
        """
        from ecrpublic_models._record_batches import export_batches

        return export_batches(self._read_batches(), requested_schema)

    def _read_batches(self: Inventory[models.DescribeImagesPage]) -> arrow_types.RecordBatchReader:
        from ecrpublic_models._record_batches import batch_of, read_batches

        def require_a_beginning() -> None:
            if getgeneratorstate(self._pairs) != GEN_CREATED:
                raise ValueError(
                    "an inventory is a table from its beginning, and once; this one was begun or "
                    "closed before: begin another"
                )

        def batches() -> Generator[arrow_types.RecordBatch]:
            # Again, as another reader may have begun it meanwhile.
            require_a_beginning()
            # Closed in the end: whoever read on would take a batch for listed that nobody has got.
            with self:
                for _, page in self:
                    yield batch_of(page)
                if self._was_cut_off:
                    raise ValueError("the inventory was closed before all of it was read")

        if self._state.gives_errors:
            raise ValueError("on_error: 'yield' gives errors, which no table has rows for")
        require_a_beginning()
        return read_batches(models.ImageDetail, batches())


@overload
def describe_images_of(
    repositories: Annotated[
        RepositoryNames
        | Iterator[str | models.Repository]
        | Pages[models.DescribeRepositoriesPage, models.Repository]
        | InventoryCheckpoint,
        AS_GIVEN,
    ],
    *,
    checkpoint: InventoryCheckpoint | None = None,
    registryId: str | None = None,
    PageSize: int | None = None,
    concurrency: int = 8,
    on_error: Literal["raise"] = "raise",
    client: boto3_types.ECRPublicClient | None = None,
) -> Inventory[models.DescribeImagesPage]:
    """List the images of many repositories, several at a time, in threads.

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
        client: Any boto3 client for `ecr-public`; by default a new one with `concurrency`
            connections, which waits as long as the service's limit asks for (`adaptive` retries, 10
            attempts, unless the environment or the profile say otherwise). A client of your own
            keeps ten connections unless its `max_pool_connections` says more.

    Returns:
        Pairs of a repository's name and a page, those of one repository in order, those of
        different ones as they come. Close it (or use it in `with`) to stop early.

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
        | Pages[models.DescribeRepositoriesPage, models.Repository]
        | InventoryCheckpoint,
        AS_GIVEN,
    ],
    *,
    checkpoint: InventoryCheckpoint | None = None,
    registryId: str | None = None,
    PageSize: int | None = None,
    concurrency: int = 8,
    on_error: Literal["yield"],
    client: boto3_types.ECRPublicClient | None = None,
) -> Inventory[models.DescribeImagesPage | Exception]: ...


def describe_images_of(
    repositories: Annotated[
        RepositoryNames
        | Iterator[str | models.Repository]
        | Pages[models.DescribeRepositoriesPage, models.Repository]
        | InventoryCheckpoint,
        AS_GIVEN,
    ],
    *,
    checkpoint: InventoryCheckpoint | None = None,
    registryId: str | None = None,
    PageSize: int | None = None,
    concurrency: int = 8,
    on_error: OnError = "raise",
    client: boto3_types.ECRPublicClient | None = None,
) -> Inventory[models.DescribeImagesPage | Exception]:
    """List the images of many repositories, several at a time, in threads.

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
        client: Any boto3 client for `ecr-public`; by default a new one with `concurrency`
            connections, which waits as long as the service's limit asks for (`adaptive` retries, 10
            attempts, unless the environment or the profile say otherwise). A client of your own
            keeps ten connections unless its `max_pool_connections` says more.

    Returns:
        Pairs of a repository's name and a page, those of one repository in order, those of
        different ones as they come. Close it (or use it in `with`) to stop early.

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
    usable = prepare_client(client) if client is not None else create_patient_client(concurrency)
    return Inventory(_pairs(usable, named, state, concurrency, on_error), state)


def _repositories_of(
    repositories: Iterable[object] | InventoryCheckpoint,
) -> Iterator[NamedRepository]:
    if isinstance(repositories, InventoryCheckpoint):
        return iter(())
    if not hasattr(repositories, "__iter__"):  # an asynchronous iterator
        raise no_repositories(repositories)
    return (named for one in repositories for named in repositories_in(one))


def _pairs(
    client: boto3_types.ECRPublicClient,
    repositories: Iterator[NamedRepository],
    state: InventoryState,
    concurrency: int,
    on_error: OnError,
) -> Generator[tuple[str, models.DescribeImagesPage | Exception]]:
    # Looked up now, as gevent or eventlet may have replaced it since this module was imported.
    received: SimpleQueue[Future[Received]] = queue.SimpleQueue()
    with ThreadPoolExecutor(concurrency, "describe_images_of") as threads:

        def request() -> None:
            for repository in state.next_repositories():
                threads.submit(_request, client, repository).add_done_callback(received.put)

        def add_one() -> None:
            state.add(next(repositories, None))
            request()

        try:
            request()
            while True:
                # The next repository may take long to come: a page that is here goes before it.
                while state.wants_repositories and received.empty():
                    add_one()
                if not state.awaits_responses:
                    break
                # Parsed here and not in the threads, which have requests under way meanwhile.
                repository, response = received.get().result()
                result = state.receive(repository, response)
                request()
                if on_error == "yield" or not isinstance(result, Exception):
                    yield repository.name, result
                state.mark_done(repository.name, result)
                if state.wants_repositories:
                    add_one()
        finally:
            threads.shutdown(cancel_futures=True)
    state.raise_failures()


def _request(client: boto3_types.ECRPublicClient, repository: RepositoryTraversal) -> Received:
    try:
        arguments = repository.traversal.next_arguments()
        return repository, send(client, DESCRIBE_IMAGES, arguments)
    except Exception as error:  # noqa: BLE001 - it is given, or raised at the end
        return repository, error
