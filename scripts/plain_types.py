"""A griffe extension: the reference shows types without what pydantic checks of them.

`Annotated[int, Strict()]` is an `int` to users, and `RepositoryName` is what editors show: a `str`.
"""

from __future__ import annotations

import ast
from dataclasses import fields as parts_of
from typing import TYPE_CHECKING, Any, get_args

from griffe import Expr, ExprCall, ExprName, ExprSubscript, ExprTuple, Extension, get_annotation

from ecrpublic_models._sansio.deletions import LeftCause
from ecrpublic_models._sansio.inventory import OnError
from ecrpublic_models.models import fields

if TYPE_CHECKING:
    from griffe import Attribute, Class, Function, Module

# What each constrained type is, by its name, and each alias.
_PLAIN = {
    name: kinds[0].__name__ for name in fields.__all__ if (kinds := get_args(getattr(fields, name)))
} | {
    "Instant": "datetime",
    "LeftCause": str(LeftCause).removeprefix("typing."),
    "Metadata": "ResponseMetadata | None",
    "OnError": str(OnError).removeprefix("typing."),
}


def _plain(value: Any, of: Module | Class) -> Any:
    """Give an expression without annotations and constrained types, wherever in it they stand."""
    if isinstance(value, ExprSubscript) and getattr(value.left, "name", "") == "Annotated":
        arguments = value.slice
        return _plain(arguments.elements[0] if isinstance(arguments, ExprTuple) else arguments, of)
    if isinstance(value, ExprName) and value.name in _PLAIN:
        return get_annotation(ast.parse(_PLAIN[value.name], mode="eval").body, parent=of)
    if isinstance(value, Expr):
        for part in parts_of(value):
            if part.name != "parent":
                setattr(value, part.name, _plain(getattr(value, part.name), of))
    elif isinstance(value, list):
        return [_plain(one, of) for one in value]
    return value


class PlainTypes(Extension):
    """Changes the annotations of attributes, parameters and what functions return."""

    def on_attribute_instance(self, *, attr: Attribute, **_: object) -> None:
        """Change that of an attribute, and leave out a value that is code rather than a default."""
        attr.annotation = _plain(attr.annotation, attr.parent or attr.module)
        is_set_by_code = "class-attribute" not in attr.labels
        if is_set_by_code or isinstance(attr.value, ExprCall):
            attr.value = None

    def on_function_instance(self, *, func: Function, **_: object) -> None:
        """Change those of a function."""
        of = func.parent or func.module
        func.returns = _plain(func.returns, of)
        for parameter in func.parameters:
            parameter.annotation = _plain(parameter.annotation, of)
