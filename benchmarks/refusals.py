"""What it costs to refuse a bad body, beside reading it with Python's json."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from benchmarks.bad_bodies import FORMS
from benchmarks.rounds import race
from benchmarks.tables import print_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.costs import Cost

_MEGABYTE = 1_000_000


def compare_refusals(megabytes: Sequence[float], rounds: int) -> None:
    """Refuse a body of every form and size."""
    for size in megabytes:
        rows = []
        for form in FORMS:
            arguments = ["-m", "benchmarks.refuse_once", form, f"{size * _MEGABYTE:.0f}"]
            results = race({"refused": arguments, "json": [*arguments, "--json"]}, rounds)
            refused, read = (
                [_median(results[name].costs, figure) / size for figure in range(2)]
                for name in ("refused", "json")
            )
            rows.append(
                (form, *(f"{one:.1f}" for one in (refused[0], read[0], refused[1], read[1])))
            )
        print_rows(
            f"Refusing a body of {size:g} MB",
            ("", "CPU, ms a MB", "json.loads", "memory, MiB a MB", "json.loads"),
            rows,
        )


def _median(costs: Sequence[Cost], figure: int) -> float:
    figures = [(cost.cpu_seconds * 1e3, cost.peak_mib)[figure] for cost in costs]
    return median(figures)
