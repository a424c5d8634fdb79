"""Reading a lifecycle policy from the command line, as the AWS CLI takes it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ecrpublic_models.cli.options import POLICY_TEXT, BadOptionError
from ecrpublic_models.cli.text import abridged

if TYPE_CHECKING:
    from ecrpublic_models.lifecycle import LifecyclePolicy

__all__ = ["read_policy"]

_FILE = "file://"
_MOST_SHOWN = 3


def read_policy(text: str) -> LifecyclePolicy:
    """Read a policy: `file://` and a path, or the JSON itself.

    Raises:
        BadOptionError: It can't be read, or is no policy.
    """
    from ecrpublic_models.lifecycle import LifecyclePolicy

    is_file = text.startswith(_FILE)
    content = _content_of(text.removeprefix(_FILE)) if is_file else text
    try:
        document: object = json.loads(content, object_pairs_hook=_members)
    except (ValueError, RecursionError) as error:
        expected = "not JSON" if is_file else "neither file://PATH nor JSON"
        raise BadOptionError(POLICY_TEXT, f"{abridged(text)} is {expected} ({error})") from None
    try:
        return LifecyclePolicy.model_validate(document)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
    shown = [_fault(".".join(map(str, one["loc"])), one["msg"]) for one in faults[:_MOST_SHOWN]]
    if left := len(faults) - len(shown):
        shown.append(f"and {left} more")
    raise BadOptionError(POLICY_TEXT, "; ".join(shown))


def _content_of(path: str) -> str:
    try:
        expanded = Path(os.path.expandvars(path)).expanduser()
        return expanded.read_text("utf-8-sig")  # with the mark that some editors put in front
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadOptionError(POLICY_TEXT, f"{abridged(path)}: {reason}") from None


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a name that is given twice: nobody can tell which of the two was meant."""
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise ValueError(f"{abridged(name)} is given twice in one object")
        members[name] = value
    return members


def _fault(place: str, message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
