"""The table for people: its rows come as the items do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ecrpublic_models import ImageDetail
from ecrpublic_models.cli.table import Table
from ecrpublic_models.cli.views import Column
from tests.support.command import run_python

COLUMNS = (
    Column[ImageDetail]("NAME", lambda image: image.repositoryName, folds=True),
    Column[ImageDetail]("DIGEST", lambda image: image.imageDigest, "right"),
)


def image(name: str, digest: str = "1") -> ImageDetail:
    return ImageDetail(
        registryId="123456789012",
        repositoryName=name,
        imageDigest=digest,
        imagePushedAt=datetime(2026, 1, 1, tzinfo=UTC),
    )


def table(*pages: list[ImageDetail]) -> list[str]:
    written = Table(COLUMNS, on_terminal=False)
    rows = [written.rows(page) for page in pages[:1]]
    text = written.heading() + "".join(map(written.text, rows))
    for page in pages[1:]:
        text += written.text(written.rows(page))
    return text.splitlines()


def test_columns_grow_with_what_comes() -> None:
    first, second, third = [image("a", "12")], [image("abcdefgh", "1")], [image("b", "3")]
    assert table(first, second, third) == [
        "NAME  DIGEST",
        "a         12",
        "abcdefgh       1",
        "b              3",
    ]


def test_wide_characters_take_two_columns() -> None:
    heading, *rows = table([image("日本"), image("e\u0301"), image("abcdef")])
    assert {cell_len(line) for line in (heading, *rows)} == {len("abcdef  DIGEST")}


def test_control_characters_are_escaped() -> None:
    assert table([image("\x1b[2J")])[1] == r"\x1b[2J       1"


@given(
    st.lists(st.text("ab, -日é", max_size=40), min_size=1, max_size=5),
    st.integers(10, 60),
)
def test_a_terminal_shows_all_of_every_cell(names: list[str], width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        written = Table(COLUMNS, on_terminal=True)
        rows = written.rows([image(name) for name in names])
        lines = written.text(rows).splitlines()
    if width >= 8 + 2 + len("DIGEST"):
        assert max(map(cell_len, lines)) <= width
    shown = "".join(line.removesuffix("1") for line in lines)
    kept = [char for char in "".join(names) if char != " "]
    assert [char for char in shown if char != " "] == kept
    assert sum(line.endswith("1") for line in lines) == len(names)


def test_a_table_of_ascii_needs_no_rich() -> None:
    program = (
        "import sys\n"
        "from ecrpublic_models.cli.table import Table\n"
        "from ecrpublic_models.cli.views import Column\n"
        "from ecrpublic_models.models import RegistryAlias\n"
        "alias = RegistryAlias.model_construct(name='a')\n"
        "table = Table([Column('NAME', lambda one: one.name)], on_terminal=True)\n"
        "assert 'a' in table.text(table.rows([alias]))\n"
        "sys.exit('rich' in sys.modules)\n"
    )
    assert run_python("-c", program).code == 0
