"""JMESPath over a listing, as `--query` has it: on the whole document, as with the AWS CLI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.cli.faults import CommandError
from ecrpublic_models.cli.json_values import is_array, is_object
from ecrpublic_models.cli.options import BadOptionError
from ecrpublic_models.cli.text import abridged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["DocumentQuery", "QueryError"]


class QueryError(CommandError):
    """A query can't be evaluated. It could not be if the listing went on, either."""


class DocumentQuery:
    """A JMESPath expression.

    Args:
        expression: The expression.
        key: The member of the document that holds the list.

    Attributes:
        picks_items: Whether it only picks items, and something of each, so that it finds the same
            in the whole document as in its pages, one after the other.

    Raises:
        BadOptionError: It can't be parsed.
    """

    def __init__(self, expression: str, key: str) -> None:
        import jmespath

        try:
            compiled = jmespath.compile(expression)
            self.picks_items: bool = _picks_items(compiled.parsed, key)
        except Exception as error:  # noqa: BLE001 - also what jmespath itself stumbles over
            raise BadOptionError("--query", _fault(expression, error)) from None
        self._expression = expression
        self._search: Callable[[object], object] = compiled.search
        self._key = key

    def search(self, document: dict[str, object]) -> object:
        """Give what it finds in a document.

        Raises:
            QueryError: It can't be evaluated, such as the length of a number.
        """
        try:
            return self._search(document)
        except Exception as error:  # noqa: BLE001 - also what jmespath itself stumbles over
            raise QueryError(f"--query: {_fault(self._expression, error)}") from None

    def search_items(self, items: Sequence[object]) -> list[object]:
        """Give what it finds in the items of a page, where it `picks_items`."""
        found = self.search({self._key: items})
        return found if is_array(found) else []


def _fault(expression: str, error: Exception) -> str:
    return f"{abridged(expression)}: {' '.join(str(error).split())}"


def _picks_items(node: object, key: str) -> bool:
    """Tell whether an expression only picks from the list: items, and something of each.

    Its parts to the right of a projection see one item at a time, so those to the left decide.
    """
    if not is_object(node):
        return False
    if node["type"] == "field":
        return node["value"] == key
    children = node["children"]
    is_projection = node["type"] in {"flatten", "projection", "filter_projection"}
    return is_projection and is_array(children) and _picks_items(children[0], key)
