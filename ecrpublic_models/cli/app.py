"""The command line as a whole: its commands, and the one place where everything ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Protocol, runtime_checkable

import typer

from ecrpublic_models.cli.commands.demo import demo
from ecrpublic_models.cli.commands.describe_image_tags import describe_image_tags
from ecrpublic_models.cli.commands.describe_images import describe_images
from ecrpublic_models.cli.commands.describe_registries import describe_registries
from ecrpublic_models.cli.commands.describe_repositories import describe_repositories
from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError, explain
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import ListingStoppedError, resume_hint
from ecrpublic_models.cli.options import LIST_OPTIONS
from ecrpublic_models.cli.shorthand import repeat_list_options
from ecrpublic_models.cli.terminal import OutputClosedError, say, write_out

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run"]

_PROGRAM = "ecrpublic"

_app = typer.Typer(
    name=_PROGRAM,
    help="Amazon ECR Public, every request and every answer checked.",
    epilog=(
        "Exit codes are the AWS CLI's: 0 success, 130 Ctrl-C, 252 usage, 253 configuration, "
        "254 refused by the service, 255 anything else."
    ),
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for _command in (
    describe_images,
    describe_image_tags,
    describe_repositories,
    describe_registries,
    demo,
):
    _app.command()(_command)


def run(arguments: Sequence[str]) -> int:
    """Run a command line.

    Every error ends up here: as a line on stderr, never a traceback.

    Returns:
        The exit code.
    """
    try:
        return _run(arguments)
    except OutputClosedError:
        return ExitCode.SUCCESS
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except ListingStoppedError as stop:
        return _report_stop(stop)
    except Exception as error:  # noqa: BLE001 - the user gets a line instead of a traceback
        return _report(error)


def _run(arguments: Sequence[str]) -> int:
    result: object = None
    try:
        result = _app(
            repeat_list_options(arguments, LIST_OPTIONS),
            prog_name=_PROGRAM,
            standalone_mode=False,
        )
    except SystemExit as ending:  # how typer ends where it can't write its help
        if isinstance(ending.__context__, BrokenPipeError):
            return ExitCode.SUCCESS
        raise
    except Exception as error:
        if isinstance(error, _UsageError):
            message = error.format_message().replace("Value error, ", "")
            raise CommandError(message, ExitCode.USAGE) from None
        raise
    if isinstance(result, Job):
        result.run()
    # typer gives the code of an early exit, such as after `--help`.
    return result if isinstance(result, int) else ExitCode.SUCCESS


def _report_stop(stop: ListingStoppedError) -> int:
    cause = stop.__cause__
    code = _report(cause) if isinstance(cause, Exception) else ExitCode.INTERRUPTED
    say(f"the listing stopped; {resume_hint(stop.resume_token)}")
    return code


def _report(error: Exception) -> int:
    fault = explain(error)
    say(f"error: {fault.message}")
    return fault.exit_code


@runtime_checkable
class _UsageError(Protocol):
    """typer's errors about the command line, of which it exports no common class."""

    def format_message(self) -> str: ...


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        from importlib.metadata import version

        write_out(f"{_PROGRAM} {version('ecrpublic-models')}\n")
        raise typer.Exit


@_app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - its callback has used it
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version, and exit."
        ),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        raise CommandError(
            f"a command is missing; '{_PROGRAM} --help' tells which there are", ExitCode.USAGE
        )
