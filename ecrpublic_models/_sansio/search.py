"""JMESPath over pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecrpublic_models.models.base import ResponseModel


def compile_search(expression: str) -> Callable[[ResponseModel], list[object]]:
    """Give a function that lists what an expression finds on a page.

    Raises:
        jmespath.exceptions.JMESPathError: The expression can't be parsed.
    """
    import jmespath

    search = jmespath.compile(expression).search

    def find(page: ResponseModel) -> list[object]:
        found: object = search(page.model_dump(exclude_unset=True))
        return found if _is_list(found) else [found]

    return find


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
