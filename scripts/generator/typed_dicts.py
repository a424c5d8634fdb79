"""Generates `models/_typed_dicts.py`: the dicts that methods take in place of models."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING

from pydantic import BaseModel

from ecrpublic_models.operations import OPERATIONS, PAGINATED_OPERATIONS
from scripts.generator.parameters import type_of, typed_dict_name
from scripts.generator.source import docstring, import_from

if TYPE_CHECKING:
    from collections.abc import Iterator


def typed_dicts_module() -> str:
    """Write the module."""
    requests = [
        *(operation.request for operation in OPERATIONS),
        *(operation.paginate for operation in PAGINATED_OPERATIONS),
    ]
    models = {
        model.__name__: model
        for request in requests
        for field in request.model_fields.values()
        for model in _models_in(field.annotation)
    }
    return "".join(
        [
            '"""The dicts that methods take in place of models."""\n',
            import_from("__future__", ["annotations"]),
            import_from("collections.abc", ["Sequence"]),
            import_from("typing", ["Annotated"]),
            import_from("ecrpublic_models.models.fields", ["Blob"]),
            import_from("pydantic", ["with_config"]),
            # pydantic takes typing's own from Python 3.12 on.
            import_from("typing_extensions", ["TypedDict"]),
            *(_typed_dict(model) for _, model in sorted(models.items())),
        ]
    )


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)


def _typed_dict(model: type[BaseModel]) -> str:
    fields = "".join(
        f"    {name}: {type_of(field.annotation)}\n{docstring(str(field.description), {}, 1)}\n"
        for name, field in model.model_fields.items()
    )
    return f'''
@with_config(extra="forbid")
class {typed_dict_name(model.__name__)}(TypedDict, total=False):
    """A dict with what `{model.__name__}` has."""

{fields}
'''
