"""Where an inventory of many repositories stands, and what comes next in it: all but the asking."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from operator import index
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from pydantic import BaseModel

from ecrpublic_models.operations import DESCRIBE_IMAGES
from ecrpublic_models.queries import Query
from ecrpublic_models.tokens import Position, encode_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecrpublic_models.answers import Answer
    from ecrpublic_models.models import (
        DescribeImagesPage,
        DescribeImagesResponse,
        ImageDetail,
    )

__all__ = ["InventoryCheckpoint", "OnError", "Progress", "RepositoryListing"]

OnError: TypeAlias = Literal["raise", "yield"]
"""What to do when a repository fails: raise at the end, or give the error in place of a page."""


class InventoryCheckpoint(BaseModel, extra="forbid", frozen=True, use_attribute_docstrings=True):
    """Where an inventory stands: each repository with the token that resumes its listing.

    `model_dump_json()` saves it, `model_validate_json()` reads it, and `describe_images_of()` takes
    it in place of the repositories. Frozen.
    """

    resume_tokens: dict[str, str | None]
    """By the repository's name; `None` where nothing is left."""


class RepositoryListing:
    """The listing of one of the repositories.

    Args:
        name: The repository's name.
        query: What is asked of it.
    """

    def __init__(self, name: str, query: Query[DescribeImagesPage, ImageDetail]) -> None:
        self.name = name
        self._query = query
        self._listing = query.begin()

    @property
    def finished(self) -> bool:
        """Whether no request follows."""
        return self._listing.finished

    def next_arguments(self) -> Mapping[str, object]:
        """Give the arguments of DescribeImages that ask for the next page.

        Raises:
            PaginationError: The listing has asked for that page before.
        """
        return self._query.next_arguments(self._listing)

    def read(self, answer: Answer[DescribeImagesResponse]) -> DescribeImagesPage:
        """Give the page that was asked for.

        Raises:
            ResponseValidationError: The answer does not fit its model.
        """
        page, _ = self._query.take(answer, self._listing)
        return page


class Progress:
    """What is listed of many repositories, and what is to come.

    Args:
        repositories: Their names, or where an earlier inventory stood.
        registryId: The registry that they are in.
        PageSize: The most images on a page.
        concurrency: How many requests may be under way at a time.
        on_error: What to do with a failure.

    Raises:
        pydantic.ValidationError: An argument, or a token of the checkpoint, is out of bounds.
        TypeError: `repositories` is a single string or a dict, or `concurrency` not a whole number.
        ValueError: No request may be under way, or `on_error` is neither of the two.
    """

    def __init__(
        self,
        repositories: Iterable[str] | InventoryCheckpoint,
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
            self._tokens = dict.fromkeys(_listed(repositories), _FROM_THE_START)
        # All of them now, so that a mistake is told before anything is sent.
        self._waiting = deque(
            RepositoryListing(name, _query(name, token, registryId, PageSize))
            for name, token in self._tokens.items()
            if token is not None
        )
        # For a page that each request asks for, and one that waits until it is taken.
        self._room = 2 * concurrency
        self._asked = 0
        self._on_error = on_error
        self._failures: dict[str, Exception] = {}

    @property
    def checkpoint(self) -> InventoryCheckpoint:
        """Where it stands."""
        return InventoryCheckpoint(resume_tokens=dict(self._tokens))

    def next_listings(self) -> Iterator[RepositoryListing]:
        """Give the listings whose next page is to be asked for by now."""
        while self._waiting and self._asked < self._room:
            self._asked += 1
            yield self._waiting.popleft()

    @property
    def awaits_answers(self) -> bool:
        """Whether pages are asked for that are not taken yet."""
        return self._asked > 0

    def take(
        self, listing: RepositoryListing, answer: Answer[DescribeImagesResponse] | Exception
    ) -> DescribeImagesPage | Exception:
        """Give the page that an answer holds, or what has failed the listing."""
        self._asked -= 1
        if isinstance(answer, Exception):
            return answer
        try:
            page = listing.read(answer)
        except Exception as error:  # noqa: BLE001 - it is given, or raised at the end
            return error
        if not listing.finished:
            # Before those not begun yet, so that few are open at a time.
            self._waiting.appendleft(listing)
        return page

    def has_dealt_with(self, repository: str, result: DescribeImagesPage | Exception) -> None:
        """Note that a page was given, or that the repository's listing has failed."""
        if not isinstance(result, Exception):
            self._tokens[repository] = result.NextToken
        elif self._on_error == "raise":
            self._failures[repository] = result

    def raise_failures(self) -> None:
        """Raise what has failed, if anything has.

        Raises:
            InventoryError: Something has.
        """
        if self._failures:
            from ecrpublic_models.errors import InventoryError

            raise InventoryError(self._failures)


_FROM_THE_START = encode_token(Position(), within_page=False)


def _listed(repositories: Iterable[str]) -> Iterable[str]:
    if isinstance(repositories, str):
        raise TypeError(f"repositories: names are needed, not the single string {repositories!r}")
    if isinstance(repositories, Mapping):  # whose keys would be taken for names
        raise TypeError("repositories: for a checkpoint, use InventoryCheckpoint.model_validate()")
    return repositories


def _query(
    name: str, token: str, registryId: str | None, PageSize: int | None
) -> Query[DescribeImagesPage, ImageDetail]:
    config = {"PageSize": PageSize, "StartingToken": token}
    arguments = {"repositoryName": name, "registryId": registryId, "PaginationConfig": config}
    return Query(DESCRIBE_IMAGES, arguments)
