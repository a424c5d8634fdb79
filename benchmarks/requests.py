"""Building requests: this library's checks beside botocore's own and others'."""

from __future__ import annotations

from benchmarks.builders import BASELINE, BUILDERS, REQUESTS
from benchmarks.rounds import race
from benchmarks.tables import Unit, print_table


def compare_requests(count: int, rounds: int) -> None:
    """Let everything that builds requests build each kind of them, many times."""
    for request in REQUESTS:
        contestants = {
            builder: ["-m", "benchmarks.build_once", builder, request, str(count)]
            for builder in BUILDERS
        }
        print_table(
            f"Building {count:,} requests {request}",
            race(contestants, rounds),
            BASELINE,
            Unit("µs a request", 1e6 / count),
        )
