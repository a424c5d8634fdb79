"""The options that commands share, and what to say when the value of one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ecrpublic_models.cli.documents import ListingFormat, OutputFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "LIST_OPTIONS",
    "OPTION_OF_FIELD",
    "PAGING",
    "POLICY_TEXT",
    "AllRepositories",
    "BadOptionError",
    "EndpointUrl",
    "JmesPath",
    "ListingOutput",
    "MaxItems",
    "OneRepository",
    "Option",
    "Output",
    "OutputFile",
    "PageSize",
    "PolicyText",
    "Profile",
    "Region",
    "RegistryId",
    "RepositoryName",
    "RepositoryNames",
    "StartingToken",
    "check_repositories",
    "read_list",
]

_CONNECTION = "Connection"
_FORMS_OF_TEXT = (
    "table for people (the default); json (the default with --query) and text as the AWS CLI "
    "prints them; jsonl, one JSON object a line; csv"
)
PAGING: Final = "Paging"
"""The heading of the options about it."""


class BadOptionError(Exception):
    """The value of an option can't be used."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(f"{option}: {reason}")


@dataclass(frozen=True)
class Option:
    """The option through which a request's field is given."""

    name: str
    """The option's name."""
    allowed: str
    """What it can be, in words."""


_REPOSITORY = Option("--repository-name", "2 to 205 of a-z 0-9 . _ - and /, as in team/app")
_REGISTRY = Option("--registry-id", "an AWS account id, 12 digits")
_IMAGE_IDS = Option("--image-ids", "1 to 100 of imageTag=TAG, imageDigest=DIGEST or both")
_REPOSITORIES = Option(
    "--repository-names", "1 to 100 names such as team/app, or one JSON list of them"
)
_ALL_REPOSITORIES = "--all-repositories"
_PAGE_SIZE = Option("--page-size", "1 to 1000")
_MAX_ITEMS = Option("--max-items", "0 or more")
_STARTING_TOKEN = Option("--starting-token", "the NextToken of an earlier listing")

POLICY_TEXT: Final = "--lifecycle-policy-text"
"""The option that gives a lifecycle policy."""

OPTION_OF_FIELD: Final = {
    "repositoryName": _REPOSITORY,
    "registryId": _REGISTRY,
    "repositoryNames": _REPOSITORIES,
    "imageIds": _IMAGE_IDS,
    "PageSize": _PAGE_SIZE,
    "MaxItems": _MAX_ITEMS,
    "StartingToken": _STARTING_TOKEN,
}
"""By the field's name on the wire."""

LIST_OPTIONS: Final = frozenset({_IMAGE_IDS.name, _REPOSITORIES.name})
"""The options that take several values, one after the other."""


def read_list(
    field: str, values: list[str] | None, read: Callable[[Sequence[str]], list[object]]
) -> list[object] | None:
    """Read the values of an option that takes several; `None` if there are none.

    Args:
        field: The request's field that it gives.
        values: The option's values.
        read: What reads them, such as `read_structures`.

    Raises:
        BadOptionError: They can't be read.
    """
    if not values:
        return None
    try:
        return read(values)
    except ValueError as error:
        option = OPTION_OF_FIELD[field]
        raise BadOptionError(option.name, f"{error} (allowed: {option.allowed})") from None


def check_repositories(
    repository_name: str | None, *, all_repositories: bool, **others: object
) -> None:
    """See that one repository is named, or else all are meant.

    Args:
        repository_name: The value of `--repository-name`.
        all_repositories: Whether `--all-repositories` is given.
        others: The values of options that go with one repository only, by parameter.

    Raises:
        BadOptionError: Neither is given, or what does not go together.
    """
    if not all_repositories:
        if repository_name is None:
            raise BadOptionError(_REPOSITORY.name, f"is needed, or {_ALL_REPOSITORIES}")
        return
    for name, value in {"repository_name": repository_name, **others}.items():
        if value is not None:
            option = f"--{name.replace('_', '-')}"
            raise BadOptionError(_ALL_REPOSITORIES, f"can't be used together with {option}")


RepositoryName = Annotated[
    str,
    typer.Option(_REPOSITORY.name, metavar="NAME", help=f"The repository: {_REPOSITORY.allowed}."),
]
OneRepository = Annotated[
    str | None,
    typer.Option(
        _REPOSITORY.name,
        metavar="NAME",
        help=f"The repository: {_REPOSITORY.allowed}.",
        show_default=False,
    ),
]
AllRepositories = Annotated[
    bool,
    typer.Option(
        _ALL_REPOSITORIES, help="All repositories of the registry, in place of --repository-name."
    ),
]
RegistryId = Annotated[
    str | None,
    typer.Option(
        _REGISTRY.name,
        metavar="ID",
        help=f"The registry: {_REGISTRY.allowed}. By default that of the credentials.",
        show_default=False,
    ),
]
RepositoryNames = Annotated[
    list[str] | None,
    typer.Option(
        _REPOSITORIES.name,
        metavar="NAME...",
        help="The repositories, 1 to 100; by default all. Not together with --page-size.",
        show_default=False,
    ),
]
PolicyText = Annotated[
    str,
    typer.Option(
        POLICY_TEXT,
        metavar="JSON",
        help="The policy, in the JSON of private ECR's: file://PATH, or the JSON itself.",
    ),
]
PageSize = Annotated[
    str | None,
    typer.Option(
        _PAGE_SIZE.name,
        metavar="NUMBER",
        help=(
            "The most items to request at a time: 1 to 1000. By default as many as are of use: "
            "1000, or what --max-items leaves of that."
        ),
        rich_help_panel=PAGING,
        show_default=False,
    ),
]
MaxItems = Annotated[
    str | None,
    typer.Option(
        _MAX_ITEMS.name,
        metavar="NUMBER",
        help="The most items to list in all. By default everything is listed.",
        rich_help_panel=PAGING,
        show_default=False,
    ),
]
StartingToken = Annotated[
    str | None,
    typer.Option(
        _STARTING_TOKEN.name,
        metavar="TOKEN",
        help=(
            "Where to continue: the token of an earlier listing "
            "(tokens of the AWS CLI and boto3 work too)."
        ),
        rich_help_panel=PAGING,
        show_default=False,
    ),
]
Output = Annotated[
    OutputFormat | None,
    typer.Option(
        "--output",
        metavar="FORMAT",
        help=f"{_FORMS_OF_TEXT}.",
        show_default=False,
    ),
]
ListingOutput = Annotated[
    ListingFormat | None,
    typer.Option(
        "--output",
        metavar="FORMAT",
        help=(
            f"{_FORMS_OF_TEXT}; parquet, a file of columns, which is whole or not there, and needs "
            "pyarrow."
        ),
        show_default=False,
    ),
]
OutputFile = Annotated[
    str | None,
    typer.Option(
        "--output-file",
        metavar="FILE",
        help=(
            "With --output parquet: the file to write, in place of stdout. What is there stays as "
            "it is until the new one is whole."
        ),
        show_default=False,
    ),
]
JmesPath = Annotated[
    str | None,
    typer.Option(
        "--query",
        metavar="JMESPATH",
        help=(
            "What to show of the JSON document, as the AWS CLI's --query does. The table is then "
            "that of the AWS CLI."
        ),
        show_default=False,
    ),
]
Region = Annotated[
    str,
    typer.Option(
        "--region",
        metavar="REGION",
        help="The service's API exists only in us-east-1 and us-west-2.",
        rich_help_panel=_CONNECTION,
    ),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="The profile of the AWS configuration whose credentials to use.",
        rich_help_panel=_CONNECTION,
        show_default=False,
    ),
]
EndpointUrl = Annotated[
    str | None,
    typer.Option(
        "--endpoint-url",
        metavar="URL",
        help="Another place to send requests to, such as an emulator.",
        rich_help_panel=_CONNECTION,
        show_default=False,
    ),
]
