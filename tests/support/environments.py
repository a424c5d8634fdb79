"""Python environments such as users have, of the packages that are installed here."""

from __future__ import annotations

import shutil
import venv
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

import ecrpublic_models

PROJECT = "ecrpublic-models"


def create_environment(directory: Path, *requirements: str) -> Path:
    """Make an environment of what installing these would install, and give its interpreter."""
    venv.create(directory, symlinks=True, with_pip=False)
    (site_packages,) = directory.glob("lib/python*/site-packages")
    for name in _closure(requirements) - {PROJECT}:
        _link(name, site_packages)
    # Copied, since here it may be installed as a mere pointer to the sources.
    package = Path(ecrpublic_models.__file__).parent
    shutil.copytree(
        package, site_packages / package.name, ignore=shutil.ignore_patterns("__pycache__")
    )
    return directory / "bin" / "python"


def _closure(requirements: tuple[str, ...]) -> set[str]:
    """Give the names of the distributions that are required, directly or not."""
    wanted, seen = {Requirement(text) for text in requirements}, set[Requirement]()
    while wanted:
        requirement = wanted.pop()
        seen.add(requirement)
        extras = {"", *requirement.extras}
        for text in distribution(requirement.name).requires or ():
            needed = Requirement(text)
            marker = needed.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
                wanted |= {needed} - seen
    return {requirement.name for requirement in seen}


def _link(name: str, site_packages: Path) -> None:
    installed = distribution(name)
    for top in {path.parts[0] for path in installed.files or ()} - {"..", "__pycache__"}:
        link = site_packages / top
        if not link.exists():
            link.symlink_to(Path(str(installed.locate_file(top))))
