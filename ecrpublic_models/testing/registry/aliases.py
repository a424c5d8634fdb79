"""The names under which a registry is addressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Alias", "AliasStatus"]

AliasStatus = Literal["ACTIVE", "PENDING", "REJECTED"]


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
