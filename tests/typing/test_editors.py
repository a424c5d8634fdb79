"""What language servers show at the places where users look, held as texts.

With `--rewrite` the texts are written anew; look at what has changed.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from pydantic import BaseModel

from tests.support.language_servers import SERVERS, LanguageServer, Place

TEXTS = Path(__file__).parent / "editors"
PROGRAM = TEXTS / "program.txt"
ALONE = "this package alone"
MARK = re.compile(r"  # (hover|signature|completion) (?:after )?(.*)$", re.MULTILINE)


def settings(python: Path) -> dict[str, str]:
    """The files in which the servers look for the environment."""
    return {
        "pyrightconfig.json": '{"typeCheckingMode": "strict"}',
        "pyrefly.toml": f'python-interpreter-path = "{python}"\n',
        "ty.toml": f'[environment]\npython = "{python.parent.parent}"\n',
    }


def shown(server: LanguageServer, program: str) -> str:
    parts = []
    for number, line in enumerate(program.splitlines()):
        if mark := MARK.search(line):
            question, word = mark[1], mark[2]
            if question == "hover":
                answer = readable(server.hover(Place(number, line.index(word) + 1)))
            elif question == "signature":
                answer = server.signature(Place(number, line.index(word) + len(word)))
            else:
                column = line.rindex(word, 0, mark.start()) + len(word)
                names = server.completions(Place(number, column))
                answer = textwrap.fill(" ".join(own(names)), 100, break_on_hyphens=False)
            parts.append(f"## {line[: mark.start()]}: {question} {word}\n\n{answer.strip()}\n")
    return "\n".join(parts)


def readable(hover: str) -> str:
    """What is read of it: without links, Markdown and the place where a type comes from."""
    plain = hover.replace("&nbsp;", " ").partition("\nGo to [")[0].partition("**Type source**")[0]
    lines = [line.rstrip() for line in plain.splitlines()]
    return "\n".join(line for line in lines if not re.fullmatch(r"```(python)?|-{3,}", line))


def own(names: list[str]) -> list[str]:
    """The names that are this library's, and not what every model or object has."""
    return [name for name in names if name not in dir(BaseModel) and not name.startswith("_")]


@pytest.mark.parametrize("name", SERVERS)
def test_what_an_editor_shows(
    name: str, interpreters: dict[str, Path], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    python = interpreters[ALONE]
    for file, content in settings(python).items():
        (tmp_path / file).write_text(content)
    program = PROGRAM.read_text()
    opened = tmp_path / "program.py"
    opened.write_text(re.sub(MARK, "", program))
    with LanguageServer(name, opened, python) as server:
        answer = shown(server, program)
    text = TEXTS / f"{name}.txt"
    if request.config.getoption("--rewrite"):
        text.write_text(answer)
    assert answer == text.read_text()
