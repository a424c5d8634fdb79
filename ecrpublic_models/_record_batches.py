"""Models as Arrow's record batches: columns are derived from a model, rows are instances of it.

It knows pydantic and pyarrow, and nothing of the service. It is imported where a table is made, so
that nothing else needs pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    NamedTuple,
    Protocol,
    TypeGuard,
    Union,
    get_args,
    get_origin,
)

from pydantic import AwareDatetime, BaseModel

from ecrpublic_models._json_values import is_list, is_object
from ecrpublic_models._pyarrow import pa

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    _Array = pa.Array[pa.Scalar[pa.DataType]]

# How many faults are described; the others are counted.
_DESCRIBED = 100
# What pyarrow raises for a value that fits no column: Python's own errors, or subclasses of them.
_DOES_NOT_FIT = (ArithmeticError, NotImplementedError, TypeError, ValueError)


class HasRows(Protocol):
    """What is a record batch in Arrow's PyCapsule protocol, such as a page."""

    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...


class HasBatches(Protocol):
    """What is a stream of record batches in Arrow's PyCapsule protocol."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class Source(NamedTuple):
    """Where models come from, for errors."""

    operation: str
    result_key: str
    """The field of its response that holds them."""
    request_id: str | None = None


@cache
def schema_of(model: type[BaseModel]) -> pa.Schema:
    """Give the columns of a model: one a field, under its name, nullable if it may be `None`.

    Raises:
        TypeError: A field is of a type that has no column.
    """
    return pa.schema([column.field for column in _columns(model)])


def record_batch_of(
    items: Iterable[BaseModel], model: type[BaseModel], source: Source
) -> pa.RecordBatch:
    """Give instances of a model as rows.

    Raises:
        ResponseValidationError: A value fits no column, such as an integer of more than 64 bits.
        TypeError: A field is of a type that has no column, or an item of another model.
    """
    columns = _columns(model)
    items = list(items)
    for index, item in enumerate(items):
        if not isinstance(item, model):
            raise TypeError(
                f"{source.result_key}.{index}: {model.__name__} is needed, not "
                f"{type(item).__name__}"
            )
    rows = _rows(items, model)
    try:
        arrays = [pa.array([row.get(one.name) for row in rows], one.type) for one in columns]
    except _DOES_NOT_FIT:
        pass
    else:
        if all(map(_has_what_it_must, arrays, columns)):
            return pa.record_batch(arrays, schema=schema_of(model))
    raise _refusal(rows, columns, source)


def batch_of(page: HasRows) -> pa.RecordBatch:
    """Give a page as rows."""
    return pa.record_batch(page)


def read_batches(model: type[BaseModel], batches: Iterable[pa.RecordBatch]) -> pa.RecordBatchReader:
    """Give rows of a model as a stream; each batch is asked for when it is read."""
    return pa.RecordBatchReader.from_batches(schema_of(model), batches)


def export_rows(rows: HasRows, requested_schema: object | None) -> tuple[object, object]:
    """Hand a record batch over in the PyCapsule protocol."""
    return rows.__arrow_c_array__(requested_schema)


def export_batches(batches: HasBatches, requested_schema: object | None) -> object:
    """Hand a stream of record batches over in the PyCapsule protocol."""
    return batches.__arrow_c_stream__(requested_schema)


class _Column(NamedTuple):
    """A column, or the items of a list in one."""

    name: str
    type: pa.DataType
    nullable: bool
    parts: Sequence[_Column]
    """Of a struct its fields, of a list its item."""

    @property
    def field(self) -> pa.Field[pa.DataType]:
        return pa.field(self.name, self.type, self.nullable)


@cache
def _columns(model: type[BaseModel]) -> Sequence[_Column]:
    columns: list[_Column] = []
    for name, field in model.model_fields.items():
        column = _column(name, field.annotation)
        if column is None:
            raise TypeError(f"{name}: there is no column for {field.annotation}")
        columns.append(column)
    return columns


def _column(name: str, annotation: object) -> _Column | None:
    is_union = get_origin(annotation) in {Union, UnionType}
    kinds = get_args(annotation) if is_union else (annotation,)
    nullable = NoneType in kinds
    present = [kind for kind in kinds if kind is not NoneType]
    if len(present) != 1:
        return None
    (kind,) = present
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if kind is AwareDatetime:  # a `datetime` of any kind need not be aware
        return _Column(name, pa.timestamp("us", "UTC"), nullable, [])
    if _is_model(kind):
        parts = _columns(kind)
        return _Column(name, pa.struct([part.field for part in parts]), nullable, parts)
    if get_origin(kind) is list:
        item = _column("item", get_args(kind)[0])
        return item and _Column(name, pa.list_(item.field), nullable, [item])
    for base, leaf in _LEAVES:
        if isinstance(kind, type) and issubclass(kind, base):
            return _Column(name, leaf, nullable, [])
    return None


# In this order, as a bool is an int.
_LEAVES: Sequence[tuple[type, pa.DataType]] = (
    (str, pa.string()),
    (bool, pa.bool_()),
    (int, pa.int64()),
)


def _is_model(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _rows(items: Iterable[BaseModel], model: type[BaseModel]) -> Sequence[Mapping[str, object]]:
    """Give items as dicts of what pyarrow takes: the models' own, where that will do."""
    rows = [item.__dict__ for item in items]
    if names := _names_of_nested(model):
        return [row | {name: _without_models(row.get(name)) for name in names} for row in rows]
    return rows


@cache
def _names_of_nested(model: type[BaseModel]) -> Sequence[str]:
    """Tell which fields hold models, or lists of them."""
    return [column.name for column in _columns(model) if _holds_models(column)]


def _holds_models(column: _Column) -> bool:
    return pa.types.is_struct(column.type) or any(map(_holds_models, column.parts))


def _without_models(value: object) -> object:
    if isinstance(value, BaseModel):
        (row,) = _rows([value], type(value))
        return row
    return [_without_models(one) for one in value] if is_list(value) else value


def _has_what_it_must(array: _Array, column: _Column) -> bool:
    """Check what pyarrow does not: that nothing is null which is not nullable."""
    if array.null_count and not column.nullable:
        return False
    return all(map(_has_what_it_must, _inner(array), column.parts))


def _inner(array: _Array) -> list[_Array]:
    if isinstance(array, pa.ListArray):
        # pyarrow's stubs leave open of what.
        return [array.flatten()]  # pyright: ignore[reportUnknownMemberType]
    if isinstance(array, pa.StructArray):
        # The same.
        return array.drop_null().flatten()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return []


def _refusal(
    rows: Sequence[Mapping[str, object]], columns: Sequence[_Column], source: Source
) -> Exception:
    from ecrpublic_models.errors import ResponseValidationError

    faults = (
        fault
        for index, row in enumerate(rows)
        for column in columns
        for fault in _faults(row.get(column.name), column, (source.result_key, index, column.name))
    )
    described = list(islice(faults, _DESCRIBED))
    count = len(described) + sum(1 for _ in faults)
    return ResponseValidationError(source.operation, source.request_id, described, count)


def _faults(value: object, column: _Column, at: tuple[int | str, ...]) -> Iterator[ErrorDetails]:
    """Tell what in a value fits no column."""
    if column.parts and is_object(value):
        for part in column.parts:
            yield from _faults(value.get(part.name), part, (*at, part.name))
    elif column.parts and is_list(value):
        for index, one in enumerate(value):
            yield from _faults(one, column.parts[0], (*at, index))
    elif not _fits(value, column):
        needed = f"{column.type}{'' if column.nullable else ' not null'}"
        message = f"Input should fit a column of {needed}"
        yield {"type": "arrow_value", "loc": at, "msg": message, "input": value}


def _fits(value: object, column: _Column) -> bool:
    try:
        array = pa.array([value], column.type)
    except _DOES_NOT_FIT:
        return False
    return column.nullable or not array.null_count
