"""Where an inventory of many repositories stands, and what comes next in it, without the I/O."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from operator import index
from typing import Literal, NamedTuple, Protocol, TypeAlias, TypeGuard, TypeVar, get_args

from ecrpublic_models import models
from ecrpublic_models._checkpoint import InventoryCheckpoint
from ecrpublic_models._sansio.responses import RawResponse
from ecrpublic_models._sansio.traversal import Query, Traversal
from ecrpublic_models.operations import DESCRIBE_IMAGES
from ecrpublic_models.tokens import Position, encode_token

OnError: TypeAlias = Literal["raise", "yield"]
"""What to do when a repository fails: raise at the end, or give the error in place of a page."""


class RepositoryNames(Protocol):
    """Names of repositories, or repositories: any collection of them, but not a single string.

    Type checkers tell them apart by `in`, which a string allows for strings alone.
    """

    def __iter__(self) -> Iterator[str | models.Repository]: ...
    def __contains__(self, value: object, /) -> bool: ...


class NamedRepository(NamedTuple):
    """A repository to list."""

    name: str
    registryId: str | None
    """Its registry, where that is known."""


class RepositoryTraversal(NamedTuple):
    """A repository of the inventory, and where the listing of its images stands."""

    name: str
    traversal: Traversal[models.DescribeImagesPage, models.ImageDetail]


Received: TypeAlias = (
    "tuple[RepositoryTraversal, RawResponse[models.DescribeImagesResponse] | Exception]"
)
"""What came of the request for a repository's next page."""


class InventoryState:
    """Which pages of many repositories are listed, and which come next.

    The repositories are added all at once, or as they come.

    Args:
        checkpoint: Where an earlier inventory stood.
        registryId: The registry that they are in.
        PageSize: The most images on a page.
        concurrency: How many requests may be under way at a time.
        on_error: What to do with a failure.

    Raises:
        pydantic.ValidationError: An argument, or a token of the checkpoint, is out of bounds.
        TypeError: `concurrency` is not a whole number.
        ValueError: `concurrency` is less than 1, `on_error` is neither of the two, or an argument
            differs from the checkpoint's.
    """

    def __init__(
        self,
        checkpoint: InventoryCheckpoint | None,
        registryId: str | None,
        PageSize: int | None,
        concurrency: int,
        on_error: OnError,
    ) -> None:
        if index(concurrency) < 1:
            raise _out_of_bounds("concurrency", concurrency, "1 or more")
        if on_error not in get_args(OnError):
            raise _out_of_bounds("on_error", on_error, "'raise' or 'yield'")
        _query("checked", _FROM_THE_START, registryId, PageSize)
        checkpoint = checkpoint or InventoryCheckpoint(resume_tokens={})
        self._registryId = _as_before("registryId", registryId, checkpoint)
        self._PageSize = _as_before("PageSize", PageSize, checkpoint)
        self._tokens: dict[str, str | None] = dict(checkpoint.resume_tokens)
        self._waiting = deque(
            self._traversal(name, token)
            for name, token in self._tokens.items()
            if token is not None
        )
        self._is_complete = False
        # One page for each request under way, and one more that waits to be handed out.
        self._room = 2 * concurrency
        self._requested = 0
        self._on_error = on_error
        self._failures: dict[str, Exception] = {}

    def add(self, repository: NamedRepository | None) -> None:
        """Add a repository, unless it is there already; `None` is the end of them.

        Raises:
            pydantic.ValidationError: That is no repository's name.
            ValueError: It is of another registry than the others.
        """
        if repository is None:
            self._is_complete = True
            return
        name, registry_id = repository
        if self._registryId is None and not self._tokens:
            self._registryId = registry_id
        if registry_id not in {None, self._registryId}:
            raise ValueError(
                f"repositories: {name} is of the registry {registry_id}, and not of "
                f"{self._registryId or 'that of the credentials'}; give each registry its inventory"
            )
        if name not in self._tokens:
            self._waiting.append(self._traversal(name, _FROM_THE_START))
            self._tokens[name] = _FROM_THE_START

    @property
    def wants_repositories(self) -> bool:
        """Whether there is room for requests, and no repository for them."""
        return not self._is_complete and not self._waiting and self._requested < self._room

    def _traversal(self, name: str, token: str) -> RepositoryTraversal:
        query = _query(name, token, self._registryId, self._PageSize)
        return RepositoryTraversal(name, Traversal(query))

    @property
    def checkpoint(self) -> InventoryCheckpoint:
        """Where it stands."""
        # First, as another thread may ask while the last repositories are added.
        complete = self._is_complete
        return InventoryCheckpoint(
            resume_tokens=dict(self._tokens),
            registryId=self._registryId,
            PageSize=self._PageSize,
            complete=complete,
        )

    @property
    def gives_errors(self) -> bool:
        """Whether an error is given in the place of a page."""
        return self._on_error == "yield"

    def next_repositories(self) -> Iterator[RepositoryTraversal]:
        """Give the repositories whose next page is to be requested now."""
        while self._waiting and self._requested < self._room:
            self._requested += 1
            yield self._waiting.popleft()

    @property
    def awaits_responses(self) -> bool:
        """Whether pages are requested that have not been received."""
        return self._requested > 0

    def receive(
        self,
        repository: RepositoryTraversal,
        response: RawResponse[models.DescribeImagesResponse] | Exception,
    ) -> models.DescribeImagesPage | Exception:
        """Give the page that a response holds, or the error that ends the repository's listing."""
        self._requested -= 1
        if isinstance(response, Exception):
            return response
        from ecrpublic_models.errors import ECRPublicModelsError

        try:
            page = repository.traversal.receive(response.parse()).page
        except ECRPublicModelsError as error:
            return error
        if not repository.traversal.finished:
            # Before those that have not begun, so that few are open at a time.
            self._waiting.appendleft(repository)
        return page

    def mark_done(self, name: str, result: models.DescribeImagesPage | Exception) -> None:
        """Move a repository's token behind a page that was dealt with, or note its failure."""
        if not isinstance(result, Exception):
            self._tokens[name] = result.NextToken
        elif self._on_error == "raise":
            self._failures[name] = result

    def raise_failures(self) -> None:
        """Raise an error for the repositories that have failed, if any.

        Raises:
            InventoryError: Some have.
        """
        if self._failures:
            from ecrpublic_models.errors import InventoryError

            raise InventoryError(self._failures)


def _out_of_bounds(name: str, value: object, needed: str) -> ValueError:
    from ecrpublic_models.errors import abridged

    return ValueError(f"{name}: {abridged(value)} given, {needed} needed")


_FROM_THE_START = encode_token(Position(), within_page=False)


def repositories_in(repositories: object) -> Iterator[NamedRepository]:
    """Give the repositories that one member of what callers call repositories stands for.

    Raises:
        TypeError: It is neither a name, nor a repository, nor a page of repositories.
    """
    if isinstance(repositories, str):
        yield NamedRepository(repositories, None)
    elif isinstance(repositories, models.Repository):
        yield NamedRepository(repositories.repositoryName, repositories.registryId)
    elif isinstance(repositories, models.DescribeRepositoriesPage):
        for one in repositories.repositories:
            yield NamedRepository(one.repositoryName, one.registryId)
    else:
        raise no_repositories(repositories)


def no_repositories(value: object) -> TypeError:
    """Give the error for what is no repository, nor any number of them."""
    return TypeError(f"repositories: names or repositories are needed, not {type(value).__name__}")


def begin_inventory(
    repositories: object,
    checkpoint: InventoryCheckpoint | None,
    registryId: str | None,
    PageSize: int | None,
    concurrency: int,
    on_error: OnError,
) -> InventoryState:
    """Begin an inventory, with all repositories that are at hand.

    The driver adds the others, if `repositories` is to be iterated over meanwhile.

    Raises:
        pydantic.ValidationError: An argument, or a token of the checkpoint, is out of bounds.
        TypeError: `repositories` is a single string, a dict, or holds something else than
            repositories; or there are two checkpoints.
        ValueError: An argument is out of bounds or differs from the checkpoint's, or the checkpoint
            does not have all repositories.
    """
    if checkpoint is not None and not _is_checkpoint(checkpoint):
        raise TypeError("checkpoint: an InventoryCheckpoint is needed, as load() gives it")
    at_hand: Collection[object] | None = None
    if isinstance(repositories, InventoryCheckpoint):
        if checkpoint is not None:
            raise TypeError("checkpoint: repositories is one already")
        if not repositories.complete:
            raise ValueError(
                "repositories: the checkpoint does not have all of them, since they were still "
                "being listed; give them again, and it as checkpoint"
            )
        checkpoint, at_hand = repositories, ()
    elif not _is_iterable(repositories):
        raise no_repositories(repositories)
    elif _is_collection(repositories):
        _refuse_what_holds_no_names(repositories)
        at_hand = repositories
    state = InventoryState(checkpoint, registryId, PageSize, concurrency, on_error)
    if at_hand is not None:
        # Now, so that a mistake is told before anything is sent.
        for one in at_hand:
            for repository in repositories_in(one):
                state.add(repository)
        state.add(None)
    return state


def _is_checkpoint(value: object) -> bool:
    return isinstance(value, InventoryCheckpoint)


def _is_iterable(value: object) -> bool:
    return hasattr(value, "__iter__") or hasattr(value, "__aiter__")


def _is_collection(value: object) -> TypeGuard[Collection[object]]:
    return isinstance(value, Collection)


def _refuse_what_holds_no_names(repositories: object) -> None:
    if isinstance(repositories, str):
        raise TypeError(f"repositories: names are needed, not the single string {repositories!r}")
    if isinstance(repositories, Mapping):  # its keys would be taken for names
        raise TypeError("repositories: for a checkpoint, use InventoryCheckpoint.load()")


ValueT = TypeVar("ValueT")


def _as_before(name: str, value: ValueT | None, checkpoint: InventoryCheckpoint) -> ValueT | None:
    """Give an argument, which has to be what it was for the checkpoint."""
    if name not in checkpoint.model_fields_set:
        return value
    before: ValueT | None = getattr(checkpoint, name)
    if value is not None and value != before:
        raise ValueError(f"{name}: {value!r} given, but the checkpoint was taken with {before!r}")
    return before


def _query(
    name: str, token: str, registryId: str | None, PageSize: int | None
) -> Query[models.DescribeImagesPage, models.ImageDetail]:
    config = {"PageSize": PageSize, "StartingToken": token}
    arguments = {"repositoryName": name, "registryId": registryId, "PaginationConfig": config}
    return Query(DESCRIBE_IMAGES, arguments)
