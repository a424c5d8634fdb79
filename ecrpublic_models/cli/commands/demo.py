"""`ecrpublic demo`."""

from __future__ import annotations

from importlib.util import find_spec

from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError
from ecrpublic_models.cli.jobs import Job

__all__ = ["demo"]

_NEEDED = ("moto", "flask", "flask_cors")


def demo() -> Job:
    """List a repository of an emulator on this machine, stop half-way, resume, and check the whole.

    Needs no AWS account, and does not look for one: credentials, profiles and settings of the
    environment are ignored, and nothing leaves the loopback interface.
    """
    return Job(_run_demo)


def _run_demo() -> None:
    for name in _NEEDED:
        if find_spec(name) is None:
            raise CommandError(
                f"{name} is missing; install 'ecrpublic-models[testing]' for the demo",
                ExitCode.CONFIGURATION,
            )
    from ecrpublic_models.cli.demonstration import demonstrate

    demonstrate()
