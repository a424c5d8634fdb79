"""Links that lead nowhere are found in the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.check_site import broken_links

PAGE = '<h1 id="top">One</h1><a href="{link}">there</a>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "index.html").write_text('<h1 id="a place">Two</h1>')
    (tmp_path / "picture.png").touch()
    return tmp_path


@pytest.mark.parametrize(
    "link",
    [
        *("two/", "two/index.html", "/two/", "two/#a%20place", "#top", "", "picture.png"),
        *("https://example.com/missing", "mailto:somebody@example.com"),
    ],
)
def test_a_good_link(site: Path, link: str) -> None:
    (site / "index.html").write_text(PAGE.format(link=link))
    assert broken_links(site) == []


@pytest.mark.parametrize(
    "link", ["three/", "two/three", "two/#another", "#bottom", "missing.png", "../two.html"]
)
def test_a_broken_link(site: Path, link: str) -> None:
    (site / "index.html").write_text(PAGE.format(link=link))
    assert broken_links(site) == [f"index.html: {link}"]


def test_a_broken_picture(site: Path) -> None:
    (site / "index.html").write_text('<img src="missing.png">')
    assert broken_links(site) == ["index.html: missing.png"]
