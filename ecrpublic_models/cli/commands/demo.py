"""`ecrpublic demo`."""

from __future__ import annotations

from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError
from ecrpublic_models.cli.jobs import Job

__all__ = ["demo"]

_NEEDED = frozenset({"flask", "flask_cors", "moto", "werkzeug"})


def demo() -> Job:
    """List a repository of an emulator on this machine, stop half-way, resume, and check the whole.

    Needs no AWS account, and does not look for one: credentials, profiles and settings of the
    environment are ignored, and nothing leaves the loopback interface.
    """
    return Job(_run_demo)


def _run_demo() -> None:
    try:
        from ecrpublic_models.cli.demonstration import demonstrate
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _NEEDED:
            raise
        raise CommandError(
            f"{missing} is missing; install 'ecrpublic-models[testing]' for the demo",
            ExitCode.CONFIGURATION,
        ) from None
    demonstrate()
