"""One client lists one repository, in this process: `python -m benchmarks.list_once --help`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from benchmarks.clients import CLIENTS, Connect
from benchmarks.costs import cost_of
from benchmarks.rounds import MISSING
from benchmarks.server import repository_of, slow_repositories


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("client", choices=CLIENTS)
    parser.add_argument("url")
    parser.add_argument("images", type=int)
    parser.add_argument("--page-size", type=int, help="the client's own default without it")
    parser.add_argument("--slow", action="store_true", help="add 50 ms to every response")
    options = parser.parse_args()
    try:
        module = import_module(f"benchmarks.clients.{options.client}")
    except ImportError as error:
        sys.exit(f"{MISSING}{error}")
    connect: Connect = module.connect
    with connect(options.url) as list_images:
        # What happens once only (connecting, building models, loading modules) is not measured.
        list_images(repository_of(3 * (options.page_size or 100)), options.page_size)
        repository = repository_of(options.images)
        if options.slow:
            (repository,) = slow_repositories(1, options.images)
        cost, listed = cost_of(lambda: list_images(repository, options.page_size))
    if listed.images != options.images:
        sys.exit(f"{listed.images} images were listed, not {options.images}")
    print(cost.to_json())


if __name__ == "__main__":
    main()
