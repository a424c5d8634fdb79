"""The command line: `python -m benchmarks --help`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from benchmarks.check import check
from benchmarks.clients import CLIENTS
from benchmarks.commands import compare_commands, preview_registries
from benchmarks.first_page import compare_first_pages
from benchmarks.images_as_tables import compare_tables
from benchmarks.imports import compare_imports
from benchmarks.inventory import compare_inventories
from benchmarks.lifecycle import compare_policies
from benchmarks.listing import compare_defaults, compare_listings
from benchmarks.machine import print_machine
from benchmarks.memory import compare_memory
from benchmarks.refusals import compare_refusals
from benchmarks.requests import compare_requests
from benchmarks.throttled import compare_throttled

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    options = _parser().parse_args()
    if options.check:
        print_machine()
        missed = check(options.rounds)
        print("\n".join(["", *missed]) if missed else "\nAs README says.")
        sys.exit(bool(missed))
    benchmarks: dict[str, Callable[[], object]] = {
        "defaults": lambda: compare_defaults(options.clients, options.rounds),
        "first-page": lambda: compare_first_pages(options.rounds),
        "listing": lambda: compare_listings(
            options.images, options.page_size, options.clients, options.rounds
        ),
        "tables": lambda: [
            compare_tables(images, page_size, options.rounds)
            for images in options.images
            for page_size in options.page_size
        ],
        "inventory": lambda: compare_inventories(
            options.repositories, options.images_each, options.concurrency, options.inventory_rounds
        ),
        "throttled": compare_throttled,
        "memory": lambda: compare_memory(options.pages),
        "refusals": lambda: compare_refusals(options.megabytes, options.inventory_rounds),
        "requests": lambda: compare_requests(options.requests, options.rounds),
        "imports": lambda: compare_imports(options.rounds),
        "commands": lambda: compare_commands(options.rounds, options.many_images),
        "lifecycle": lambda: compare_policies(options.many_images, options.rounds),
        "previews": preview_registries,
    }
    print_machine()
    for name, run in benchmarks.items():
        if options.benchmark in {None, name}:
            run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument(
        "benchmark",
        nargs="?",
        choices=[
            *(
                "defaults",
                "first-page",
                "listing",
                "tables",
                "inventory",
                "throttled",
                "memory",
                "refusals",
                "requests",
                "imports",
                "commands",
                "lifecycle",
                "previews",
            )
        ],
        help="the one to run; all, if none is named",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="fail if a ratio of README's table is missed by more than a quarter",
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="how often each contestant runs (of memory: once)"
    )
    listing = parser.add_argument_group("listing and tables")
    listing.add_argument(
        "--images", type=int, nargs="+", default=[20_000], help="how many there are"
    )
    listing.add_argument(
        "--page-size", type=int, nargs="+", default=[1000, 100], help="how many a page has"
    )
    listing.add_argument(
        "--clients", nargs="+", choices=CLIENTS, default=list(CLIENTS), help="who lists"
    )
    inventory = parser.add_argument_group("inventory")
    inventory.add_argument("--repositories", type=int, default=100, help="how many there are")
    inventory.add_argument("--images-each", type=int, default=5000, help="how many each has")
    inventory.add_argument("--concurrency", type=int, default=10, help="requests at a time")
    inventory.add_argument(
        "--inventory-rounds", type=int, default=3, help="how often, and how often of refusals"
    )
    memory = parser.add_argument_group("memory")
    memory.add_argument(
        "--pages", type=int, nargs="+", default=[10, 100, 1000], help="how many are listed"
    )
    refusals = parser.add_argument_group("refusals")
    refusals.add_argument(
        "--megabytes", type=float, nargs="+", default=[1, 10], help="how large the bodies are"
    )
    requests = parser.add_argument_group("requests")
    requests.add_argument("--requests", type=int, default=10_000, help="how many are built")
    many = parser.add_argument_group("commands and lifecycle")
    many.add_argument("--many-images", type=int, default=100_000, help="how many there are")
    return parser


if __name__ == "__main__":
    main()
