"""Import time: this library beside pydantic alone with models of as many fields."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.rounds import race
from benchmarks.tables import Unit, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEEDED = {
    "for a listing": "from ecrpublic_models import DescribeImagesPaginator\n"
    "from ecrpublic_models.operations import DESCRIBE_IMAGES\n"
    "DESCRIBE_IMAGES.paginate, DESCRIBE_IMAGES.response, DESCRIBE_IMAGES.page\n",
    "for all operations": "from ecrpublic_models import *\n",
}
"""What is imported of this library, for what."""

_TIMED = """
import time
cpu, wall = time.process_time(), time.perf_counter()
{source}
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
from benchmarks.costs import Cost, peak_mib
print(Cost(cpu, wall, peak_mib()).to_json())
"""

_COUNT_FIELDS = """
{source}
import json
from pydantic import BaseModel

def below(model):
    for derived in model.__subclasses__():
        yield derived
        yield from below(derived)

print(json.dumps([len(model.model_fields) for model in below(BaseModel)]))
"""


def compare_imports(rounds: int) -> None:
    """Import this library's models, and build models of as many fields with pydantic alone."""
    for purpose, source in _NEEDED.items():
        field_counts = _field_counts(source)
        floor = f"pydantic, {len(field_counts)} models of {sum(field_counts)} fields"
        programs = {
            floor: _models(field_counts),
            "import ecrpublic_models": "import ecrpublic_models",
            f"ecrpublic_models, all {purpose}": source,
        }
        contestants = {
            name: ["-c", _TIMED.format(source=program)] for name, program in programs.items()
        }
        print_table(
            f"Importing what is needed {purpose}",
            race(contestants, rounds),
            floor,
            Unit("ms", 1e3),
        )


def _field_counts(source: str) -> list[int]:
    program = _COUNT_FIELDS.format(source=source)
    counts: list[int] = json.loads(subprocess.check_output([sys.executable, "-c", program]))
    return counts


def _models(field_counts: Sequence[int]) -> str:
    lines = ["from pydantic import BaseModel"]
    for number, field_count in enumerate(field_counts):
        lines.append(f"class Model{number}(BaseModel):")
        lines += [f"    field{field}: str | None = None" for field in range(field_count)]
        lines.append("    pass")
    return "\n".join(lines)
