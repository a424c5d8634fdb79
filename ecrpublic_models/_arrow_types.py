"""pyarrow's types that annotations name. They are imported when an annotation is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models._lazy import lazy_names

if TYPE_CHECKING:
    from pyarrow import RecordBatch, RecordBatchReader

__all__ = ["RecordBatch", "RecordBatchReader"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy_names(__name__, {"pyarrow": ["RecordBatch", "RecordBatchReader"]})
