"""Where an inventory of many repositories stands, and what comes next in it, without the I/O."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from operator import index
from typing import Literal, NamedTuple, Protocol, TypeAlias, get_args

from pydantic import BaseModel

from ecrpublic_models import models
from ecrpublic_models._sansio.responses import RawResponse
from ecrpublic_models._sansio.traversal import Query, Traversal
from ecrpublic_models.operations import DESCRIBE_IMAGES
from ecrpublic_models.tokens import Position, encode_token

OnError: TypeAlias = Literal["raise", "yield"]
"""What to do when a repository fails: raise at the end, or give the error in place of a page."""


class InventoryCheckpoint(BaseModel, extra="forbid", frozen=True, use_attribute_docstrings=True):
    """Where an inventory stands: each repository with the token that resumes its listing.

    `model_dump_json()` saves it, `model_validate_json()` reads it, and `describe_images_of()` takes
    it in place of the repositories. Frozen.
    """

    resume_tokens: dict[str, str | None]
    """By the repository's name; `None` where nothing is left."""

    def __hash__(self) -> int:
        return hash(frozenset(self.resume_tokens.items()))


class RepositoryNames(Protocol):
    """Names of repositories: a list, a set, any collection of strings, but not a single string.

    Type checkers tell them apart by `in`, which a string allows for strings alone.
    """

    def __iter__(self) -> Iterator[str]: ...
    def __contains__(self, value: object, /) -> bool: ...


class RepositoryTraversal(NamedTuple):
    """A repository of the inventory, and where the listing of its images stands."""

    name: str
    traversal: Traversal[models.DescribeImagesPage, models.ImageDetail]


class InventoryState:
    """Which pages of many repositories are listed, and which come next.

    Args:
        repositories: Their names, or the checkpoint of an earlier inventory.
        registryId: The registry that they are in.
        PageSize: The most images on a page.
        concurrency: How many requests may be under way at a time.
        on_error: What to do with a failure.

    Raises:
        pydantic.ValidationError: An argument, or a token of the checkpoint, is out of bounds.
        TypeError: `repositories` is a single string or a dict, or `concurrency` not a whole number.
        ValueError: `concurrency` is less than 1, or `on_error` is neither of the two.
    """

    def __init__(
        self,
        repositories: RepositoryNames | Iterator[str] | InventoryCheckpoint,
        registryId: str | None,
        PageSize: int | None,
        concurrency: int,
        on_error: OnError,
    ) -> None:
        if index(concurrency) < 1:
            raise ValueError(f"concurrency: {concurrency} given, 1 or more needed")
        if on_error not in get_args(OnError):
            raise ValueError(f"on_error: {on_error!r} given, 'raise' or 'yield' needed")
        self._tokens: dict[str, str | None]
        if isinstance(repositories, InventoryCheckpoint):
            self._tokens = dict(repositories.resume_tokens)
        else:
            self._tokens = dict.fromkeys(_names(repositories), _FROM_THE_START)
        # All queries are made now, so that a mistake is told before anything is sent.
        self._waiting = deque(
            RepositoryTraversal(name, Traversal(_query(name, token, registryId, PageSize)))
            for name, token in self._tokens.items()
            if token is not None
        )
        # One page for each request under way, and one more that waits to be handed out.
        self._room = 2 * concurrency
        self._requested = 0
        self._on_error = on_error
        self._failures: dict[str, Exception] = {}

    @property
    def checkpoint(self) -> InventoryCheckpoint:
        """Where it stands."""
        return InventoryCheckpoint(resume_tokens=dict(self._tokens))

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


_FROM_THE_START = encode_token(Position(), within_page=False)


def _names(repositories: RepositoryNames | Iterator[str]) -> Iterable[str]:
    if isinstance(repositories, str):
        raise TypeError(f"repositories: names are needed, not the single string {repositories!r}")
    if isinstance(repositories, Mapping):  # its keys would be taken for names
        raise TypeError("repositories: for a checkpoint, use InventoryCheckpoint.model_validate()")
    return repositories


def _query(
    name: str, token: str, registryId: str | None, PageSize: int | None
) -> Query[models.DescribeImagesPage, models.ImageDetail]:
    config = {"PageSize": PageSize, "StartingToken": token}
    arguments = {"repositoryName": name, "registryId": registryId, "PaginationConfig": config}
    return Query(DESCRIBE_IMAGES, arguments)
