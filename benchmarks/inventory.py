"""Listing many repositories of a server that takes its time: one after the other, and at once."""

from __future__ import annotations

from benchmarks.inventory_once import PAGE_SIZE, WAYS
from benchmarks.rounds import race
from benchmarks.server import DELAY_SECONDS, serving
from benchmarks.tables import Unit, print_table


def compare_inventories(repositories: int, images: int, concurrency: int, rounds: int) -> None:
    """List the repositories in every way."""
    with serving() as url:
        contestants = {
            way: [
                *("-m", "benchmarks.inventory_once", way, url),
                *map(str, (repositories, images, concurrency)),
            ]
            for way in WAYS
        }
        print_table(
            f"Listing {repositories:,} repositories of {images:,} images, {PAGE_SIZE:,} a page, "
            f"{DELAY_SECONDS * 1000:.0f} ms added to every response, concurrency {concurrency}",
            race(contestants, rounds),
            next(iter(WAYS)),
            Unit("s", 1),
        )
