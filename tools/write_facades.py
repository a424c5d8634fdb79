"""Writes the modules whose code follows from the operations: the paginators and the facades.

Editors and type checkers need every signature written out. It is written here, from the operations,
their request models and the errors that botocore's service model declares for them::

    python tools/write_facades.py

A test fails where a written module is not what this gives.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from botocore.loaders import Loader
from botocore.model import ServiceModel
from pydantic import BaseModel

from ecrpublic_models import errors
from ecrpublic_models.operations import (
    OPERATIONS,
    PAGINATED_OPERATIONS,
    Operation,
    PaginatedOperation,
)

PACKAGE = Path(__file__).parent.parent / "ecrpublic_models"
SERVICE = ServiceModel(Loader().load_service_model("ecr-public", "service-2"), "ecr-public")
# mypy-boto3's name for what boto3's documentation calls PaginationConfig.
TYPED_DICTS = {"PaginationConfig": "PaginatorConfigTypeDef"}
WIDTH = 100


@dataclass(frozen=True)
class Parameter:
    """One keyword parameter of a method."""

    name: str
    type: str
    required: bool
    description: str
    models: frozenset[str]

    @property
    def declaration(self) -> str:
        """What stands in the signature."""
        return f"{self.name}: {self.type}" if self.required else f"{self.name}: {self.type} = None"


def parameters(request: type[BaseModel]) -> list[Parameter]:
    """The parameters that give a request's fields, the required ones first."""
    found: list[Parameter] = []
    for name, field in request.model_fields.items():
        text, named = type_text(field.annotation)
        required = field.is_required()
        found.append(
            Parameter(
                name,
                text if required else f"{text} | None",
                required,
                " ".join(str(field.description).split()),
                frozenset(named),
            )
        )
    return sorted(found, key=lambda parameter: not parameter.required)


def type_text(annotation: object) -> tuple[str, set[str]]:
    """How a parameter's type is written, and which models it names."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return type_text(inner[0])
    if origin in {typing.Union, types.UnionType}:
        (one,) = (option for option in inner if option is not type(None))
        return type_text(one)
    if origin is list:
        text, named = type_text(inner[0])
        return f"Sequence[{text}]", named
    if not isinstance(annotation, type):
        raise TypeError(f"no way to write the type {annotation!r}")
    name = annotation.__name__
    if issubclass(annotation, BaseModel):
        return f"{name} | {typed_dict(name)}", {name}
    return name, set()


def typed_dict(model: str) -> str:
    """The name of mypy-boto3's type for a model."""
    return TYPED_DICTS.get(model, f"{model}TypeDef")


def described(name: str, description: str) -> str:
    """One entry of a docstring's list."""
    return textwrap.fill(
        f"{name}: {description}", WIDTH - 12, subsequent_indent="    ", break_on_hyphens=False
    )


def docstring(summary: str, sections: dict[str, list[str]]) -> str:
    """A docstring in Google's form."""
    parts = [summary]
    for title, entries in sections.items():
        if entries:
            parts.append(f"{title}:\n" + textwrap.indent("\n".join(entries), "    "))
    text = "\n\n".join(parts)
    return f'"""{text}\n"""' if "\n" in text else f'"""{text}"""'


def raised(operation: Operation[typing.Any]) -> Iterator[str]:
    """What an operation raises."""
    if operation.request.model_fields:
        yield described(
            "pydantic.ValidationError", "An argument is out of bounds, or excluded by another."
        )
    declared = SERVICE.operation_model(operation.name).error_shapes
    for name in sorted(shape.name for shape in declared):
        yield described(name, str(getattr(errors, name).__doc__).split("\n\n")[0])
    yield described("ResponseValidationError", "The answer does not fit its model.")
    yield described("botocore.exceptions.ClientError", "The service refused for another reason.")
    yield described(
        "botocore.exceptions.BotoCoreError", "The request could not be sent, or got no answer."
    )


def imports(module: str, names: Iterable[str]) -> str:
    """An import of names; the formatter puts it in shape."""
    return f"from {module} import {', '.join(sorted(names))}\n"


def signature(given: list[Parameter], first: str = "self") -> str:
    """A method's parameters."""
    return ", ".join([first, *(["*"] if given else []), *(one.declaration for one in given)])


def arguments(given: list[Parameter]) -> str:
    """A dict of a method's arguments."""
    return "{" + ", ".join(f'"{one.name}": {one.name}' for one in given) + "}"


def constant(operation: Operation[typing.Any]) -> str:
    """The name that an operation has in `operations`."""
    return operation.method_name.upper()


def type_imports(world: World, named: set[str], own: set[str], abstract: list[str]) -> str:
    """What only type checkers import."""
    lines = [
        imports("collections.abc", abstract),
        imports(world.client_type, ["ECRPublicClient"]),
        imports("mypy_boto3_ecr_public.type_defs", {typed_dict(name) for name in named}),
        imports("ecrpublic_models.models", named | own),
    ]
    return "if TYPE_CHECKING:\n" + textwrap.indent("".join(lines), "    ")


WRITTEN = "# Written by tools/write_facades.py; change that, and run it.\n"


@dataclass(frozen=True)
class World:
    """One of the two ways to call: with boto3, or under asyncio with aiobotocore."""

    client: str
    """Whose clients it takes."""
    prefix: str
    """What the names of its classes begin with."""
    package: str
    """Where its modules are."""
    client_type: str
    """Where the type of its clients is."""
    iterates: tuple[str, str]
    """What raw pages are, and what typed ones are."""
    define: str
    """How a method is defined that calls."""
    wait: str
    """What stands before a call."""

    @property
    def client_parameter(self) -> str:
        """The parameter that is the client."""
        return "client: ECRPublicClient" + ("" if self.wait else " | None = None")

    @property
    def client_description(self) -> str:
        """What the client is."""
        client = f"Any {self.client} client for `ecr-public`"
        return f"{client}." if self.wait else f"{client}; by default `create_client()`."

    @property
    def client_refusal(self) -> str:
        """What the client must not be."""
        other = "boto3" if self.wait else "aiobotocore"
        return f"The client is one for another service, or {other}'s."


SYNC = World(
    client="boto3",
    prefix="",
    package="ecrpublic_models",
    client_type="mypy_boto3_ecr_public",
    iterates=("Iterable", "Iterator"),
    define="def",
    wait="",
)
ASYNC = World(
    client="aiobotocore",
    prefix="Async",
    package="ecrpublic_models.aio",
    client_type="types_aiobotocore_ecr_public",
    iterates=("AsyncIterable", "AsyncGenerator"),
    define="async def",
    wait="await ",
)


def paginators_module(world: World) -> str:
    """The module `paginators`."""
    given = {one.name: parameters(one.paginate) for one in PAGINATED_OPERATIONS}
    named = {name for some in given.values() for one in some for name in one.models}
    own = {name for one in PAGINATED_OPERATIONS for name in page_and_item(one)}
    names = [paginator_name(world, one) for one in PAGINATED_OPERATIONS]
    return (
        f'"""The typed paginators over {world.client}."""\n'
        + WRITTEN
        + "from __future__ import annotations\n"
        + "from typing import TYPE_CHECKING\n"
        + imports(f"{world.package}.client", ["prepare_client"])
        + imports("ecrpublic_models.operations", map(constant, PAGINATED_OPERATIONS))
        + imports(f"{world.package}.pages", [f"{world.prefix}Pages", "pages_from"])
        + imports("ecrpublic_models._sansio.traversal", ["Query"])
        + type_imports(world, named, own, [*world.iterates, "Mapping", "Sequence"])
        + f"__all__ = {sorted(names)!r}\n"
        + "".join(paginator_class(world, one, given[one.name]) for one in PAGINATED_OPERATIONS)
    )


def paginator_name(world: World, operation: Operation[typing.Any]) -> str:
    """The name of an operation's paginator."""
    return f"{world.prefix}{operation.name}Paginator"


def page_and_item(operation: PaginatedOperation[typing.Any, typing.Any, typing.Any]) -> list[str]:
    """The names of an operation's page and item models."""
    (item,) = typing.get_args(operation.page.model_fields[operation.result_key].annotation)
    return [operation.page.__name__, item.__name__]


def paginator_class(
    world: World,
    operation: PaginatedOperation[typing.Any, typing.Any, typing.Any],
    given: list[Parameter],
) -> str:
    """One paginator."""
    page, item = page_and_item(operation)
    raw_pages, pages = world.iterates
    name = operation.name
    class_doc = docstring(
        f"{operation.summary.removesuffix('.')}, page by page.\n\nOperation: `{name}`.",
        {
            "Args": [described("client", world.client_description)],
            "Raises": [described("TypeError", world.client_refusal)],
        },
    )
    paginate_doc = docstring(
        "Prepare a listing; nothing is sent before it is iterated over.",
        {
            "Args": [described(one.name, one.description) for one in given],
            "Raises": [
                described(
                    "pydantic.ValidationError",
                    "An argument is out of the service's bounds, unknown, or excluded by another.",
                )
            ],
        },
    )
    from_doc = docstring(
        f"Give the pages of {world.client}'s own paginator, or others, as models, one by one.",
        {
            "Args": [
                described(
                    "raw_pages",
                    f"Answers of {name} as {world.client} gives them, or what its paginator's "
                    "`paginate()` gives. A page that the latter has cut, iterated over here, has "
                    "its resume token as `NextToken`; a list of such pages does not tell it. A "
                    "`NextToken` in a page, as in the AWS CLI's output, is kept.",
                )
            ],
            "Raises": [
                described(
                    "ResponseValidationError",
                    "A page does not fit the model. The pages before it were given.",
                )
            ],
        },
    )
    return f"""
class {paginator_name(world, operation)}:
{textwrap.indent(class_doc, "    ")}
    def __init__(self, {world.client_parameter}) -> None:
        self._client = prepare_client(client)

    def paginate({signature(given)}) -> {world.prefix}Pages[{page}, {item}]:
{textwrap.indent(paginate_doc, "        ")}
        return {world.prefix}Pages(self._client, Query({constant(operation)}, {arguments(given)}))

    @classmethod
    def pages_from(cls, raw_pages: {raw_pages}[Mapping[str, object]]) -> {pages}[{page}]:
{textwrap.indent(from_doc, "        ")}
        return pages_from({constant(operation)}, raw_pages)
"""


def facade_module(world: World) -> str:
    """The module `facade`."""
    given = {one.name: parameters(one.request) for one in OPERATIONS}
    named = {name for some in given.values() for one in some for name in one.models}
    responses = {one.response.__name__ for one in OPERATIONS}
    paginators = {one.method_name: paginator_name(world, one) for one in PAGINATED_OPERATIONS}
    overloads = "".join(
        f"""
    @overload
    def get_paginator(self, operation_name: Literal["{method}"]) -> {paginator}: ...
"""
        for method, paginator in paginators.items()
    )
    table = ", ".join(f'"{method}": {name}' for method, name in paginators.items())
    return (
        f'"""All operations of ECR Public behind one object, over {world.client}."""\n'
        + WRITTEN
        + "from __future__ import annotations\n"
        + "from typing import TYPE_CHECKING, Literal, overload\n"
        + imports("ecrpublic_models", ["operations"])
        + imports(f"{world.package}.client", ["prepare_client"])
        + imports(f"{world.package}.paginators", paginators.values())
        + imports(f"{world.package}.{'calls' if world.wait else '_calls'}", ["call"])
        + type_imports(world, named, responses, ["Sequence"])
        + f'__all__ = ["{world.prefix}ECRPublic"]\n'
        + f"""
class {world.prefix}ECRPublic:
    \"\"\"Amazon ECR Public: boto3's methods, with checked arguments and models for answers.

    Args:
        client: {world.client_description}

    Raises:
        TypeError: {world.client_refusal}
    \"\"\"

    def __init__(self, {world.client_parameter}) -> None:
        self._client = prepare_client(client)
{overloads}
    def get_paginator(self, operation_name: str) -> object:
        \"\"\"Give the paginator of an operation that lists.

        Args:
            operation_name: The name of its method, such as `describe_images`.

        Raises:
            ValueError: There is no paginated operation of this name.
        \"\"\"
        paginators = {{{table}}}
        if operation_name not in paginators:
            raise ValueError(
                f"operation_name: {{operation_name!r}} is not a paginated operation; these are: "
                f"{{', '.join(paginators)}}"
            )
        return paginators[operation_name](self._client)
"""
        + "".join(facade_method(world, one, given[one.name]) for one in OPERATIONS)
    )


def facade_method(world: World, operation: Operation[typing.Any], given: list[Parameter]) -> str:
    """One method of the facade."""
    doc = docstring(
        f"{operation.summary}\n\nOperation: `{operation.name}`.",
        {
            "Args": [described(one.name, one.description) for one in given],
            "Raises": list(raised(operation)),
        },
    )
    described_by = f"operations.{constant(operation)}"
    return f"""
    {world.define} {operation.method_name}({signature(given)}) -> {operation.response.__name__}:
{textwrap.indent(doc, "        ")}
        return {world.wait}call(self._client, {described_by}, {arguments(given)})
"""


MODULES = {
    "paginators.py": (paginators_module, SYNC),
    "ecrpublic.py": (facade_module, SYNC),
    "aio/paginators.py": (paginators_module, ASYNC),
    "aio/ecrpublic.py": (facade_module, ASYNC),
}


def written(name: str) -> str:
    """What stands in a module."""
    write, world = MODULES[name]
    return formatted(write(world))


def formatted(source: str) -> str:
    """A module as ruff has it."""
    for command in (["check", "--fix", "--select=I"], ["format"]):
        arguments = [
            sys.executable,
            "-m",
            "ruff",
            *command,
            "--quiet",
            f"--stdin-filename={PACKAGE / '_.py'}",
            "-",
        ]
        run = subprocess.run(
            arguments, input=source, capture_output=True, text=True, check=True, cwd=PACKAGE
        )
        source = run.stdout
    return source


def main() -> None:
    """Write the modules."""
    for name in MODULES:
        (PACKAGE / name).write_text(written(name))


if __name__ == "__main__":
    main()
