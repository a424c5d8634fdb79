"""The entries of the reference."""

from __future__ import annotations

import re

from tests.support.documents import ROOT

REFERENCE = ROOT / "docs" / "reference"
ENTRIES = {
    place
    for page in REFERENCE.glob("*.md")
    for place in re.findall(r"^::: (\S+)$", page.read_text("utf-8"), re.MULTILINE)
}
"""The places where what has an entry is defined, as the entries name them."""
