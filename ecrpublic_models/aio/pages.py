"""Listings over an aiobotocore client, page by page and item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from ecrpublic_models.aio.calls import ask
from ecrpublic_models.collector import CollectorPause
from ecrpublic_models.queries import ItemT, PageT, RawPages, Search

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, Mapping

    from types_aiobotocore_ecr_public import ECRPublicClient

    from ecrpublic_models.models.base import ResponseModel
    from ecrpublic_models.operations import PaginatedOperation
    from ecrpublic_models.pagination import Listing
    from ecrpublic_models.queries import Query

__all__ = ["AsyncPages", "pages_from"]


class AsyncPages(Generic[PageT, ItemT]):
    """A listing: iterate over it with `async for` for its pages, or over `items()` for its items.

    Every iteration is a listing of its own, from the start and up to `MaxItems`. Pages are asked
    for as they are needed, one at a time, and none is kept.

    While it is iterated over, these are raised:

    Raises:
        ResponseValidationError: An answer does not fit its model. The pages before it were given.
        PaginationError: The service gave a token a second time. The pages before it were given.
        ServiceError: The service refused a request for a reason that it declares.
        botocore.exceptions.ClientError: The service refused a request for another reason.
        botocore.exceptions.BotoCoreError: A request could not be sent, or got no answer.

    After any of them, and after a cancellation, `resume_token` is where to go on.
    """

    def __init__(self, client: ECRPublicClient, query: Query[PageT, ItemT]) -> None:
        self._client = client
        self._query = query
        self._listing = query.begin()

    async def __aiter__(self) -> AsyncGenerator[PageT]:
        """Start a listing, page by page."""
        listing = self._begin()
        while not listing.finished:
            page, _ = await self._next_page(listing)
            yield page

    async def items(self) -> AsyncGenerator[ItemT]:
        """Start a listing, item by item."""
        listing = self._begin()
        while not listing.finished:
            _, items = await self._next_page(listing)
            listing.given = 0
            for listing.given, item in enumerate(items, 1):
                yield item

    @property
    def resume_token(self) -> str | None:
        """Where the listing started last stands: the `StartingToken` for what it has not given yet.

        It counts whole pages, and single items of `items()`. `None` when nothing is left.
        """
        return self._listing.resume_token

    async def build_full_result(self) -> PageT:
        """Start a listing, and give all its items as one page.

        Its `NextToken` tells where to go on if `MaxItems` left items out. It has no
        `ResponseMetadata`, since it stands for many answers.
        """
        listing = self._begin()
        everything: list[ItemT] = []
        try:
            while not listing.finished:
                everything += (await self._next_page(listing))[1]
        except BaseException:
            # Nothing was given, so that nothing is left out of what follows.
            self._begin()
            raise
        return self._query.full_page(everything, listing)

    def search(self, expression: str) -> AsyncGenerator[object]:
        """Start a listing, and give what a JMESPath expression finds on each page.

        Lists that it finds are given item by item. The expression sees a page as plain dicts and
        lists with the wire's names, times as `datetime`.

        Raises:
            jmespath.exceptions.JMESPathError: The expression is not one.
        """
        search = Search(expression)
        return (found async for page in self for found in search.find(page))

    def _begin(self) -> Listing:
        self._listing = self._query.begin()
        return self._listing

    async def _next_page(self, listing: Listing) -> tuple[PageT, list[ItemT]]:
        query = self._query
        answer = await ask(self._client, query.operation, query.next_arguments(listing))
        with CollectorPause():  # until the page takes the place of the one before
            return query.take(answer, listing)


async def pages_from(
    operation: PaginatedOperation[ResponseModel, PageT, ItemT],
    raw_pages: AsyncIterable[Mapping[str, object]],
) -> AsyncGenerator[PageT]:
    """Give the pages of aiobotocore's own paginator, or others, as models, one by one.

    Raises:
        ResponseValidationError: A page does not fit the model. The pages before it were given.
    """
    reader = RawPages(operation, raw_pages)
    async for raw in raw_pages:
        yield reader.read(raw)
