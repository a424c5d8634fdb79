"""Listings of a loopback server to be read as tables, and the rows that they have."""

from __future__ import annotations

from typing import Any

from ecrpublic_models import ECRPublic
from tests.support.kinds import Kind
from tests.support.loopback import Answer, Loopback, client_for
from tests.support.service import PagedService

Row = dict[str, Any]

# One of the pages is empty.
NUMBERS = [[0, 1, 2], [], [3, 4], [5, 6]]
BAD_PAGE = 2
"""The page that `serve_a_bad_page` spoils."""


def serve(server: Loopback, kind: Kind) -> PagedService:
    tokens = [f"token {number}" for number in range(len(NUMBERS) - 1)]
    service = PagedService(NUMBERS, tokens)
    kind.serve(server, service)
    return service


def serve_a_bad_page(server: Loopback, kind: Kind) -> PagedService:
    """Serve a listing in the midst of which an item lacks the field that numbers it."""
    service = serve(server, kind)
    respond = server.respond

    def respond_badly(body: dict[str, object]) -> Answer:
        answer = respond(body)
        if len(service.asked) == BAD_PAGE + 1:
            content: Any = answer.content
            del content[kind.operation.result_key][1][kind.numbered]
        return answer

    server.respond = respond_badly
    return service


def what_is_bad(kind: Kind) -> str:
    return (
        f"{kind.operation.name} (request id request-{BAD_PAGE + 1}): the response does not fit its "
        f"model: {kind.operation.result_key}.1.{kind.numbered}: Field required"
    )


def listing(server: Loopback, kind: Kind) -> Any:
    return kind.paginate(ECRPublic(client_for(server.url)))


def rows_of(kind: Kind) -> list[Row]:
    """The rows by the models, in the order of the listing."""
    return [
        kind.operation.item.model_validate(kind.item(number)).model_dump()
        for page in NUMBERS
        for number in page
    ]
