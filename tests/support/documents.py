"""The Python examples of README and of the documents, as they stand there, each by itself."""

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
    """One example, its document, and the number of lines before it there."""

    document: Path
    code: str
    lines_before: int

    @property
    def place(self) -> str:
        """Where it begins, such as `docs/recipes.md:23`."""
        return f"{self.document.relative_to(ROOT)}:{self.lines_before + 1}"

    @property
    def module(self) -> str:
        """The same as the name of a module, such as `docs_recipes_23`."""
        return re.sub(r"\W", "_", self.place.replace(".md:", "_"))

    @property
    def in_place(self) -> str:
        """The example at its own line numbers, so that what is said of it can be found."""
        return "\n" * self.lines_before + self.code

    def run(self, name: str = "__main__") -> dict[str, Any]:
        """Run it by itself, as a module of this name, and give what it defines."""
        names: dict[str, Any] = {"__name__": name}
        exec(compile(self.in_place, self.document, "exec"), names)
        return names


def examples(document: Path) -> Iterator[Example]:
    text = document.read_text(encoding="utf-8")
    for block in re.finditer(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        yield Example(document, block[1], text.count("\n", 0, block.start(1)))


def commands(document: Path) -> list[str]:
    """What the document tells people to type that begins with this library's command."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", document.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return [block for block in blocks if block.startswith("ecrpublic ")]


def defined_with(function: str, document: str) -> dict[str, Any]:
    """Import the example of a document in `docs` that defines a function, and give all of it."""
    (example,) = (
        one for one in examples(ROOT / "docs" / document) if f"def {function}(" in one.code
    )
    return example.run("example")
