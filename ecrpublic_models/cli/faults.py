"""What went wrong, as a line for the user and an exit code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from ecrpublic_models.cli.exit_codes import ExitCode
from ecrpublic_models.cli.options import OPTION_OF_FIELD, BadOptionError
from ecrpublic_models.cli.text import abridged

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["CommandError", "Fault", "explain", "with_options_named"]

_FIELDS = re.compile(rf"\b({'|'.join(OPTION_OF_FIELD)})\b")
_MOST_SHOWN = 3
_NO_NUMBER = "{value} is not a whole number"
_REASONS = {
    "extra_forbidden": "there is no {key}",
    "greater_than_equal": "{value} is less than {ge}",
    "int_from_float": _NO_NUMBER,
    "int_parsing": _NO_NUMBER,
    "int_parsing_size": _NO_NUMBER,
    "less_than_equal": "{value} is more than {le}",
    "string_pattern_mismatch": "{value} is not valid",
    "string_too_long": "{value} is longer than {max_length} characters",
    "string_too_short": "{value} is shorter than {min_length} characters",
    "string_type": "{value} is not a string",
    "too_long": "expected at most {max_length}, got {actual_length}",
    "too_short": "expected at least {min_length}, got {actual_length}",
}
"""By pydantic's type of error."""


class CommandError(Exception):
    """Something that a command itself finds wrong.

    Attributes:
        exit_code: How the process is to end.
    """

    def __init__(self, message: str, exit_code: ExitCode = ExitCode.FAILURE) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class Fault(NamedTuple):
    """What went wrong."""

    message: str
    exit_code: ExitCode


def explain(error: Exception) -> Fault:
    """Say what an exception means for the user of the command line."""
    if isinstance(error, CommandError):
        return Fault(str(error), error.exit_code)
    if isinstance(error, BadOptionError):
        return Fault(str(error), ExitCode.USAGE)
    if isinstance(error, ValidationError):
        return Fault(_all_faults(error.errors(include_url=False)), ExitCode.USAGE)
    return _explain_botocore(error)


def _explain_botocore(error: Exception) -> Fault:
    from botocore import exceptions

    from ecrpublic_models.errors import ECRPublicModelsError, InventoryError

    # Those of the first request, which looks for credentials.
    configuration_errors = (
        exceptions.CredentialRetrievalError,
        exceptions.InvalidConfigError,
        exceptions.InvalidProxiesConfigError,
        exceptions.MetadataRetrievalError,
        exceptions.NoAuthTokenError,
        exceptions.NoCredentialsError,
        exceptions.PartialCredentialsError,
        exceptions.RefreshWithMFAUnsupportedError,
        exceptions.SSOError,
        exceptions.TokenRetrievalError,
    )
    if isinstance(error, exceptions.ClientError):
        return Fault(str(error), ExitCode.SERVICE)
    if isinstance(error, InventoryError):
        refused = [isinstance(one, exceptions.ClientError) for one in error.failures.values()]
        return Fault(str(error), ExitCode.SERVICE if all(refused) else ExitCode.FAILURE)
    if isinstance(error, configuration_errors):
        return Fault(str(error), ExitCode.CONFIGURATION)
    if isinstance(error, exceptions.BotoCoreError | ECRPublicModelsError):
        return Fault(str(error), ExitCode.FAILURE)
    if isinstance(error, OSError):
        return Fault(_fault_of_system(error), ExitCode.FAILURE)
    return Fault(f"unexpected {type(error).__name__}: {error}", ExitCode.FAILURE)


def _fault_of_system(error: OSError) -> str:
    reason = error.strerror or str(error)
    return reason if error.filename is None else f"{error.filename}: {reason}"


def _all_faults(errors: list[ErrorDetails]) -> str:
    messages = [_fault_of_option(error) for error in errors[:_MOST_SHOWN]]
    if left := len(errors) - len(messages):
        messages.append(f"and {left} more")
    return "; ".join(messages)


def _fault_of_option(error: ErrorDetails) -> str:
    """Say which option is wrong, in which value, and what it can be."""
    if error["type"] == "excluded":
        return with_options_named(error["msg"])
    option = next(
        OPTION_OF_FIELD[step]
        for step in reversed(error["loc"])
        if isinstance(step, str) and step in OPTION_OF_FIELD
    )
    place = next((f"value {step + 1}: " for step in error["loc"] if isinstance(step, int)), "")
    return f"{option.name}: {place}{_reason(error)} (allowed: {option.allowed})"


def _reason(error: ErrorDetails) -> str:
    value = abridged(error["input"])
    limits = error.get("ctx", {})
    if error["type"] == "value_error":
        reason = with_options_named(str(limits["error"]))
        return f"{value}: {reason}" if isinstance(error["input"], str) else reason
    if error["type"] == "string_too_short" and not error["input"]:
        return "must not be empty"
    template = _REASONS.get(error["type"], "{value}: {message}")
    key = abridged(error["loc"][-1]) if error["loc"] else value
    return template.format_map({**limits, "value": value, "key": key, "message": error["msg"]})


def with_options_named(message: str) -> str:
    """Put the names of options in a message where it names the fields that they give."""
    return _FIELDS.sub(_option_name, message)


def _option_name(field: re.Match[str]) -> str:
    return OPTION_OF_FIELD[field[0]].name
