"""Listing images: this library and its peers, by the number of images and by the page's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.clients import BASELINE, CLIENTS
from benchmarks.rounds import race
from benchmarks.server import serving
from benchmarks.tables import Unit, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence


def compare_listings(
    image_counts: Sequence[int], page_sizes: Sequence[int], clients: Sequence[str], rounds: int
) -> None:
    """Let every client list repositories of every size in pages of every size."""
    chosen = {BASELINE, *clients}
    with serving() as url:
        for images in image_counts:
            for page_size in page_sizes:
                contestants = {
                    label: ["-m", "benchmarks.list_once", client, url, str(images), str(page_size)]
                    for client, label in CLIENTS.items()
                    if client in chosen
                }
                print_table(
                    f"Listing {images:,} images, {page_size:,} a page",
                    race(contestants, rounds),
                    CLIENTS[BASELINE],
                    Unit("µs an image", 1e6 / images),
                )
