"""The options of the data source for Spark: what Spark hands over, and what it means."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Annotated, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    TypeAdapter,
    ValidationError,
)

from ecrpublic_models.client import is_endpoint
from ecrpublic_models.errors import abridged
from ecrpublic_models.models.fields import MaxResults, RegistryId, RepositoryName

__all__ = ["Options", "is_pattern", "read_options"]

_WILDCARDS = frozenset("*?[")
_CREDENTIALS = re.compile("credential|key|password|secret|token")
# Where Spark puts what `load()` is given: one path, or a JSON list of several.
_PATH, _PATHS = "path", "paths"
_LIST_OF_PATHS = TypeAdapter(list[str])


def is_pattern(selector: str) -> bool:
    """Tell whether it is a shell pattern, rather than the name of one repository."""
    return not _WILDCARDS.isdisjoint(selector)


def _check_endpoint(url: str) -> str:
    if not is_endpoint(url):
        raise ValueError(
            "http://HOST or https://HOST is needed, with a port and a path if need be, without "
            "user name, password, query and fragment"
        )
    return url


def _kind_of_selector(selector: object) -> str:
    return "pattern" if isinstance(selector, str) and is_pattern(selector) else "name"


_Pattern: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^(?:[a-z0-9._/*?-]|\[!?[a-z0-9._/-]+\])+$")
]
_Selector: TypeAlias = Annotated[
    Annotated[RepositoryName, Tag("name")] | Annotated[_Pattern, Tag("pattern")],
    Discriminator(_kind_of_selector),
]
_Count: TypeAlias = Annotated[int, Field(ge=1)]
# More at a time than any machine has use for. A client makes room for all of them at once.
_MOST_REQUESTS = 1000


class Options(BaseModel, frozen=True, extra="forbid", hide_input_in_errors=True):
    """What to read, and how. The fields are the options, under their names."""

    repositories: Annotated[tuple[_Selector, ...], Field(min_length=1)] | None = None
    """Names and shell patterns of repositories; `None` for all of the registry."""
    registryId: RegistryId | None = None
    """The AWS account id of the registry; `None` for that of the credentials."""
    region: str = "us-east-1"
    """Where the service's API is called."""
    endpointUrl: Annotated[str, AfterValidator(_check_endpoint)] | None = None
    """Another place to send requests to, such as an emulator's."""
    pageSize: MaxResults | None = None
    """How many images to request at a time; `None` for as many as the service gives."""
    numPartitions: _Count | None = None
    """How many partitions a read has at most; `None` for as many as suit its repositories."""
    concurrency: Annotated[_Count, Field(le=_MOST_REQUESTS)] = 4
    """How many requests each partition may have under way: 1 to 1000."""
    maxAttempts: _Count | None = None
    """How often to try a request in all; `None` for what the executor's settings say, or 10."""
    repositoriesPerBatch: _Count = 100
    """How many repositories a batch of a stream has at most."""


_NAMES = {name.lower(): name for name in Options.model_fields}
# Each says which repositories to read.
_SELECTIONS = frozenset({_PATH, _PATHS, "repositories"})
# What these hold may have a password in it.
_NEVER_SHOWN = frozenset({"endpointUrl"})


def read_options(given: Mapping[str, str]) -> Options:
    """Read options as Spark hands them over: names in any case, and each value a string.

    Raises:
        ValueError: An option is unknown, a credential, given twice or out of bounds. The message
            names it and says what is allowed. It repeats no value that may be a secret.
    """
    options = _fault_of_names({name.lower() for name in given}) or _validate(given)
    del given  # so that no frame of the traceback holds it, which may have secrets
    if isinstance(options, str):
        raise ValueError(options)  # noqa: TRY004 - it is what is wrong with the options
    return options


def _fault_of_names(names: Collection[str]) -> str | None:
    for name in names:
        if _CREDENTIALS.search(name):
            return (
                f"option {abridged(name)}: credentials are not taken as options; the driver and "
                "each executor find their own, as boto3 does (environment, profile or role)"
            )
        if name not in {*_NAMES, *_SELECTIONS}:
            return (
                f"option {abridged(name)}: there is none of this name; there are "
                f"{', '.join(Options.model_fields)}"
            )
    if len(_SELECTIONS & set(names)) > 1:
        return "option repositories: give the repositories either to load() or as this option"
    return None


def _validate(given: Mapping[str, str]) -> Options | str:
    """Give the options, or what is wrong with them."""
    options = {name.lower(): value for name, value in given.items()}
    values: dict[str, object] = {_NAMES[name]: options[name] for name in _NAMES if name in options}
    try:
        for name in _SELECTIONS & options.keys():
            values["repositories"] = _selectors(name, options[name])
    except ValidationError:
        return f"option {_PATHS}: a JSON list of strings is needed"
    try:
        return Options.model_validate(values)
    except ValidationError as error:
        return _first_fault(error)


def _selectors(name: str, text: str) -> list[str]:
    given = _LIST_OF_PATHS.validate_json(text) if name == _PATHS else [text]
    return [selector.strip() for one in given for selector in one.split(",")]


def _first_fault(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    shown = "" if name in _NEVER_SHOWN else f"{abridged(first['input'])} given: "
    return f"option {name}: {shown}{first['msg']}"
