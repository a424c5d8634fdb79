"""What running something costs the process that runs it."""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

# What `ru_maxrss` counts in: bytes on macOS, KiB elsewhere.
PEAK_UNITS_PER_MIB = 2**20 if sys.platform == "darwin" else 2**10


ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class Cost:
    """Processor time and wall time of a piece of work, and the most memory its process has held."""

    cpu_seconds: float
    wall_seconds: float
    peak_mib: float

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        return cls(**json.loads(text))


def cost_of(work: Callable[[], ResultT]) -> tuple[Cost, ResultT]:
    """Do some work, and tell what it has cost, and what it gave."""
    # The first collection after much loading looks through all that was loaded. It happens once
    # only, to whoever comes then, and would count as the work's.
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Cost(cpu, wall, peak_mib()), result


def peak_mib() -> float:
    """Tell the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / PEAK_UNITS_PER_MIB
