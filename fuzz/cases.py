"""The targets by name, and cases for them without a fuzzer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from random import Random

CORPUS = Path(__file__).parent / "corpus"
TARGETS = ("bodies", "checkpoints", "exchanges", "requests", "tokens")

Check = Callable[[bytes], None]
"""Takes the bytes of one case, and raises if something is wrong."""


def check_of(target: str) -> Check:
    check: Check = import_module(f"fuzz.{target}").check
    return check


def corpus_of(target: str) -> list[bytes]:
    """The cases that are kept: one for each kind of fault that was found."""
    return [path.read_bytes() for path in sorted((CORPUS / target).iterdir())]


def cases(target: str, count: int, seed: int) -> Iterator[bytes]:
    """Give the cases that are kept, and others of random bytes, or changed from those."""
    kept = corpus_of(target)
    yield from kept
    random = Random(f"{target} {seed}")
    for _ in range(count):
        if random.random() < 0.7:
            yield random.randbytes(random.randrange(200))
        else:
            case = bytearray(random.choice(kept))
            for _ in range(random.randrange(1, 4)):
                if case:
                    case[random.randrange(len(case))] = random.randrange(256)
            yield bytes(case)
