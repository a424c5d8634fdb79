"""The Python examples of README and of the documents, as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# The tests of the emulator, of tables and of Spark run these, with what they need.
ELSEWHERE = {ROOT / "docs" / name for name in ("emulator.md", "spark.md", "tables.md")}
DOCUMENTS = sorted({ROOT / "README.md", *ROOT.glob("docs/**/*.md")} - ELSEWHERE)


@dataclass(frozen=True)
class Example:
    """One example, and the number of lines before it in its document."""

    code: str
    lines_before: int

    @property
    def in_place(self) -> str:
        """The example at its own line numbers, so that what is said of it can be found."""
        return "\n" * self.lines_before + self.code

    @property
    def columns(self) -> tuple[str, str] | None:
        """Its two columns, if it shows code side by side under `# before` and `# after`."""
        heads = re.match(r"(# before +)# after\n", self.code)
        if heads is None:
            return None
        width = len(heads[1])
        lines = self.code.splitlines()
        return (
            "\n".join(line[:width].rstrip() for line in lines),
            "\n".join(line[width:] for line in lines),
        )


def examples(document: Path) -> Iterator[Example]:
    text = document.read_text(encoding="utf-8")
    for block in re.finditer(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        yield Example(block[1], text.count("\n", 0, block.start(1)))


def commands(document: Path) -> list[str]:
    """What the document tells people to type that begins with this library's command."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", document.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return [block for block in blocks if block.startswith("ecrpublic ")]


def program(document: Path) -> str:
    """All examples of a document as one program, each at its own line numbers."""
    lines: list[str] = []
    for example in examples(document):
        if example.columns is None:
            lines += [""] * (example.lines_before - len(lines)) + example.code.splitlines()
    return "".join(f"{line}\n" for line in lines)


def defined_in(document: str) -> dict[str, Any]:
    """Run the program of a document in `docs`, and give what it defines."""
    path = ROOT / "docs" / document
    names: dict[str, Any] = {}
    exec(compile(program(path), path, "exec"), names)
    return names
