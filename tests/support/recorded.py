"""Answers that the service gave, or that its documentation shows; ids and names are replaced."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecrpublic_models.operations import OPERATIONS, Operation

DIRECTORY = Path(__file__).parents[1] / "recorded"


@dataclass(frozen=True)
class Recorded:
    """One answer, with what it answers."""

    name: str
    source: str
    """Where it is from, in words."""
    operation: Operation[Any]
    request: dict[str, Any]
    situation: str
    response: dict[str, Any]
    """Empty for a refusal."""
    error: dict[str, str]
    """The code and the message of a refusal; empty for a success."""


def recorded_answers() -> list[Recorded]:
    by_name = {operation.name: operation for operation in OPERATIONS}
    found = []
    for path in sorted(DIRECTORY.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            Recorded(
                path.stem,
                content["source"],
                by_name[content["operation"]],
                content["request"],
                content["situation"],
                content.get("response", {}),
                content.get("error", {}),
            )
        )
    return found


SUCCESSES = [one for one in recorded_answers() if not one.error]
REFUSALS = [one for one in recorded_answers() if one.error]
