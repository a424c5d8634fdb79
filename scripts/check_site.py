"""Checks the links within the built documentation site: each leads to a place in it."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

_SITE = "https://site.invalid/"
_LINKING = {"a": "href", "link": "href", "img": "src", "script": "src"}


class _Page(HTMLParser):
    """What a page links to, and the places in it that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.places: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link and a place."""
        attributes = dict(attrs)
        self.places.add(attributes.get("id") or "")
        link = attributes.get(_LINKING.get(tag, ""))
        if link is not None:
            self.links.add(link)


def broken_links(directory: Path) -> list[str]:
    """Say of each link that leads nowhere on which page it is. Other sites are not asked."""
    pages = {path: _Page(path.read_text(encoding="utf-8")) for path in directory.rglob("*.html")}
    broken = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # shown in the place of any page, it links from the root of the server
        address = urljoin(_SITE, path.relative_to(directory).as_posix())
        for link in sorted(page.links):
            target, place = urldefrag(urljoin(address, link))
            if not target.startswith(_SITE):
                continue
            file = directory / unquote(urlsplit(target).path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or (file in pages and unquote(place) not in pages[file].places):
                broken.append(f"{path.relative_to(directory)}: {link}")
    return broken


def main() -> None:
    """Check the directory that is given."""
    directory = Path(sys.argv[1])
    if not (directory / "index.html").is_file():
        sys.exit(f"{directory} has no site.")
    broken = broken_links(directory)
    if broken:
        sys.exit("\n".join(["Links that lead nowhere:", *broken]))
    print(f"All links lead somewhere: {sum(1 for _ in directory.rglob('*.html'))} pages.")


if __name__ == "__main__":
    main()
