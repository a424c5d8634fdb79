"""Generates the modules `paginators`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.operations import PAGINATED_OPERATIONS
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
    docstring_text,
    import_from,
    list_of_names,
)

if TYPE_CHECKING:
    from ecrpublic_models.models.base import ResponseModel
    from ecrpublic_models.operations import PaginatedOperation
    from scripts.generator.variants import Variant


def paginators_module(variant: Variant) -> str:
    """Write the module."""
    pages_class = f"{variant.class_prefix}Pages"
    return "".join(
        [
            f'"""The typed paginators over {variant.library}."""\n',
            import_from("__future__", ["annotations"]),
            import_from(
                "collections.abc", [variant.raw_pages, variant.pages, "Mapping", "Sequence"]
            ),
            import_from("typing", ["Annotated"]),
            import_from("ecrpublic_models", ["models"]),
            import_from("ecrpublic_models._as_given", ["AS_GIVEN"]),
            import_from(variant.package, [f"_{variant.client_types} as {variant.client_types}"]),
            import_from("ecrpublic_models.models", ["_typed_dicts as typed_dicts"]),
            import_from("ecrpublic_models._sansio.traversal", ["Query"]),
            import_from("ecrpublic_models.operations", map(constant_name, PAGINATED_OPERATIONS)),
            import_from(f"{variant.package}.client", ["prepare_client"]),
            import_from(f"{variant.package}.pages", [pages_class, "pages_from"]),
            list_of_names(map(variant.paginator_name, PAGINATED_OPERATIONS)),
            *(_paginator(variant, operation) for operation in PAGINATED_OPERATIONS),
        ]
    )


def _paginator(
    variant: Variant, operation: PaginatedOperation[ResponseModel, ResponseModel, ResponseModel]
) -> str:
    parameters = parameters_of(operation.paginate)
    constant = constant_name(operation)
    page = f"models.{operation.page.__name__}"
    pages_class = f"{variant.class_prefix}Pages"
    class_docstring = docstring(
        f"{operation.summary.removesuffix('.')}, page by page.\n\nOperation: `{operation.name}`.",
        {
            "Args": [docstring_entry("client", variant.client_description)],
            "Raises": [
                docstring_entry("TypeError", variant.client_refused),
            ],
        },
        levels=1,
    )
    unpaged = f"; with `{operation.selection}` it names no page size" if operation.selection else ""
    page_size = docstring_text(
        "Without a `PageSize`, each request asks for as many items as are of use: 1000, or what "
        f"`MaxItems` leaves of that{unpaged}."
    )
    paginate_docstring = docstring(
        f"Prepare a listing. Nothing is sent before it is iterated over.\n\n{page_size}",
        {
            "Args": docstring_entries(parameters),
            "Raises": [
                docstring_entry(
                    "pydantic.ValidationError",
                    "An argument is out of the service's bounds, unknown, or excluded by another.",
                )
            ],
        },
        levels=2,
    )
    pages_from_docstring = docstring(
        f"Parse pages that come from {variant.library}'s own paginator, or were recorded.",
        {
            "Args": [
                docstring_entry(
                    "raw_pages",
                    f"What the `paginate()` of {variant.library}'s paginator returns, or any "
                    f"responses of {operation.name} as {variant.library} returns them. Where "
                    "`MaxItems` cuts a page of the former, the model's `NextToken` is the token "
                    "that resumes there; once such pages are put in a list, that token is lost. A "
                    "`NextToken` in a page, as in the AWS CLI's output, is kept.",
                )
            ],
            "Raises": [
                docstring_entry(
                    "ResponseValidationError",
                    "A page does not fit the model. The pages before it were handed out.",
                )
            ],
        },
        levels=2,
    )
    return f"""
class {variant.paginator_name(operation)}:
{class_docstring}
    def __init__(self, {variant.client_parameter}) -> None:
        self._client = prepare_client(client)

    @property
    def client(self) -> {variant.client_types}.ECRPublicClient:
        \"\"\"The {variant.library} client that requests go through.\"\"\"
        return self._client

    def paginate(
        {signature(parameters)}
    ) -> {pages_class}[{page}, models.{operation.item.__name__}]:
{paginate_docstring}
        return {pages_class}(self._client, Query({constant}, {arguments_dict(parameters)}))

    @classmethod
    def pages_from(
        cls, raw_pages: Annotated[{variant.raw_pages}[Mapping[str, object]], AS_GIVEN]
    ) -> {variant.pages}[{page}]:
{pages_from_docstring}
        return pages_from({constant}, raw_pages)
"""
