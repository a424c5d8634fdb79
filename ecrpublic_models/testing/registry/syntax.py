"""The syntax of what a request holds as text: digests, image tags and JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

__all__ = ["DIGEST_PATTERN", "TAG_PATTERN", "is_digest", "is_tag", "parse_json_object"]

DIGEST_PATTERN = r"[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"
"""As the service's messages quote it."""

TAG_PATTERN = r"[a-zA-Z0-9-_.]+"
"""As the service's messages quote it."""

_DIGEST = re.compile(DIGEST_PATTERN)
_TAG = re.compile(TAG_PATTERN)


def is_digest(text: str) -> bool:
    """Tell whether a text has a digest's form."""
    return _DIGEST.fullmatch(text) is not None


def is_tag(text: str) -> bool:
    """Tell whether a text has the form of an image's tag."""
    return _TAG.fullmatch(text) is not None


def parse_json_object(
    text: str | bytes, *, parse_number: Callable[[str], object] | None = None
) -> dict[str, object]:
    """Parse a JSON object, as strictly as the service does.

    Args:
        text: The text.
        parse_number: What makes a value of a number; by default `int` or `float`.

    Raises:
        ValueError: The text is not JSON, or is JSON of another kind.
    """
    try:
        content = cast(
            "object",
            json.loads(
                text,
                parse_constant=_refuse_constant,
                parse_float=parse_number,
                parse_int=parse_number,
            ),
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(content, dict):
        raise ValueError("not an object")  # noqa: TRY004  # as for any other text that is no object
    return cast("dict[str, object]", content)


def _refuse_constant(name: str) -> NoReturn:
    """Refuse `NaN` and the infinities, which Python reads though JSON does not have them."""
    raise ValueError(name)
