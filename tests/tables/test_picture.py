"""The picture of storage and pushes: what it shows, and that the document has it.

`--rewrite` draws `docs/images/storage.png` anew.
"""

from __future__ import annotations

import struct
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.loopback import Loopback
from tests.tables.made_up import registry, respond
from tests.tables.sections import DOCUMENT, run

PICTURE = DOCUMENT.parent / "images" / "storage.png"


@pytest.fixture
def drawn(server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    monkeypatch.chdir(tmp_path)
    server.respond = respond
    return run("A picture: storage and pushes")


def test_it_shows_the_storage_of_the_largest_repositories(drawn: dict[str, Any]) -> None:
    sums = {
        name: sum(int(str(image["imageSizeInBytes"])) for image in images) / 10**9
        for name, images in registry().items()
    }
    largest = sorted(sums, key=sums.__getitem__, reverse=True)[:10]
    axes = drawn["storage"]
    assert [label.get_text() for label in axes.get_yticklabels()] == largest
    assert axes.yaxis_inverted()  # the first is at the top
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == pytest.approx([sums[name] for name in largest])


def test_it_shows_the_pushes_of_each_month(drawn: dict[str, Any]) -> None:
    pushed = [
        datetime.fromtimestamp(float(str(image["imagePushedAt"])), UTC)
        for images in registry().values()
        for image in images
    ]
    bars = drawn["months"].patches
    shown = {month_of(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in bars}
    assert shown == Counter(time.strftime("%Y-%m") for time in pushed)
    assert list(shown) == sorted(shown)


def month_of(day: float) -> str:
    """Give the month of one of matplotlib's days, which count from 1970."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)).strftime("%Y-%m")


def test_the_document_shows_it(drawn: dict[str, Any], request: pytest.FixtureRequest) -> None:
    new = Path("storage.png").read_bytes()
    if request.config.getoption("--rewrite"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(new)
    assert f"](images/{PICTURE.name})" in DOCUMENT.read_text("utf-8")
    # Fonts differ from machine to machine, sizes do not.
    assert size_of(PICTURE.read_bytes()) == size_of(new)


def size_of(png: bytes) -> tuple[int, int]:
    """Give the width and the height that a PNG's header tells."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    width, height = struct.unpack_from(">II", png, 16)
    return width, height
