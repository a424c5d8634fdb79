"""This library's paginator, in a program that lets the garbage collector come less often."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.clients import ecrpublic_models_sync

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.clients import Lister


@contextmanager
def connect(url: str) -> Iterator[Lister]:
    gc.set_threshold(100_000)
    with ecrpublic_models_sync.connect(url) as lister:
        yield lister
