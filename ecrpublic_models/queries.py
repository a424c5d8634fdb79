"""What is asked of a paginator, and how the answers become pages: all but the asking itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from ecrpublic_models.answers import read
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.models.pagination_config import PaginationConfig
from ecrpublic_models.pagination import Listing
from ecrpublic_models.tokens import Position, decode_token, encode_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecrpublic_models.answers import Answer
    from ecrpublic_models.operations import PaginatedOperation

PageT = TypeVar("PageT", bound=ResponseModel)
ItemT = TypeVar("ItemT", bound=ResponseModel)


class Query(Generic[PageT, ItemT]):
    """What is asked of a paginator, checked. It holds no state of a listing.

    Args:
        operation: What to perform for each page.
        arguments: The paginator's arguments; `None` is one that is not given.

    Raises:
        pydantic.ValidationError: An argument is out of bounds, unknown, or excluded by another.
    """

    def __init__(
        self,
        operation: PaginatedOperation[ResponseModel, PageT, ItemT],
        arguments: Mapping[str, object],
    ) -> None:
        given = {name: value for name, value in arguments.items() if value is not None}
        request = operation.paginate.model_validate(given)
        config: PaginationConfig = getattr(request, "PaginationConfig", None) or PaginationConfig()
        self.operation = operation
        self._arguments = request.model_dump(exclude_unset=True, exclude={"PaginationConfig"})
        if config.PageSize is not None:
            self._arguments["maxResults"] = config.PageSize
        self._start = decode_token(config.StartingToken) if config.StartingToken else Position()
        self._max_items = config.MaxItems

    def begin(self) -> Listing:
        """Start a listing."""
        return Listing(self._start, self._max_items)

    def next_arguments(self, listing: Listing) -> Mapping[str, object]:
        """Give the arguments of the operation that ask for the next page.

        Raises:
            PaginationError: The listing has asked for that page before.
        """
        token = listing.next_service_token()
        return self._arguments if token is None else {**self._arguments, "nextToken": token}

    def take(self, answer: Answer[ResponseModel], listing: Listing) -> tuple[PageT, list[ItemT]]:
        """Give the page, and its items, that the listing makes of an answer.

        Raises:
            ResponseValidationError: The answer does not fit its model.
        """
        response = answer.read()
        received: list[ItemT] = getattr(response, self.operation.result_key)
        next_token: str | None = getattr(response, "nextToken", None)
        items = listing.receive(received, next_token)
        page = _page(self.operation, _received(response), items, listing.resume_token)
        return page, items

    def full_page(self, items: list[ItemT], listing: Listing) -> PageT:
        """Give the items of all pages of a listing as one."""
        content: dict[str, object] = {self.operation.result_key: items}
        return _page(self.operation, content, items, listing.resume_token)


class RawPages(Generic[PageT, ItemT]):
    """Reads raw pages, boto3's own paginator's or recorded ones, as models, one by one.

    Args:
        operation: What was performed for each page.
        source: Where the pages come from.
    """

    def __init__(
        self, operation: PaginatedOperation[ResponseModel, PageT, ItemT], source: object
    ) -> None:
        self._operation = operation
        self._source = source
        self._token_before = self._cut_token()

    def read(self, raw: object) -> PageT:
        """Give the next page.

        Raises:
            ResponseValidationError: The page does not fit the model.
        """
        operation = self._operation
        if _is_a_page(raw):
            return read(operation.name, operation.page, raw)
        response = read(operation.name, operation.response, raw)
        next_token: str | None = getattr(response, "nextToken", None)
        token = encode_token(Position(next_token), within_page=False) if next_token else None
        cut_token = self._cut_token()
        if cut_token is not self._token_before:
            token = cut_token
        items: list[ItemT] = getattr(response, operation.result_key)
        return _page(operation, _received(response), items, token)

    def _cut_token(self) -> str | None:
        # botocore's PageIterator says so here, and nowhere else, when it cuts a page.
        token: str | None = getattr(self._source, "resume_token", None)
        return token


class Search:
    """A JMESPath expression, for pages as plain dicts.

    Raises:
        jmespath.exceptions.JMESPathError: The expression is not one.
    """

    def __init__(self, expression: str) -> None:
        import jmespath

        self._search = jmespath.compile(expression).search

    def find(self, page: ResponseModel) -> Iterator[object]:
        """Give what is found on a page; a list, item by item."""
        found: object = self._search(page.model_dump(exclude_unset=True))
        if isinstance(found, list):
            yield from found
        else:
            yield found


def _page(
    operation: PaginatedOperation[ResponseModel, PageT, ItemT],
    content: dict[str, object],
    items: list[ItemT],
    resume_token: str | None,
) -> PageT:
    # All of it is validated already, so it is put together without validating it again.
    content.pop("nextToken", None)
    content.pop("NextToken", None)
    if items or operation.result_key in content:
        content[operation.result_key] = items
    if resume_token is not None:
        content["NextToken"] = resume_token
    return operation.page().model_copy(update=content)


def _received(response: ResponseModel) -> dict[str, object]:
    return {name: value for name, value in response if name in response.model_fields_set}


def _is_a_page(raw: object) -> bool:
    return isinstance(raw, Mapping) and "NextToken" in raw
