"""Files that should hold a checkpoint of an inventory.

A file is read or refused by a `CheckpointError`. What is read is what a saved one gives again, and
begins an inventory or is refused by an error of its contents.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from ecrpublic_models import CheckpointError, InventoryCheckpoint, describe_images_of
from fuzz.data import Data


def check(content: bytes) -> None:
    path = _directory() / "inventory.json"
    path.write_bytes(_file(Data(content)))
    try:
        checkpoint = InventoryCheckpoint.load(path)
    except CheckpointError as error:
        str(error).encode()
        assert str(path) in str(error)
        return
    checkpoint.save(path)
    assert InventoryCheckpoint.load(path) == checkpoint
    client: Any = object()
    try:
        inventory = describe_images_of(checkpoint, client=client)
    except ValueError as error:  # also pydantic's, of a token or a name
        str(error).encode(errors="backslashreplace")
        return
    # What was done is taken over as it is.
    assert inventory.checkpoint.resume_tokens == checkpoint.resume_tokens
    inventory.close()


def _file(data: Data) -> bytes:
    kind = data.below(4)
    if kind == 0:
        return data.rest()
    tokens = {data.text(): None if data.below(2) else data.text() for _ in range(data.below(4))}
    content: dict[str, object] = {
        "resume_tokens": data.json_value() if data.happens(8) else tokens,
        "registryId": data.json_value() if data.happens(8) else "123456789012",
        "PageSize": data.number() if data.happens(4) else 1000,
        "complete": data.json_value() if data.happens(8) else True,
    }
    if data.happens(8):
        content[data.text()] = data.json_value()
    left_out = data.below(12)
    content = {name: value for n, (name, value) in enumerate(content.items()) if n != left_out}
    try:
        written = json.dumps(content).encode()
    except (ValueError, RecursionError):
        return b""
    return written[: -data.below(256)] if kind == 1 else written


@cache
def _directory() -> Path:
    return Path(tempfile.mkdtemp(prefix="checkpoints-"))
