"""Listings of models: a checked query, one traversal of its pages, and pages made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ecrpublic_models._sansio.cursor import PageCursor, Span, empty_span
from ecrpublic_models._sansio.responses import parse_dict
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.models.pagination_config import PaginationConfig
from ecrpublic_models.tokens import Position, encode_token, position_of

if TYPE_CHECKING:
    from ecrpublic_models.operations import PaginatedOperation

# What the service takes at most as `maxResults`.
LARGEST_PAGE = 1000

PageT = TypeVar("PageT", bound=ResponseModel)
ItemT = TypeVar("ItemT", bound=ResponseModel)
PageT_co = TypeVar("PageT_co", bound=ResponseModel, covariant=True)
ItemT_co = TypeVar("ItemT_co", bound=ResponseModel, covariant=True)


class Query(Generic[PageT, ItemT]):
    """The request that a listing makes, checked. Any number of traversals can be made of it.

    Args:
        operation: The operation that lists.
        arguments: The arguments of its paginator; `None` counts as not given.

    Raises:
        pydantic.ValidationError: An argument is out of bounds, unknown, or excluded by another.
    """

    def __init__(
        self,
        operation: PaginatedOperation[ResponseModel, PageT, ItemT],
        arguments: Mapping[str, object],
    ) -> None:
        request = operation.validate_listing(arguments)
        config: PaginationConfig = getattr(request, "PaginationConfig", None) or PaginationConfig()
        self.operation: PaginatedOperation[ResponseModel, PageT, ItemT] = operation
        self.arguments: dict[str, object] = request.model_dump(
            exclude_unset=True, exclude={"PaginationConfig"}
        )
        if config.PageSize is not None:
            self.arguments["maxResults"] = config.PageSize
        self.page_size: int | None = config.PageSize
        self.chooses_page_size: bool = (
            config.PageSize is None and operation.selection not in self.arguments
        )
        token = config.StartingToken
        self.start: Position = position_of(token) if token else Position()
        self.max_items: int | None = config.MaxItems

    @property
    def start_span(self) -> Span:
        """Where a listing stands that has handed out nothing yet."""
        return empty_span(self.start)

    def full_page(self, items: list[ItemT], next_token: str | None) -> PageT:
        """Give the items of all pages as one page."""
        return _page(self.operation, {}, items, next_token)


class ReceivedPage(NamedTuple, Generic[PageT_co, ItemT_co]):
    """A page to hand out."""

    page: PageT_co
    items: Sequence[ItemT_co]
    """The page's items."""
    span: Span
    """What they cover of the listing."""


class Traversal(Generic[PageT_co, ItemT_co]):
    """One pass over the pages of a query, without the I/O.

    A driver sends a request with `next_arguments()` and passes the response to `receive()`, until
    the traversal is `finished`.

    Attributes:
        operation: The operation to request.
    """

    def __init__(self, query: Query[PageT_co, ItemT_co]) -> None:
        self.operation: PaginatedOperation[ResponseModel, PageT_co, ItemT_co] = query.operation
        self._arguments = query.arguments
        self._chooses_page_size = query.chooses_page_size
        self._page_size = query.page_size
        self._cursor = PageCursor(query.start, query.max_items)

    @property
    def finished(self) -> bool:
        """Whether no request follows."""
        return self._cursor.finished

    def next_arguments(self) -> Mapping[str, object]:
        """Give the operation's arguments that request the next page.

        Where the caller names no page size, it is the most that is of use.

        Raises:
            PaginationError: The service gave a token that this traversal has used before.
        """
        arguments = dict(self._arguments)
        if self._chooses_page_size:
            self._page_size = self._cursor.useful_page_size(LARGEST_PAGE)
            arguments["maxResults"] = self._page_size
        token = self._cursor.next_service_token()
        if token is not None:
            arguments["nextToken"] = token
        return arguments

    def receive(self, response: ResponseModel) -> ReceivedPage[PageT_co, ItemT_co]:
        """Take the response to the request, and give the page to hand out."""
        sent: list[ItemT_co] = getattr(response, self.operation.result_key)
        next_token: str | None = getattr(response, "nextToken", None)
        items, span = self._cursor.receive(sent, next_token, self._page_size)
        page = _page(self.operation, _fields_set(response), items, span.end_token)
        return ReceivedPage(page, items, span)


class RawPages(Generic[PageT, ItemT]):
    """Turns raw pages, from boto3's own paginator or recorded, into models one by one.

    Args:
        operation: The operation that the pages come from.
        source: What they are iterated over in.
    """

    def __init__(
        self, operation: PaginatedOperation[ResponseModel, PageT, ItemT], source: object
    ) -> None:
        self._operation = operation
        self._source = source
        self._token_before = self._cut_token()

    def parse(self, raw: object) -> PageT:
        """Give the next page.

        Raises:
            ResponseValidationError: The page does not fit the model.
        """
        operation = self._operation
        if _is_page(raw):  # as the AWS CLI writes pages
            return parse_dict(operation.name, operation.page, raw)
        response = parse_dict(operation.name, operation.response, raw)
        next_token: str | None = getattr(response, "nextToken", None)
        token = encode_token(Position(next_token), within_page=False) if next_token else None
        cut_token = self._cut_token()
        # By identity: another cut at the same place is a cut, too.
        if cut_token is not self._token_before:
            token = cut_token
        items: list[ItemT] = getattr(response, operation.result_key)
        return _page(operation, _fields_set(response), items, token)

    def _cut_token(self) -> str | None:
        # When botocore's PageIterator cuts a page, this attribute of it is all that tells where.
        token: str | None = getattr(self._source, "resume_token", None)
        return token


def _page(
    operation: PaginatedOperation[ResponseModel, PageT, ItemT],
    content: dict[str, object],
    items: list[ItemT],
    next_token: str | None,
) -> PageT:
    content.pop("nextToken", None)
    content.pop("NextToken", None)
    content[operation.result_key] = items
    if next_token is not None:
        content["NextToken"] = next_token
    return operation.page.model_validate(content)


def _fields_set(response: ResponseModel) -> dict[str, object]:
    return {name: value for name, value in response if name in response.model_fields_set}


def _is_page(raw: object) -> bool:
    return isinstance(raw, Mapping) and "NextToken" in raw
