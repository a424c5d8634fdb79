"""Language servers, asked as an editor asks them: what is hovered, completed and signed where."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SERVERS: Mapping[str, tuple[str, ...]] = {
    "pyright": ("pyright.langserver", "--stdio"),
    "pyrefly": ("pyrefly", "lsp"),
    "ty": ("ty", "server"),
}
_ABILITIES = {
    "textDocument": {
        "hover": {"contentFormat": ["plaintext"]},
        "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
        "signatureHelp": {"signatureInformation": {"documentationFormat": ["plaintext"]}},
    },
    "workspace": {"configuration": True, "workspaceFolders": True},
}


@dataclass(frozen=True)
class Place:
    """A place in a program, counted from 0."""

    line: int
    column: int


class LanguageServer:
    """A language server that has one program open.

    Args:
        name: One of `SERVERS`.
        program: The program, in a directory of its own with the settings that the server reads.
        python: The interpreter of the environment that the program is for.
    """

    def __init__(self, name: str, program: Path, python: Path) -> None:
        self._python = python
        self._uri = program.as_uri()
        self._folder = program.parent
        self._number = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", *SERVERS[name]],
            cwd=self._folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        folder = {"uri": self._folder.as_uri(), "name": "program"}
        self._ask(
            "initialize",
            processId=None,
            rootUri=folder["uri"],
            workspaceFolders=[folder],
            capabilities=_ABILITIES,
            initializationOptions={},
        )
        self._send({"method": "initialized", "params": {}})
        document = {
            "uri": self._uri,
            "languageId": "python",
            "version": 1,
            "text": program.read_text(encoding="utf-8"),
        }
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self._ask("shutdown")
            self._send({"method": "exit"})
        else:
            self._process.kill()
        self._process.communicate()

    def hover(self, place: Place) -> str:
        """Give what is shown of the name at a place."""
        contents = self._ask_at("textDocument/hover", place)["contents"]
        return str(contents if isinstance(contents, str) else contents["value"])

    def signature(self, place: Place) -> str:
        """Give the signatures that are shown within the parentheses of a call."""
        signatures = self._ask_at("textDocument/signatureHelp", place)["signatures"]
        return "\n".join(str(one["label"]) for one in signatures)

    def completions(self, place: Place) -> list[str]:
        """Give the names that are offered, in their order."""
        items = self._ask_at("textDocument/completion", place)
        if isinstance(items, dict):
            items = items["items"]
        ordered = sorted(items, key=lambda item: item.get("sortText") or item["label"])
        return [str(item["label"]) for item in ordered]

    def _ask_at(self, method: str, place: Place) -> Any:
        return self._ask(
            method,
            textDocument={"uri": self._uri},
            position={"line": place.line, "character": place.column},
        )

    def _ask(self, method: str, **params: object) -> Any:
        self._number += 1
        asked: dict[str, object] = {"id": self._number, "method": method}
        self._send(asked | ({"params": params} if params else {}))
        while True:
            message = self._receive()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            if "id" in message:  # a question of the server's own
                result: object = None
                if message["method"] == "workspace/configuration":
                    items = message["params"]["items"]
                    result = [self._settings(item.get("section")) for item in items]
                self._send({"id": message["id"], "result": result})

    def _settings(self, section: str | None) -> object:
        return {"pythonPath": str(self._python)} if section == "python" else {}

    def _send(self, message: Mapping[str, object]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.decode().partition(": ")
            if name.lower() == "content-length":
                length = int(value)
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message
