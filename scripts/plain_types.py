"""A griffe extension: the documentation shows types without what pydantic checks of them.

`Annotated[int, Strict()]` is an `int` to users, and `RepositoryName` is what editors show: a `str`.
"""

from __future__ import annotations

from dataclasses import fields as parts_of
from typing import TYPE_CHECKING, Any, get_args

from griffe import Expr, ExprName, ExprSubscript, ExprTuple, Extension

from ecrpublic_models.models import fields

if TYPE_CHECKING:
    from griffe import Attribute, Function

# What each constrained type is, by its name.
_PLAIN = {
    name: kinds[0].__name__ for name in fields.__all__ if (kinds := get_args(getattr(fields, name)))
} | {"Instant": "datetime", "Metadata": "ResponseMetadata | None"}


def _plain(value: Any) -> Any:
    """Give an expression without annotations and constrained types, wherever in it they stand."""
    if isinstance(value, ExprSubscript) and getattr(value.left, "name", "") == "Annotated":
        arguments = value.slice
        return _plain(arguments.elements[0] if isinstance(arguments, ExprTuple) else arguments)
    if isinstance(value, ExprName) and value.name in _PLAIN:
        return ExprName(_PLAIN[value.name])
    if isinstance(value, Expr):
        for part in parts_of(value):
            if part.name != "parent":
                setattr(value, part.name, _plain(getattr(value, part.name)))
    elif isinstance(value, list):
        return [_plain(one) for one in value]
    return value


class PlainTypes(Extension):
    """Changes the annotations of attributes, parameters and what functions return."""

    def on_attribute_instance(self, *, attr: Attribute, **_: object) -> None:
        """Change that of an attribute."""
        attr.annotation = _plain(attr.annotation)

    def on_function_instance(self, *, func: Function, **_: object) -> None:
        """Change those of a function."""
        func.returns = _plain(func.returns)
        for parameter in func.parameters:
            parameter.annotation = _plain(parameter.annotation)
