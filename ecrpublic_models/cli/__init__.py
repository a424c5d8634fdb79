"""The command `ecrpublic`. It needs the extra `cli`; importing this package does not."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module

__all__ = ["main"]

_ALLOCATIONS_BETWEEN_COLLECTIONS = 100_000
_INTERRUPTED = frozenset({130, 143})
_NEEDED = frozenset({"click", "rich", "shellingham", "typer"})


def main() -> int:
    """Run the command line of this process.

    Returns:
        The exit code, one of `ecrpublic_models.cli.exit_codes`.
    """
    try:
        import_module("rich")  # typer would notice only when it shows its help
        from ecrpublic_models.cli.app import run

        # Pages are many objects that live until they are written, so collections find no garbage.
        gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130  # ExitCode.INTERRUPTED, as below
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _NEEDED:
            raise
        sys.stderr.write(
            f"ecrpublic: error: {missing} is missing; install 'ecrpublic-models[cli]'\n"
        )
        return 253  # ExitCode.CONFIGURATION, spelt out so that nothing but this module is needed
    if code in _INTERRUPTED:
        # At once: Python would wait for requests that are under way, and nobody needs them.
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):
                stream.flush()
        os._exit(code)
    return code
