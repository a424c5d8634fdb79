"""Listings over a boto3 client, page by page and item by item."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Generic

from ecrpublic_models import _arrow_types as arrow_types
from ecrpublic_models import _boto3_types as boto3_types
from ecrpublic_models._calls import call
from ecrpublic_models._sansio.cursor import Span
from ecrpublic_models._sansio.search import compile_search
from ecrpublic_models._sansio.traversal import (
    ItemT,
    ItemT_co,
    PageT,
    PageT_co,
    Query,
    RawPages,
    ReceivedPage,
    Traversal,
)
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.models.listing_page import ListingPage
from ecrpublic_models.operations import PaginatedOperation

__all__ = ["Pages"]


class Pages(Generic[PageT_co, ItemT_co]):
    """A listing: iterate over it for its pages, or over `items()` for its items.

    Every iteration is a listing of its own, from the start and up to `MaxItems`. Pages are
    requested as they are needed, one at a time, and none is kept.

    While it is iterated over, these are raised:

    Raises:
        ResponseValidationError: A response does not fit its model.
        PaginationError: The service gave a token a second time.
        ServiceError: The service refused a request for a reason that it declares.
        botocore.exceptions.ClientError: The service refused a request for another reason.
        botocore.exceptions.BotoCoreError: A request could not be sent, or got no response.

    The pages before were handed out then. After any of them, and after an interruption,
    `resume_token` is where to go on.

    With the extra `arrow`, it is a table of its items to whatever reads Arrow, such as
    `polars.DataFrame(pages)`.
    """

    def __init__(
        self, client: boto3_types.ECRPublicClient, query: Query[PageT_co, ItemT_co]
    ) -> None:
        self._client = client
        self._query = query
        # Which page was handed out last, and how many of its items. It changes on the line that
        # yields or returns what it counts, so that no exception (of a signal handler, say) can come
        # between: then something would be lost that the caller never had.
        self._handed_out: tuple[Span, int] = query.start_span, 0

    def __iter__(self) -> Generator[PageT_co]:
        """Start a listing, page by page."""
        traversal = self._start()
        while not traversal.finished:
            page, _, span = _next_page(self._client, traversal)
            self._handed_out = span, span.length; yield page  # fmt: skip  # noqa: E702

    def items(self) -> Generator[ItemT_co]:
        """Start a listing, item by item."""
        traversal = self._start()
        while not traversal.finished:
            _, items, span = _next_page(self._client, traversal)
            for count, item in enumerate(items, 1):
                self._handed_out = span, count; yield item  # fmt: skip  # noqa: E702
            self._handed_out = span, span.length

    @property
    def resume_token(self) -> str | None:
        """The `StartingToken` for all that was not handed out yet; `None` when nothing is left.

        It counts whole pages, and single items of `items()`. Where several iterations are under
        way, it is that of the one that has handed out something last.
        """
        span, count = self._handed_out
        return span.token_after(count)

    def build_full_result(self) -> PageT_co:
        """Start a listing, and give all its items as one page.

        Its `NextToken` tells where to go on if `MaxItems` left items out. It has no
        `ResponseMetadata`, since it stands for many responses.
        """
        traversal = self._start()
        all_items: list[ItemT_co] = []
        span = self._query.start_span
        while not traversal.finished:
            _, items, span = _next_page(self._client, traversal)
            all_items += items
        full_page = self._query.full_page(all_items, span.end_token)
        self._handed_out = span, span.length; return full_page  # fmt: skip  # noqa: E702

    def search(self, expression: str) -> Generator[object]:
        """Start a listing, and give what a JMESPath expression finds on each page.

        A list that it finds is given item by item. The expression sees a page as plain dicts and
        lists with the wire's names, times as `datetime`.

        `resume_token` counts a page once the last of what is found on it is handed out. So what
        resumes after a stop within a page may find some of that page again; nothing is left out.

        Raises:
            jmespath.exceptions.JMESPathError: The expression can't be parsed. While iterating: it
                can't be applied to a page; `resume_token` is before that page.
        """
        find = compile_search(expression)

        def search() -> Generator[object]:
            traversal = self._start()
            while not traversal.finished:
                page, _, span = _next_page(self._client, traversal)
                found = find(page)
                yield from found[:-1]
                for last in found[-1:]:
                    self._handed_out = span, span.length; yield last  # fmt: skip  # noqa: E702
                self._handed_out = span, span.length

        return search()

    def __arrow_c_schema__(self) -> object:
        """Give the columns of the items, in Arrow's PyCapsule protocol. Nothing is requested."""
        from ecrpublic_models._record_batches import schema_of

        return schema_of(self._query.operation.item).__arrow_c_schema__()

    def __arrow_c_stream__(
        self: Pages[ListingPage, ResponseModel], requested_schema: object | None = None
    ) -> object:
        """Start a listing, as record batches in Arrow's PyCapsule protocol, one a page."""
        from ecrpublic_models._record_batches import export_batches

        return export_batches(self._read_batches(), requested_schema)

    def _read_batches(self: Pages[ListingPage, ResponseModel]) -> arrow_types.RecordBatchReader:
        from ecrpublic_models._record_batches import batch_of, read_batches

        def batches() -> Generator[arrow_types.RecordBatch]:
            traversal = self._start()
            while not traversal.finished:
                page, _, span = _next_page(self._client, traversal)
                batch = batch_of(page)
                self._handed_out = span, span.length; yield batch  # fmt: skip  # noqa: E702

        return read_batches(self._query.operation.item, batches())

    def _start(self) -> Traversal[PageT_co, ItemT_co]:
        self._handed_out = self._query.start_span, 0
        return Traversal(self._query)


def _next_page(
    client: boto3_types.ECRPublicClient, traversal: Traversal[PageT, ItemT]
) -> ReceivedPage[PageT, ItemT]:
    arguments = traversal.next_arguments()
    return traversal.receive(call(client, traversal.operation, arguments))


def pages_from(
    operation: PaginatedOperation[ResponseModel, PageT, ItemT], raw_pages: Iterable[object]
) -> Generator[PageT]:
    """Give the pages of boto3's own paginator, or recorded ones, as models, one by one.

    Raises:
        ResponseValidationError: A page does not fit the model. The pages before were handed out.
    """
    pages = RawPages(operation, raw_pages)
    return (pages.parse(raw) for raw in raw_pages)
