"""The command `scripts/generate`."""

from __future__ import annotations

import argparse
import sys

from scripts.generator.models import import_models
from scripts.generator.paths import PACKAGE


def main() -> None:
    """Write the generated modules, or with `--check` name those that are stale."""
    parser = argparse.ArgumentParser(
        "scripts/generate", description="Write the generated modules of the package."
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing, and fail if a module is stale"
    )
    check: bool = parser.parse_args().check

    models = import_models()
    # Only now, since it imports the operations, and with them the models.
    from scripts.generator.modules import generate

    stale = {
        path: source.encode()
        for path, source in generate(models).items()
        if not path.exists() or path.read_bytes() != source.encode()
    }
    for path, source in stale.items():
        if not check:
            path.write_bytes(source)
        print("stale:" if check else "written:", path.relative_to(PACKAGE.parent))
    if check and stale:
        sys.exit("Run scripts/generate.")


if __name__ == "__main__":
    main()
