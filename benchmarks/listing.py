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
    chosen = {BASELINE, *clients}
    ratios: dict[str, Ratios] = {}
    with serving() as url:
        for added, delay in ((UNDELAYED, []), (DELAYED, ["--slow"])):
            contestants = {
                label: [
                    *("-m", "benchmarks.list_once", client, url, str(FULL_REPOSITORY)),
                    *delay,
                ]
                for client, label in CLIENTS.items()
                if client in chosen
            }
            ratios[added] = print_table(
                f"The default listing of {FULL_REPOSITORY:,} images{added}",
                race(contestants, rounds),
                CLIENTS[BASELINE],
                Unit("ms", 1e3),
            )
    return ratios


def compare_listings(
    image_counts: Sequence[int], page_sizes: Sequence[int], clients: Sequence[str], rounds: int
) -> dict[tuple[int, int], Ratios]:
    """Let every client list repositories of every size in pages of every size."""
    chosen = {BASELINE, *clients}
    ratios: dict[tuple[int, int], Ratios] = {}
    with serving() as url:
        for images in image_counts:
            for page_size in page_sizes:
                contestants = {
                    label: [
                        *("-m", "benchmarks.list_once", client, url, str(images)),
                        f"--page-size={page_size}",
                    ]
                    for client, label in CLIENTS.items()
                    if client in chosen
                }
                ratios[images, page_size] = print_table(
                    f"Listing {images:,} images, {page_size:,} a page",
                    race(contestants, rounds),
                    CLIENTS[BASELINE],
                    Unit("µs an image", 1e6 / images),
                )
    return ratios
