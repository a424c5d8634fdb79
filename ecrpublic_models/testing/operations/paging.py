"""What all listings do alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ecrpublic_models.testing.errors import InvalidParameterError
from ecrpublic_models.testing.sequence import Sequenced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecrpublic_models.testing.backend import ECRPublicBackend
    from ecrpublic_models.testing.sequence import OrderedBySequence

__all__ = ["next_page", "refuse_paging_of"]

SequencedT = TypeVar("SequencedT", bound=Sequenced)

_DEFAULT_PAGE_SIZE = 100
_BEFORE_ALL = 0


def next_page(
    backend: ECRPublicBackend,
    items: OrderedBySequence[SequencedT],
    *,
    listing: tuple[str, ...],
    max_results: int | None,
    token: str | None,
) -> tuple[list[SequencedT], dict[str, object]]:
    """Give the page that a request asks for.

    Args:
        backend: The registry.
        items: What is listed.
        listing: What its tokens are bound to besides the registry: operation, and the repository
            by its number, since another may come to have its name.
        max_results: The page's size, by default 100.
        token: Where to go on.

    Returns:
        The items, and the part of the answer that continues the listing: empty at its end.

    Raises:
        InvalidParameterError: The token is not one of this listing.
    """
    bound_to = (backend.account_id, backend.region_name, *listing)
    after = _BEFORE_ALL if token is None else backend.tokens.read(token, bound_to)
    page, last = items.page(after=after, size=max_results or _DEFAULT_PAGE_SIZE)
    return page, {} if last is None else {"nextToken": backend.tokens.issue(last, bound_to)}


def refuse_paging_of(selection: str, request: Mapping[str, object]) -> None:
    """Refuse paging parameters beside a selection, which the service answers in one page.

    Raises:
        InvalidParameterError: The request has both.
    """
    if selection in request:
        for parameter in ("maxResults", "nextToken"):
            if parameter in request:
                raise InvalidParameterError.constraint(
                    parameter, f"Member must be null when '{selection}' is specified"
                )
