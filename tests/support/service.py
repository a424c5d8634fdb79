"""A listing as a service would give it, split in pages, for the tests of pagination."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.paginate import PageIterator, Paginator
from hypothesis import strategies as st


@dataclass
class PagedService:
    """Pages by token; counts what it was asked for."""

    pages: list[list[int]]
    tokens: list[str]
    asked: list[str | None] = field(default_factory=list)
    page_size: None = None
    """The service chooses it."""

    @property
    def items(self) -> list[int]:
        return [item for page in self.pages for item in page]

    def answer(self, token: str | None) -> tuple[list[int], str | None]:
        self.asked.append(token)
        number = 0 if token is None else self.tokens.index(token) + 1
        last = number == len(self.pages) - 1
        return list(self.pages[number]), None if last else self.tokens[number]

    def botocore_method(self, **arguments: str | None) -> dict[str, object]:
        items, token = self.answer(arguments.get("nextToken"))
        response: dict[str, object] = {"imageDetails": items}
        if token is not None:
            response["nextToken"] = token
        return response


def botocore_pages(
    method: Callable[..., Mapping[str, object]], **config: int | str | None
) -> PageIterator[dict[str, object]]:
    """What botocore's own paginator makes of a method's answers."""
    # botocore-stubs types the constructor's arguments otherwise than botocore takes them.
    paginator_class: Any = Paginator
    paginator: Paginator[dict[str, object]] = paginator_class(
        method,
        {
            "input_token": "nextToken",
            "output_token": "nextToken",
            "limit_key": "maxResults",
            "result_key": "imageDetails",
        },
        None,
    )
    pages: PageIterator[dict[str, object]] = paginator.paginate(
        PaginationConfig={name: value for name, value in config.items() if value is not None}
    )
    return pages


@dataclass
class ResizableService:
    """Numbers in pages of any size; a token says where its page begins, whatever the size was."""

    count: int
    page_size: int

    def answer(self, token: str | None) -> tuple[list[int], str | None]:
        start = 0 if token is None else int(token)
        end = start + self.page_size
        return list(range(start, min(end, self.count))), str(end) if end < self.count else None


# What a service may use as a token. "None" and "" stand for the absence of one in botocore.
service_tokens = st.text(min_size=1, max_size=20).filter(lambda token: token != "None")


@st.composite
def services(draw: st.DrawFn, max_pages: int = 8, max_page: int = 5) -> PagedService:
    sizes = draw(st.lists(st.integers(0, max_page), min_size=1, max_size=max_pages))
    numbers = iter(range(sum(sizes)))
    pages = [[next(numbers) for _ in range(size)] for size in sizes]
    count = len(pages) - 1
    tokens = draw(st.lists(service_tokens, min_size=count, max_size=count, unique=True))
    return PagedService(pages, tokens)


limits = st.none() | st.integers(0, 45)
