"""The command line as a whole: its commands, and how it ends: output, errors, exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Protocol, runtime_checkable

import typer

from ecrpublic_models.cli.commands.apply_lifecycle_policy import apply_lifecycle_policy
from ecrpublic_models.cli.commands.demo import demo
from ecrpublic_models.cli.commands.describe_image_tags import describe_image_tags
from ecrpublic_models.cli.commands.describe_images import describe_images
from ecrpublic_models.cli.commands.describe_registries import describe_registries
from ecrpublic_models.cli.commands.describe_repositories import describe_repositories
from ecrpublic_models.cli.commands.get_login_password import get_login_password
from ecrpublic_models.cli.commands.preview_lifecycle_policy import preview_lifecycle_policy
from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.faults import CommandError, explain
from ecrpublic_models.cli.interruptions import Interruption, interruptible
from ecrpublic_models.cli.jobs import Job
from ecrpublic_models.cli.listing import ListingStoppedError
from ecrpublic_models.cli.options import LIST_OPTIONS
from ecrpublic_models.cli.shorthand import repeat_list_options
from ecrpublic_models.cli.terminal import (
    OutputClosedError,
    OutputCutError,
    say,
    say_error,
    write_out,
)
from ecrpublic_models.cli.text import flowing

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run"]

_PROGRAM = "ecrpublic"

_app = typer.Typer(
    name=_PROGRAM,
    help=(
        "List what is in Amazon ECR Public, and clean it up, with every request and response "
        "validated."
    ),
    epilog=(
        "The exit codes are those of the AWS CLI version 2: 0 success, 1 not all was done, "
        "130 Ctrl-C, 143 SIGTERM, "
        "252 usage, 253 configuration, 254 refused by the service, 255 anything else."
    ),
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for _command in (
    describe_images,
    describe_image_tags,
    describe_repositories,
    describe_registries,
    preview_lifecycle_policy,
    apply_lifecycle_policy,
    get_login_password,
    demo,
):
    _app.command(help=flowing(_command.__doc__ or ""))(_command)


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
    except (Exception, Interruption) as error:  # noqa: BLE001 - a line instead of a traceback
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
        with interruptible():
            result.run()
    # typer gives the code of an early exit, such as after `--help`.
    return result if isinstance(result, int) else ExitCode.SUCCESS


def _report(error: Exception | Interruption) -> int:
    if isinstance(error, Interruption):
        return error.exit_code
    if isinstance(error, ListingStoppedError):
        code = _report(error.reason)
        say(f"the listing stopped; {error.hint}")
        return code
    if isinstance(error, OutputCutError):
        code = _report(error.reason)
        say("the output is incomplete")
        return code
    fault = explain(error)
    say_error(fault.message)
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
        raise CommandError(f"no command given; see '{_PROGRAM} --help'", ExitCode.USAGE)
