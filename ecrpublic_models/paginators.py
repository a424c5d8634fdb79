"""Typed paginators over a boto3 client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from ecrpublic_models import models
from ecrpublic_models.client import create_client
from ecrpublic_models.models.base import RequestModel, ResponseModel
from ecrpublic_models.operations import DESCRIBE_IMAGES, PaginatedOperation
from ecrpublic_models.pagination import Listing
from ecrpublic_models.tokens import Position, decode_token, encode_token
from ecrpublic_models.wire import attach, call, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mypy_boto3_ecr_public import ECRPublicClient
    from mypy_boto3_ecr_public.type_defs import ImageIdentifierTypeDef, PaginatorConfigTypeDef

    from ecrpublic_models.models import DescribeImagesPage, ImageDetail, ImageIdentifier

__all__ = ["DescribeImagesPaginator", "Pages"]

PageT = TypeVar("PageT", bound=ResponseModel)
ItemT = TypeVar("ItemT", bound=ResponseModel)


class Pages(Generic[PageT, ItemT]):
    """A listing: iterate over it for its pages, or over `items()` for its items.

    Every iteration is a listing of its own, from the start and up to `MaxItems`. Pages are asked
    for as they are needed, one at a time, and none is kept.

    While it is iterated over, these are raised:

    Raises:
        ResponseValidationError: An answer does not fit its model. The pages before it were given.
        PaginationError: The service gave a token a second time. The pages before it were given.
        botocore.exceptions.ClientError: The service refused a request.
        botocore.exceptions.BotoCoreError: A request could not be sent, or got no answer.

    After any of them `resume_token` is where to go on.
    """

    def __init__(
        self,
        client: ECRPublicClient,
        operation: PaginatedOperation[RequestModel, ResponseModel, PageT, ItemT],
        arguments: Mapping[str, object],
    ) -> None:
        given = {name: value for name, value in arguments.items() if value is not None}
        request = operation.paginate.model_validate(given)
        config: models.PaginationConfig = (
            getattr(request, "PaginationConfig", None) or models.PaginationConfig()
        )
        self._client = client
        self._operation = operation
        self._arguments = request.model_dump(exclude_unset=True, exclude={"PaginationConfig"})
        if config.PageSize is not None:
            self._arguments["maxResults"] = config.PageSize
        self._start = decode_token(config.StartingToken) if config.StartingToken else Position()
        self._max_items = config.MaxItems
        self._listing = Listing(self._start, self._max_items)

    def __iter__(self) -> Iterator[PageT]:
        """Start a listing, page by page."""
        listing = self._begin()
        while not listing.finished:
            page, _ = self._next_page(listing)
            yield page

    def items(self) -> Iterator[ItemT]:
        """Start a listing, item by item."""
        listing = self._begin()
        while not listing.finished:
            _, items = self._next_page(listing)
            listing.given = 0
            for listing.given, item in enumerate(items, 1):
                yield item

    @property
    def resume_token(self) -> str | None:
        """Where the listing begun last stands: the `StartingToken` for what it has not given yet.

        It counts whole pages, and single items of `items()`. `None` when nothing is left.
        """
        return self._listing.resume_token

    def build_full_result(self) -> PageT:
        """Start a listing, and give all its items as one page.

        Its `NextToken` tells where to go on if `MaxItems` left items out. It has no
        `ResponseMetadata`, since it stands for many answers.
        """
        listing = self._begin()
        everything: list[ItemT] = []
        try:
            while not listing.finished:
                everything += self._next_page(listing)[1]
        except BaseException:
            # Nothing was given, so that nothing is left out of what follows.
            self._begin()
            raise
        operation = self._operation
        content: dict[str, object] = {operation.result_key: everything}
        return _page(
            operation.page, operation.result_key, content, everything, listing.resume_token
        )

    def search(self, expression: str) -> Iterator[object]:
        """Start a listing, and give what a JMESPath expression finds on each page.

        Lists that it finds are given item by item. The expression sees a page as plain dicts and
        lists with the wire's names, `imagePushedAt` as a `datetime`.

        Raises:
            jmespath.exceptions.JMESPathError: The expression is not one.
        """
        import jmespath

        compiled = jmespath.compile(expression)
        return _flattened(compiled.search(page.model_dump(exclude_unset=True)) for page in self)

    def _begin(self) -> Listing:
        self._listing = Listing(self._start, self._max_items)
        return self._listing

    def _next_page(self, listing: Listing) -> tuple[PageT, list[ItemT]]:
        operation = self._operation
        token = listing.next_service_token()
        arguments = self._arguments if token is None else {**self._arguments, "nextToken": token}
        response = call(self._client, operation, arguments)
        received: list[ItemT] = getattr(response, operation.result_key)
        next_token: str | None = getattr(response, "nextToken", None)
        items = listing.receive(received, next_token)
        content = _received(response)
        page = _page(operation.page, operation.result_key, content, items, listing.resume_token)
        return page, items


class DescribeImagesPaginator:
    """Lists the images of a repository as models. Operation: DescribeImages.

    Args:
        client: Any boto3 client for `ecr-public`; by default `create_client()`.

    Raises:
        TypeError: The client is one for another service.
    """

    def __init__(self, client: ECRPublicClient | None = None) -> None:
        self._client = _ready(client)

    def paginate(
        self,
        *,
        repositoryName: str,
        registryId: str | None = None,
        imageIds: Sequence[ImageIdentifier | ImageIdentifierTypeDef] | None = None,
        PaginationConfig: models.PaginationConfig | PaginatorConfigTypeDef | None = None,
    ) -> Pages[DescribeImagesPage, ImageDetail]:
        """Prepare a listing; nothing is sent before it is iterated over.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces parted by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            imageIds: The images to describe, 1 to 100; by default all of the repository. Not
                together with a `PageSize`.
            PaginationConfig: How much to list (`MaxItems`), in pages of which size (`PageSize`),
                and from where on (`StartingToken`).

        Raises:
            pydantic.ValidationError: An argument is out of the service's bounds, unknown, or
                excluded by another.
        """
        return Pages(
            self._client,
            DESCRIBE_IMAGES,
            {
                "repositoryName": repositoryName,
                "registryId": registryId,
                "imageIds": imageIds,
                "PaginationConfig": PaginationConfig,
            },
        )

    @classmethod
    def pages_from(cls, raw_pages: Iterable[Mapping[str, object]]) -> Iterator[DescribeImagesPage]:
        """Give the pages of boto3's own paginator, or recorded ones, as models, one by one.

        Args:
            raw_pages: Answers of DescribeImages as boto3 gives them. Where boto3's paginator has
                cut the last one, `NextToken` is the paginator's resume token. A `NextToken` in a
                page, as in the AWS CLI's output, is kept.

        Raises:
            ResponseValidationError: A page does not fit the model. The pages before it were given.
        """
        return _pages_from(DESCRIBE_IMAGES, raw_pages)


def _page(
    page: type[PageT],
    result_key: str,
    content: dict[str, object],
    items: list[ItemT],
    resume_token: str | None,
) -> PageT:
    # All of it is validated already, so it is put together without validating it again.
    content.pop("nextToken", None)
    content.pop("NextToken", None)
    if items or result_key in content:
        content[result_key] = items
    if resume_token is not None:
        content["NextToken"] = resume_token
    return page().model_copy(update=content)


def _received(response: ResponseModel) -> dict[str, object]:
    return {name: value for name, value in response if name in response.model_fields_set}


def _pages_from(
    operation: PaginatedOperation[RequestModel, ResponseModel, PageT, ItemT],
    raw_pages: Iterable[object],
) -> Iterator[PageT]:
    # botocore's PageIterator says so here, and nowhere else, when it cuts a page.
    token_before = getattr(raw_pages, "resume_token", None)
    for raw in raw_pages:
        if _is_a_page(raw):
            yield read(operation.name, operation.page, raw)
            continue
        response = read(operation.name, operation.response, raw)
        next_token: str | None = getattr(response, "nextToken", None)
        token = encode_token(Position(next_token), within_page=False) if next_token else None
        cut_token: str | None = getattr(raw_pages, "resume_token", None)
        if cut_token is not token_before:
            token = cut_token
        items: list[ItemT] = getattr(response, operation.result_key)
        yield _page(operation.page, operation.result_key, _received(response), items, token)


def _is_a_page(raw: object) -> bool:
    return isinstance(raw, Mapping) and "NextToken" in raw


def _flattened(results: Iterable[object]) -> Iterator[object]:
    for result in results:
        if isinstance(result, list):
            yield from result
        else:
            yield result


def _ready(client: ECRPublicClient | None) -> ECRPublicClient:
    client = client or create_client()
    # ECR has operations of the same names for private registries. A fake may have no metadata.
    meta = getattr(client, "meta", None)
    service = getattr(getattr(meta, "service_model", None), "service_name", "ecr-public")
    if service != "ecr-public":
        raise TypeError(f"client: a boto3 client for 'ecr-public' is needed, not for {service!r}")
    attach(client)
    return client
