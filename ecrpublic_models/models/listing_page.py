"""What the pages of all listings have in common: each is a table of its items."""

from __future__ import annotations

from typing import get_args, get_origin

from pydantic import BaseModel

from ecrpublic_models import _arrow_types as arrow_types
from ecrpublic_models.models.metadata import OperationResponse


class ListingPage(OperationResponse, frozen=True):
    """A page of a listing, which is a table of its items to whatever reads Arrow.

    The columns are the fields of the items, under their names; `model_extra` has none. This needs
    the extra `arrow`.
    """

    def __arrow_c_schema__(self) -> object:
        """Give the columns, in Arrow's PyCapsule protocol."""
        from ecrpublic_models._record_batches import schema_of

        _, item = self._listed()
        return schema_of(item).__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """Give the items as a record batch, in Arrow's PyCapsule protocol.

        Raises:
            ResponseValidationError: A value fits no column, such as an integer beyond 64 bits.
        """
        from ecrpublic_models._record_batches import export_rows

        return export_rows(self._record_batch(), requested_schema)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give the items as a stream of one record batch, in Arrow's PyCapsule protocol.

        Raises:
            ResponseValidationError: A value fits no column, such as an integer beyond 64 bits.
        """
        from ecrpublic_models._record_batches import export_batches, read_batches

        _, item = self._listed()
        return export_batches(read_batches(item, [self._record_batch()]), requested_schema)

    def _record_batch(self) -> arrow_types.RecordBatch:
        from ecrpublic_models._record_batches import Source, record_batch_of

        result_key, item = self._listed()
        operation = self._shape().__name__.removesuffix("Page")
        request_id = self.ResponseMetadata.RequestId if self.ResponseMetadata else None
        items: list[BaseModel] = getattr(self, result_key)
        return record_batch_of(items, item, Source(operation, result_key, request_id))

    @classmethod
    def _shape(cls) -> type[BaseModel]:
        """Give the page of the service's that this is, which a user's may derive from."""
        (shape,) = (
            kind
            for kind in cls.__mro__
            if issubclass(kind, ListingPage) and ListingPage in kind.__bases__
        )
        return shape

    @classmethod
    def _listed(cls) -> tuple[str, type[BaseModel]]:
        """Tell which field holds the items, and what they are."""
        (name,) = (
            name
            for name, field in cls._shape().model_fields.items()
            if get_origin(field.annotation) is list
        )
        (item,) = get_args(cls.model_fields[name].annotation)
        return name, item
