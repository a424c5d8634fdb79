"""Peak memory of listings of more and more pages: it must not grow with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.clients import CLIENTS
from benchmarks.rounds import race
from benchmarks.server import serving
from benchmarks.tables import Unit, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLIENTS = ("ecrpublic_models_sync", "ecrpublic_models_async")
_PAGE_SIZE = 1000


def compare_memory(page_counts: Sequence[int]) -> None:
    """List repositories of every number of pages, once; ratios are to the fewest."""
    with serving() as url:
        for client in _CLIENTS:
            contestants = {
                f"{pages:,} pages, {pages * _PAGE_SIZE:,} images": [
                    *("-m", "benchmarks.list_once", client, url),
                    *(str(pages * _PAGE_SIZE), f"--page-size={_PAGE_SIZE}"),
                ]
                for pages in sorted(page_counts)
            }
            print_table(
                f"Memory of {CLIENTS[client]}, {_PAGE_SIZE:,} images a page",
                race(contestants, rounds=1),
                next(iter(contestants)),
                Unit("s in all", 1),
            )
