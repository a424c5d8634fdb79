"""Listings as tables in Arrow's columns. It needs the extra `arrow`.

`Pages` and `Inventory` are tables to whatever reads Arrow's PyCapsule protocol, as they are:
`polars.DataFrame(pages)`, `pyarrow.table(pages)`, `pandas.DataFrame.from_arrow(pages)`. This module
is for what needs more: the columns before there is a page, models that were chosen or changed, and
this library's errors.

A column has the name of its field. A text is a string, a number an int64, a time a
`timestamp[us, UTC]`, a list a list and a model a struct. What a model always has is not nullable.
Members that are newer than this library, in `model_extra`, have no column.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypeVar

from ecrpublic_models import models
from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models._pyarrow import pa
from ecrpublic_models._record_batches import Source, record_batch_of, schema_of
from ecrpublic_models.inventory import Inventory
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.models.listing_page import ListingPage
from ecrpublic_models.operations import PAGINATED_OPERATIONS
from ecrpublic_models.pages import Pages

__all__ = ["record_batch", "record_batches", "schema"]

ItemT = TypeVar("ItemT", bound=ResponseModel)


def schema(model: type[ResponseModel]) -> pa.Schema:
    """Give the columns of a listing's items.

    Args:
        model: `ImageDetail`, `ImageTagDetail`, `Repository`, `Registry`, or a subclass of one.

    Raises:
        TypeError: It is another model, or a field that the subclass adds is of a type that has no
            column.
    """
    _source_of(model)
    return schema_of(model)


def record_batch(items: Iterable[ItemT], model: type[ItemT]) -> pa.RecordBatch:
    """Give items of a listing as rows, in their order.

    Args:
        items: The items.
        model: What they are: `ImageDetail`, `ImageTagDetail`, `Repository`, `Registry`, or a
            subclass of one.

    Raises:
        ResponseValidationError: A value fits no column: an integer beyond 64 bits, or, in a model
            that was made without a check, a text with a lone surrogate.
        TypeError: It is another model, an item is something else, or a field that the subclass adds
            is of a type that has no column.
    """
    source = _source_of(model)
    return record_batch_of(items, model, source)


def record_batches(
    pages: Annotated[
        Pages[ListingPage, ResponseModel] | Inventory[models.DescribeImagesPage], AS_GIVEN
    ],
) -> pa.RecordBatchReader:
    """Give a listing, or the images of many repositories, as record batches, one a page.

    Each page is requested when its batch is asked for. What goes wrong is raised as it is while
    iterating over the pages themselves, and `resume_token` and `checkpoint` tell as much. Those who
    read the same through the PyCapsule protocol get errors of the reader's, with the same text.

    Args:
        pages: What a paginator or `describe_images_of` gives.

    Raises:
        ResponseValidationError: While it is read: a response does not fit its model, or a value
            fits no column.
        TypeError: It is something else.
        ValueError: The inventory was begun before, or gives errors in the place of pages.
    """
    if not _is_listing(pages):
        raise TypeError(
            "pages: what a paginator or describe_images_of gives is needed, not "
            f"{type(pages).__name__}; a page by itself is one already: pyarrow.record_batch(page)"
        )
    # Ignored, since it is this library's own: the public way to it goes through C.
    return pages._read_batches()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def _is_listing(value: object) -> bool:
    return isinstance(value, (Pages, Inventory))


def _source_of(model: object) -> Source:
    for operation in PAGINATED_OPERATIONS:
        if isinstance(model, type) and issubclass(model, operation.item):
            return Source(operation.name, operation.result_key)
    known = ", ".join(operation.item.__name__ for operation in PAGINATED_OPERATIONS)
    raise TypeError(f"model: one of {known} is needed, or a subclass, not {model!r}")
