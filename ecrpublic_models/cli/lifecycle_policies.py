"""Reading a lifecycle policy from the command line, as the AWS CLI takes it."""

from __future__ import annotations

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

    content = _content_of(text.removeprefix(_FILE)) if text.startswith(_FILE) else text
    try:
        return LifecyclePolicy.model_validate_json(content)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
    if faults[0]["type"] == "json_invalid" and content is text:
        reason = f"{abridged(text)} is neither file://PATH nor JSON ({faults[0]['msg']})"
        raise BadOptionError(POLICY_TEXT, reason)
    shown = [_fault(".".join(map(str, one["loc"])), one["msg"]) for one in faults[:_MOST_SHOWN]]
    if left := len(faults) - len(shown):
        shown.append(f"and {left} more")
    raise BadOptionError(POLICY_TEXT, "; ".join(shown))


def _content_of(path: str) -> str:
    expanded = Path(os.path.expandvars(path)).expanduser()
    try:
        return expanded.read_text("utf-8-sig")  # with the mark that some editors put in front
    except OSError as error:
        raise BadOptionError(POLICY_TEXT, f"{abridged(path)}: {error.strerror}") from None
    except (UnicodeDecodeError, ValueError, RuntimeError) as error:
        raise BadOptionError(POLICY_TEXT, f"{abridged(path)} can't be read: {error}") from None


def _fault(place: str, message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
