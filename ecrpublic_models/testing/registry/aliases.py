"""The names under which a registry is addressed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["Alias", "AliasStatus", "is_alias"]

AliasStatus = Literal["ACTIVE", "PENDING", "REJECTED"]


_NAME = re.compile(r"[a-z][a-z0-9]+(?:[._-][a-z0-9]+)*")
_LONGEST = 50


def is_alias(name: str) -> bool:
    """Tell whether a text has the form of an alias."""
    return len(name) <= _LONGEST and _NAME.fullmatch(name) is not None


@dataclass(frozen=True)
class Alias:
    """An alias of a registry.

    Attributes:
        name: As it stands in addresses.
        status: Whether it is in use yet.
        is_default: Whether the service has assigned it.
    """

    name: str
    status: AliasStatus
    is_default: bool

    def describe(self, *, is_primary: bool) -> dict[str, object]:
        """Describe it as the service does."""
        return {
            "name": self.name,
            "status": self.status,
            "primaryRegistryAlias": is_primary,
            "defaultRegistryAlias": self.is_default,
        }
