"""Running a listing: from pages to output, such that it can be resumed wherever it stops."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from ecrpublic_models.cli.progress import Progress
from ecrpublic_models.cli.terminal import OutputClosedError, say
from ecrpublic_models.models.base import ResponseModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ecrpublic_models.cli.views import View
    from ecrpublic_models.cli.writers import Writer
    from ecrpublic_models.pages import Pages

__all__ = ["ListingStoppedError", "resume_hint", "write_listing"]

PageT = TypeVar("PageT", bound=ResponseModel)
ItemT = TypeVar("ItemT", bound=ResponseModel)


class ListingStoppedError(Exception):
    """A listing has stopped before its end, after some of it was written.

    Its `__cause__` says why.

    Attributes:
        resume_token: Where to go on: right after the last page that was written.
    """

    def __init__(self, resume_token: str) -> None:
        super().__init__(resume_token)
        self.resume_token = resume_token


def write_listing(
    pages: Pages[PageT, ItemT],
    items_of: Callable[[PageT], Sequence[ItemT]],
    view: View[ItemT],
    writer: Writer[ItemT],
) -> None:
    """Write all pages of a listing. If there is more after them, say so on stderr or in the output.

    Args:
        pages: The listing.
        items_of: Gives the items of a page.
        view: How it is shown.
        writer: What writes it.

    Raises:
        ListingStoppedError: It failed or was interrupted after some pages, which are written.
        OutputClosedError: Nobody reads stdout any more.
        OSError: Stdout can't be written.
        Exception: Whatever iterating over `pages` raises before the first page.
    """
    token: str | None = None
    written = False
    try:
        with Progress(view.noun, streaming=writer.streams) as progress:
            for page in pages:
                items = items_of(page)
                writer.write(items)
                progress.add_page(len(items))
                token, written = pages.resume_token, True
    except OutputClosedError:
        raise
    except BaseException as error:
        if not written:
            raise
        with suppress(OutputClosedError, OSError):
            writer.close(token)
        if token is None:
            raise
        raise ListingStoppedError(token) from error
    writer.close(token)
    if token is not None and not writer.tells_token:
        say(f"there are more {view.noun[1]}; {resume_hint(token)}")


def resume_hint(resume_token: str) -> str:
    """Say how to go on."""
    return f"go on with --starting-token {resume_token}"
