"""What a client holds, to compare it before and after."""

from __future__ import annotations

from typing import Any


def registered(client: Any) -> list[tuple[str, object]]:
    """All event handlers of a client, in their order."""
    found: list[tuple[str, object]] = []

    def walk(node: Any, path: str) -> None:
        found.extend((path, handler) for part in node["values"] or () for handler in part)
        for name, child in sorted(node["children"].items()):
            walk(child, f"{path}.{name}")

    walk(client.meta.events._emitter._handlers._root, "")
    return found


def state_of(client: Any) -> tuple[dict[str, object], dict[str, object], list[tuple[str, object]]]:
    return dict(vars(client)), dict(vars(client._endpoint)), registered(client)
