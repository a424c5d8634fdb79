"""Measures what README's table says, and names what is missed by more than a quarter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.clients import CLIENTS
from benchmarks.first_page import compare_first_pages
from benchmarks.listing import DELAYED, UNDELAYED, compare_defaults, compare_listings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.tables import Ratios

README = Path(__file__).parents[1] / "README.md"
TOLERANCE = 1.25
_IMAGES = 20_000
# README's columns, in their order.
_COLUMNS = ("CPU default", "wall from afar", "CPU 1,000 a page", "CPU 100 a page", "CPU first page")


def check(rounds: int) -> list[str]:
    """Measure the table anew.

    Returns:
        What is worse than README says by more than a quarter, a line for each figure.
    """
    published = dict(_published(README.read_text(encoding="utf-8")))
    measured = _measure([name for name, label in CLIENTS.items() if label in published], rounds)
    return [
        f"{label}, {column}: README says {figure:.2f}, measured {measured[column][label]:.2f}"
        for label, figures in published.items()
        for column, figure in zip(_COLUMNS, figures, strict=True)
        if figure is not None and measured[column][label] > figure * TOLERANCE
    ]


def _published(text: str) -> Iterator[tuple[str, Sequence[float | None]]]:
    table = text.partition("\n| in the same run, boto3's dicts being 1 |")[2].partition("\n\n")[0]
    for line in table.splitlines()[2:]:
        label, *figures = (cell.strip(" *") for cell in line.strip("|").split("|"))
        yield (
            label,
            [float(found[0]) if (found := re.match(r"[\d.]+", one)) else None for one in figures],
        )


def _measure(clients: Sequence[str], rounds: int) -> dict[str, dict[str, float]]:
    defaults = compare_defaults(clients, rounds)
    pages = compare_listings([_IMAGES], [1000, 100], clients, rounds)
    first = compare_first_pages(rounds)
    tables: tuple[tuple[str, Ratios], ...] = (
        ("CPU", defaults[UNDELAYED]),
        ("wall", defaults[DELAYED]),
        ("CPU", pages[_IMAGES, 1000]),
        ("CPU", pages[_IMAGES, 100]),
        ("CPU", first),
    )
    return {
        column: {label: ratios[figure] for label, ratios in table.items()}
        for column, (figure, table) in zip(_COLUMNS, tables, strict=True)
    }
