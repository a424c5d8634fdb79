"""Listing images: this library and its peers, by the number of images and by the page's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.clients import BASELINE, CLIENTS
from benchmarks.rounds import race
from benchmarks.server import DELAY_SECONDS, serving
from benchmarks.tables import Ratios, Unit, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL_REPOSITORY = 10_000
"""How many images a repository may have."""
UNDELAYED, DELAYED = "", f", {DELAY_SECONDS * 1000:.0f} ms added to every response"


def compare_defaults(clients: Sequence[str], rounds: int) -> dict[str, Ratios]:
    """Let every client list a full repository as it does by default, near by and from afar."""
    with serving() as url:
        return {
            added: _compare(
                f"The default listing of {FULL_REPOSITORY:,} images{added}",
                clients,
                (url, str(FULL_REPOSITORY), *delay),
                rounds,
                Unit("ms", 1e3),
            )
            for added, delay in ((UNDELAYED, ()), (DELAYED, ("--slow",)))
        }


def compare_listings(
    image_counts: Sequence[int], page_sizes: Sequence[int], clients: Sequence[str], rounds: int
) -> dict[tuple[int, int], Ratios]:
    """Let every client list repositories of every size in pages of every size."""
    with serving() as url:
        return {
            (images, page_size): _compare(
                f"Listing {images:,} images, {page_size:,} a page",
                clients,
                (url, str(images), f"--page-size={page_size}"),
                rounds,
                Unit("µs an image", 1e6 / images),
            )
            for images in image_counts
            for page_size in page_sizes
        }


def _compare(
    title: str, clients: Sequence[str], arguments: Sequence[str], rounds: int, unit: Unit
) -> Ratios:
    """Let clients list the same, beside the one that they are compared with."""
    contestants = {
        label: ["-m", "benchmarks.list_once", client, *arguments]
        for client, label in CLIENTS.items()
        if client in {BASELINE, *clients}
    }
    return print_table(title, race(contestants, rounds), CLIENTS[BASELINE], unit)
