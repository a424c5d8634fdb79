"""Where an inventory of many repositories stands, and what comes next in it: all but the asking."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal, TypeAlias

from pydantic import BaseModel

from ecrpublic_models.operations import DESCRIBE_IMAGES
from ecrpublic_models.queries import Query
from ecrpublic_models.tokens import Position, encode_token

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecrpublic_models.models import DescribeImagesPage, ImageDetail

__all__ = ["InventoryCheckpoint", "OnError", "Progress"]

OnError: TypeAlias = Literal["raise", "yield"]
"""What to do when a repository fails: raise at the end, or give the error in place of a page."""


class InventoryCheckpoint(BaseModel, extra="forbid", frozen=True, use_attribute_docstrings=True):
    """Where an inventory stands: each repository with the token that resumes its listing.

    `model_dump_json()` saves it, `model_validate_json()` reads it, and `describe_images_of()` takes
    it in place of the repositories. Frozen.
    """

    resume_tokens: dict[str, str | None]
    """By the repository's name; `None` where nothing is left."""


class Progress:
    """What is listed of many repositories, and what is to come.

    Args:
        repositories: Their names, or where an earlier inventory stood.
        registryId: The registry that they are in.
        PageSize: The most images on a page.
        concurrency: How many requests may be under way at a time.

    Raises:
        pydantic.ValidationError: An argument, or a token of the checkpoint, is out of bounds.
        ValueError: No request may be under way.
    """

    def __init__(
        self,
        repositories: Iterable[str] | InventoryCheckpoint,
        registryId: str | None,
        PageSize: int | None,
        concurrency: int,
    ) -> None:
        if concurrency < 1:
            raise ValueError(f"concurrency: {concurrency} given, 1 or more needed")
        self._tokens: dict[str, str | None]
        if isinstance(repositories, InventoryCheckpoint):
            self._tokens = dict(repositories.resume_tokens)
        else:
            self._tokens = dict.fromkeys(_listed(repositories), _FROM_THE_START)
        # All of them now, so that a mistake is told before anything is sent.
        self._queries: deque[tuple[str, Query[DescribeImagesPage, ImageDetail]]] = deque()
        for name, token in self._tokens.items():
            if token is not None:
                config = {"PageSize": PageSize, "StartingToken": token}
                arguments = {
                    "repositoryName": name,
                    "registryId": registryId,
                    "PaginationConfig": config,
                }
                self._queries.append((name, Query(DESCRIBE_IMAGES, arguments)))
        self._failures: dict[str, Exception] = {}

    @property
    def checkpoint(self) -> InventoryCheckpoint:
        """Where it stands."""
        return InventoryCheckpoint(resume_tokens=dict(self._tokens))

    def next_repository(self) -> tuple[str, Query[DescribeImagesPage, ImageDetail]] | None:
        """Give a repository to begin with, and what to ask of it; `None` when all are begun."""
        try:
            return self._queries.popleft()
        except IndexError:
            return None

    def has_dealt_with(self, repository: str, result: DescribeImagesPage | Exception) -> None:
        """Note that a page was given, or that the repository's listing has failed."""
        if isinstance(result, Exception):
            self._failures[repository] = result
        else:
            self._tokens[repository] = result.NextToken

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
        raise TypeError(f"repositories: names are needed, not the one text {repositories!r}")
    return repositories
