"""One way to build requests builds many, in this process: `python -m benchmarks.build_once -h`."""

from __future__ import annotations

import argparse
import sys

from benchmarks.builders import BUILDERS, REQUESTS, Arguments, Builder
from benchmarks.costs import cost_of
from benchmarks.rounds import MISSING


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("builder", choices=BUILDERS)
    parser.add_argument("request", choices=REQUESTS)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    try:
        build = BUILDERS[options.builder]()
    except ImportError as error:
        sys.exit(f"{MISSING}{error}")
    arguments = REQUESTS[options.request]
    build(arguments)
    cost, _ = cost_of(lambda: _build_many(build, arguments, options.count))
    print(cost.to_json())


def _build_many(build: Builder, arguments: Arguments, count: int) -> None:
    for _ in range(count):
        build(arguments)


if __name__ == "__main__":
    main()
