"""Running a listing: from pages to output, such that it can be resumed wherever it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ecrpublic_models._sansio.traversal import Query
from ecrpublic_models.cli.interruptions import Interruption, uninterrupted
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.progress import Progress
from ecrpublic_models.cli.terminal import OutputClosedError, OutputCutError, say
from ecrpublic_models.cli.text import count_of
from ecrpublic_models.cli.writers import writing
from ecrpublic_models.client import prepare_client
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecrpublic_models.cli.connection import Connection
    from ecrpublic_models.cli.outputs import ListingOutput
    from ecrpublic_models.cli.views import View
    from ecrpublic_models.cli.writers import Output, Writer
    from ecrpublic_models.operations import PaginatedOperation

__all__ = ["ListingStoppedError", "listing_job", "write_listing"]

ItemT = TypeVar("ItemT", bound=ResponseModel)


class ListingStoppedError(Exception):
    """A listing has stopped before its end, after some of it was written.

    Attributes:
        reason: Why.
        hint: How to continue: right after what was written.
    """

    def __init__(self, reason: Exception | Interruption, hint: str) -> None:
        super().__init__(str(reason), hint)
        self.reason = reason
        self.hint = hint


def listing_job(
    operation: PaginatedOperation[ResponseModel, ResponseModel, ItemT],
    view: View[ItemT],
    arguments: Mapping[str, object],
    paging: Mapping[str, object],
    output: ListingOutput,
    connection: Connection,
) -> Job:
    """Give the job that lists something.

    Args:
        operation: What lists it.
        view: How it is shown.
        arguments: The arguments of the operation; `None` counts as not given.
        paging: The fields of its PaginationConfig; `None` counts as not given.
        output: How it is written.
        connection: The way to the service.
    """

    def job() -> None:
        # Checked before boto3 is loaded and asked for credentials: mistakes are told at once.
        query = Query(operation, {**arguments, "PaginationConfig": paging})
        with output.open(view) as writer:
            write_listing(Pages(prepare_client(connection.open()), query), view, writer)

    return Job(job)


def write_listing(
    pages: Pages[ResponseModel, ItemT], view: View[ItemT], writer: Writer[ItemT]
) -> None:
    """Write all pages of a listing. If there is more after them, say so on stderr or in the output.

    Args:
        pages: The listing.
        view: How it is shown.
        writer: What writes it.

    Raises:
        ListingStoppedError: It failed or was interrupted after some pages, which are written.
        PaginationError: The service led in a circle. The pages before are written.
        QueryError: A query can't be evaluated.
        OutputClosedError: Nobody reads stdout any more.
        OutputCutError: Stdout can't be written, or was interrupted a second time meanwhile.
        Exception: Whatever iterating over `pages` raises before the first page, or at any time if
            the writer needs all of them.
        Interruption: It was interrupted, in the same cases or after the last page.
    """
    from ecrpublic_models.cli.queries import QueryError
    from ecrpublic_models.errors import PaginationError

    output: Output[ItemT] | None = None
    count = 0
    try:
        with writing(writer) as output, Progress(streaming=writer.streams) as progress:
            try:
                for number, page in enumerate(pages, 1):
                    items: list[ItemT] = getattr(page, view.source.result_key)
                    with uninterrupted():
                        output.write(items, pages.resume_token)
                    count += len(items)
                    progress.show(_so_far(view, count, number))
            except (PaginationError, QueryError):
                output.token = None  # from there it would fail again
                raise
    except (OutputClosedError, OutputCutError):
        raise
    except (Exception, Interruption) as error:
        if output is None or output.token is None or writer.needs_all:
            raise
        raise ListingStoppedError(error, _resume_hint(output.token)) from error
    if output.token is not None and not writer.tells_token:
        say(f"there are more {view.noun[1]}; {_resume_hint(output.token)}")


def _so_far(view: View[ItemT], items: int, pages: int) -> str:
    return f"{count_of(items, *view.noun)} in {count_of(pages, 'page', 'pages')} so far"


def _resume_hint(resume_token: str) -> str:
    """Say how to continue."""
    return f"continue with --starting-token {resume_token}"
