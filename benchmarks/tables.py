"""Results as tables in Markdown: medians, and ratios to one of the contestants."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from benchmarks.costs import Cost
    from benchmarks.rounds import Result


@dataclass(frozen=True)
class Unit:
    """How times are shown: what for, and how many of it are in a second."""

    name: str
    per_second: float


Ratios = dict[str, dict[str, float]]
"""The median ratios of each contestant, by figure: `CPU`, `wall`, `peak MiB`."""


def print_table(title: str, results: Mapping[str, Result], baseline: str, unit: Unit) -> Ratios:
    """Print one row for each contestant, and give its ratios.

    A ratio is the median of the rounds' own ratios: contestants of a round run one right after the
    other, so that whatever slows the machine down for a while slows both.
    """
    figures: tuple[tuple[str, Callable[[Cost], float]], ...] = (
        (f"CPU, {unit.name}", lambda cost: cost.cpu_seconds * unit.per_second),
        (f"wall, {unit.name}", lambda cost: cost.wall_seconds * unit.per_second),
        ("peak MiB", lambda cost: cost.peak_mib),
    )
    print(f"\n{title}\n")
    print(_row("", *(cell for heading, _ in figures for cell in (heading, "ratio"))))
    print(_row("---", *["---:"] * 2 * len(figures)))
    base = results[baseline].costs
    medians: Ratios = {}
    for name, result in results.items():
        if result.missing is not None:
            print(_row(name, result.missing, *[""] * (2 * len(figures) - 1)))
            continue
        cells = []
        medians[name] = {}
        for heading, figure in figures:
            values = [figure(cost) for cost in result.costs]
            ratios = [value / figure(other) for value, other in zip(values, base, strict=False)]
            medians[name][heading.partition(",")[0]] = median(ratios)
            spread = f" ({min(ratios):.2f} to {max(ratios):.2f})" if name != baseline else ""
            cells += [f"{median(values):.2f}", f"{median(ratios):.2f}{spread}"]
        print(_row(name, *cells), flush=True)
    return medians


def print_rows(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of other figures."""
    print(f"\n{title}\n")
    print(_row(*headings))
    print(_row("---", *["---:"] * (len(headings) - 1)))
    for row in rows:
        print(_row(*row), flush=True)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
