"""JSON as the service reads it, wherever a request has some."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["read_object"]


def read_object(text: str | bytes) -> dict[str, object]:
    """Read a JSON object.

    Raises:
        ValueError: It is no JSON, or none that is an object.
    """
    try:
        content = cast("object", json.loads(text, parse_constant=_refuse_constant))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(content, dict):
        raise ValueError("not an object")  # noqa: TRY004  # as for any other text that is no object
    return cast("dict[str, object]", content)


def _refuse_constant(name: str) -> NoReturn:
    """Refuse `NaN` and the infinities, which Python reads though JSON does not have them."""
    raise ValueError(name)
