"""Generates the modules `ecrpublic`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.loaders import Loader
from botocore.model import ServiceModel

from ecrpublic_models import errors
from ecrpublic_models.operations import OPERATIONS, PAGINATED_OPERATIONS
from scripts.generator.parameters import (
    arguments_dict,
    docstring_entries,
    parameters_of,
    signature,
)
from scripts.generator.source import (
    constant_name,
    docstring,
    docstring_entry,
    import_from,
    list_of_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecrpublic_models.models.base import ResponseModel
    from ecrpublic_models.operations import Operation
    from scripts.generator.variants import Variant

_SERVICE = ServiceModel(Loader().load_service_model("ecr-public", "service-2"), "ecr-public")


def ecrpublic_module(variant: Variant) -> str:
    """Write the module."""
    class_name = f"{variant.class_prefix}ECRPublic"
    return "".join(
        [
            f'"""The operations of ECR Public as methods of a class, over {variant.library}."""\n',
            import_from("__future__", ["annotations"]),
            import_from("collections.abc", ["Sequence"]),
            import_from("typing", ["Annotated", "Literal", "overload"]),
            import_from("ecrpublic_models", ["models", "operations"]),
            import_from(variant.package, [f"_{variant.client_types} as {variant.client_types}"]),
            import_from("ecrpublic_models.models", ["_typed_dicts as typed_dicts"]),
            import_from("ecrpublic_models.models.fields", ["Blob"]),
            import_from(variant.calls_module, ["call"]),
            import_from(f"{variant.package}.client", ["prepare_client"]),
            import_from(
                f"{variant.package}.paginators", map(variant.paginator_name, PAGINATED_OPERATIONS)
            ),
            list_of_names([class_name]),
            _class_head(variant, class_name),
            _get_paginator(variant),
            *(_method(variant, operation) for operation in OPERATIONS),
        ]
    )


def _class_head(variant: Variant, name: str) -> str:
    class_docstring = docstring(
        "Amazon ECR Public: boto3's methods, with validated arguments and models as responses.",
        {
            "Args": [docstring_entry("client", variant.client_description)],
            "Raises": [
                docstring_entry("TypeError", variant.client_refused),
            ],
        },
        levels=1,
    )
    return f"""
class {name}:
{class_docstring}
    def __init__(self, {variant.client_parameter}) -> None:
        self._client = prepare_client(client)

    @property
    def client(self) -> {variant.client_types}.ECRPublicClient:
        \"\"\"The {variant.library} client that requests go through.\"\"\"
        return self._client
"""


def _get_paginator(variant: Variant) -> str:
    paginators = {one.method_name: variant.paginator_name(one) for one in PAGINATED_OPERATIONS}
    overloads = "".join(
        f"""
    @overload
    def get_paginator(self, operation_name: Literal["{method}"]) -> {paginator}: ...
"""
        for method, paginator in paginators.items()
    )
    table = ", ".join(f'"{method}": {paginator}' for method, paginator in paginators.items())
    return f"""{overloads}
    def get_paginator(self, operation_name: str) -> object:
        \"\"\"Create the paginator of an operation that lists.

        Args:
            operation_name: The name of the operation's method, such as `describe_images`.

        Raises:
            ValueError: No paginated operation has this name.
        \"\"\"
        paginators = {{{table}}}
        if operation_name not in paginators:
            from ecrpublic_models.errors import abridged

            raise ValueError(
                f"operation_name: {{abridged(operation_name)}} is not a paginated operation; "
                f"these are: {{', '.join(paginators)}}"
            )
        return paginators[operation_name](self._client)
"""


def _method(variant: Variant, operation: Operation[ResponseModel]) -> str:
    parameters = parameters_of(operation.request)
    constant = f"operations.{constant_name(operation)}"
    method_docstring = docstring(
        f"{operation.summary}\n\nOperation: `{operation.name}`.",
        {"Args": docstring_entries(parameters), "Raises": list(_errors_of(operation))},
        levels=2,
    )
    return f"""
    {variant.define} {operation.method_name}(
        {signature(parameters)}
    ) -> models.{operation.response.__name__}:
{method_docstring}
        return {variant.wait}call(self._client, {constant}, {arguments_dict(parameters)})
"""


def _errors_of(operation: Operation[ResponseModel]) -> Iterator[str]:
    if operation.request.model_fields:
        yield docstring_entry(
            "pydantic.ValidationError", "An argument is out of bounds, or excluded by another."
        )
    declared = _SERVICE.operation_model(operation.name).error_shapes
    for name in sorted(shape.name for shape in declared):
        yield docstring_entry(name, str(getattr(errors, name).__doc__).split("\n\n")[0])
    yield docstring_entry("ResponseValidationError", "The response does not fit its model.")
    yield docstring_entry(
        "botocore.exceptions.ClientError", "The service refused the request for another reason."
    )
    yield docstring_entry(
        "botocore.exceptions.BotoCoreError", "The request could not be sent, or got no response."
    )
