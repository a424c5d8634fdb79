"""Takes an inventory, and keeps rows and checkpoint in files. Run as a process that may be killed.

Arguments: the server's URL, and a directory for the files.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ecrpublic_models import DescribeImagesPage, InventoryCheckpoint, describe_images_of
from tests.support.loopback import client_for

CONCURRENCY = 6


def rows_file(directory: Path) -> Path:
    return directory / "rows.jsonl"


def checkpoint_file(directory: Path) -> Path:
    return directory / "checkpoint.json"


def todo(directory: Path) -> InventoryCheckpoint | list[str]:
    """Where the run before has stood, or all there is to do."""
    saved = checkpoint_file(directory)
    if saved.exists():
        return InventoryCheckpoint.model_validate_json(saved.read_bytes())
    names: list[str] = json.loads((directory / "repositories.json").read_text())
    return names


def keep(directory: Path, repository: str, page: DescribeImagesPage) -> None:
    rows = [json.dumps([repository, image.imageDigest]) for image in page.imageDetails]
    with rows_file(directory).open("a") as file:
        file.write("".join(f"{row}\n" for row in rows))


def save(directory: Path, checkpoint: InventoryCheckpoint) -> None:
    new = directory / "checkpoint.new"
    new.write_text(checkpoint.model_dump_json())
    new.replace(checkpoint_file(directory))


def in_threads(url: str, directory: Path) -> None:
    inventory = describe_images_of(todo(directory), client=client_for(url), concurrency=CONCURRENCY)
    for repository, page in inventory:
        # Of the pages before this one; this one counts when the next one is asked for.
        save(directory, inventory.checkpoint)
        keep(directory, repository, page)
    save(directory, inventory.checkpoint)


if __name__ == "__main__":
    in_threads(sys.argv[1], Path(sys.argv[2]))
