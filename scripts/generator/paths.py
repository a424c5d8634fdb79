"""Where the package lies."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "ecrpublic_models"
