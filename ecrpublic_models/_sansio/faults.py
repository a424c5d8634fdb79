"""What does not fit in a response, found piece by piece.

pydantic-core describes all faults of a value at once, at hundreds of bytes each, so a small body of
a million wrong items would fill the memory. The lists of responses therefore stop at the first item
that does not fit (`FailFast`); only then is all that does not fit looked for, here, a part of a
list at a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeGuard, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from ecrpublic_models._json_values import is_list, is_object, is_unicode
from ecrpublic_models.models.fields import Received

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# What the models have, for the lists of texts in them.
_CONFIG = ConfigDict(str_min_length=0)
# How many faults are described; the others are counted.
_DESCRIBED = 100
# How many items of a list are checked together.
_TOGETHER = 1000

Place = tuple[int | str, ...]


@dataclass
class Faults:
    """What does not fit in a response."""

    described: list[ErrorDetails] = field(default_factory=list["ErrorDetails"])
    """The first hundred."""
    count: int = 0
    """How many there are in all."""

    def note(self, at: Place, text: str) -> None:
        """Add a text that is no Unicode."""
        self.count += 1
        if len(self.described) < _DESCRIBED:
            message = "Input should be a valid string, not one with a lone surrogate"
            self.described.append(
                {"type": "string_unicode", "loc": at, "msg": message, "input": text}
            )

    def add(self, error: ValidationError, at: Place, offset: int) -> None:
        """Add those of the items of a list, from the one of this offset on."""
        self.count += error.error_count()
        left = _DESCRIBED - len(self.described)
        if left > 0:
            for fault in error.errors(include_url=False)[:left]:
                index, *inside = fault["loc"]
                self.described.append({**fault, "loc": (*at, int(index) + offset, *inside)})


class _List(NamedTuple):
    """A list that was left out of what is around it."""

    items: Sequence[object]
    kind: object
    """The type of the items."""
    at: Place


class Nested(NamedTuple):
    """The fields of a model, by what they hold."""

    lists: Mapping[str, object]
    """The type of each one's items."""
    models: Mapping[str, type[BaseModel]]
    nullable: Sequence[str]
    """The others that may be `None`."""


def find_faults(model: type[BaseModel], value: object, refusal: ValidationError) -> Faults:
    """Tell all that does not fit the model in a value.

    Args:
        model: The model.
        value: The value, which the model has refused.
        refusal: The refusal, which may stop at the first fault.
    """
    faults = Faults()
    # As a list of one, whose index is no part of the places.
    lists = deque([_List([value], model, ())])
    while lists:
        items, kind, at = lists.popleft()
        adapter = _adapter(kind)
        for start in range(0, len(items), _TOGETHER):
            part = items[start : start + _TOGETHER]
            if is_model(kind):
                part = [
                    _without_lists(kind, item, (*at, index), lists) if is_object(item) else item
                    for index, item in enumerate(part, start)
                ]
            try:
                adapter.validate_python(part)
            except ValidationError as error:
                faults.add(error, at, start)
    for fault in faults.described:
        fault["loc"] = fault["loc"][1:]
    faults.described.sort(key=lambda fault: _order(model, fault["loc"]))
    return faults if faults.count else Faults(refusal.errors(include_url=False), 1)


def find_bad_text(value: object) -> Faults:
    """Tell where in a value of JSON text is no Unicode."""
    faults = Faults()
    waiting: list[tuple[Place, object]] = [((), value)]
    while waiting:
        at, one = waiting.pop()
        if isinstance(one, str):
            if not is_unicode(one):
                faults.note(at, one)
        elif is_object(one):
            for name, member in one.items():
                if not is_unicode(name):
                    faults.note(at, name)
                waiting.append(((*at, name), member))
        elif is_list(one):
            waiting += [((*at, index), item) for index, item in enumerate(one)]
    return faults


def holds_iterators(kind: object, value: object) -> bool:
    """Tell whether a list in a value is an iterator, which can be read once only."""
    if not (is_model(kind) and is_object(value)):
        return False
    lists, models, _ = nested_in(kind)
    for name, item_kind in lists.items():
        items = value.get(name)
        if isinstance(items, Iterator) or (
            is_list(items) and any(holds_iterators(item_kind, item) for item in items)
        ):
            return True
    return any(holds_iterators(inner, value.get(name)) for name, inner in models.items())


def _order(model: type[BaseModel], at: Place) -> list[int]:
    """Give the order of a place: that of the items, and of the fields in the models."""
    order: list[int] = []
    kind: object = model
    for step in at:
        if isinstance(step, int):
            order.append(step)
        elif is_model(kind):
            names = [*kind.model_fields]
            order.append(names.index(step) if step in names else len(names))
            nested = nested_in(kind)
            kind = nested.lists.get(step, nested.models.get(step))
    return order


def without_nulls(kind: object, value: object) -> object:
    """Leave out the members that are null, as boto3 does; members of no field stay as they are."""
    if not (is_model(kind) and is_object(value)):
        return value
    lists, models, _ = nested_in(kind)
    kept = {
        name: without_nulls(models[name], member) if name in models else member
        for name, member in value.items()
        if member is not None or name not in kind.model_fields
    }
    for name, item_kind in lists.items():
        if is_model(item_kind) and is_list(items := kept.get(name)):
            kept[name] = [without_nulls(item_kind, item) for item in items]
    return kept


def _without_lists(
    model: type[BaseModel], value: Mapping[str, object], at: Place, lists: deque[_List]
) -> Mapping[str, object]:
    """Empty the lists of a value, at whatever depth, and note what was in them."""
    nested = nested_in(model)
    emptied: dict[str, object] = {}
    for name, item_kind in nested.lists.items():
        items = value.get(name)
        if is_list(items) and items:
            lists.append(_List(items, item_kind, (*at, name)))
            emptied[name] = []
    for name, inner in nested.models.items():
        if is_object(member := value.get(name)):
            emptied[name] = _without_lists(inner, member, (*at, name), lists)
    return {**value, **emptied} if emptied else value


@cache
def nested_in(model: type[BaseModel]) -> Nested:
    """Tell which fields of a model hold what."""
    lists: dict[str, object] = {}
    models: dict[str, type[BaseModel]] = {}
    for name, declared in model.model_fields.items():
        if get_origin(declared.annotation) is list:
            (lists[name],) = get_args(declared.annotation)
            for one in declared.metadata:
                if isinstance(one, Received):
                    lists[name] = one.tolerant
        for kind in (declared.annotation, *get_args(declared.annotation)):
            if is_model(kind) and name not in lists:
                models[name] = kind
    nullable = [name for name, field in model.model_fields.items() if field.default is None]
    return Nested(lists, models, [name for name in nullable if name not in models])


def is_model(kind: object) -> TypeGuard[type[BaseModel]]:
    """Tell whether a type is one of a model."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@cache
def _adapter(kind: object) -> TypeAdapter[list[object]]:
    # The type is known at run time only.
    return TypeAdapter(list[kind], config=_CONFIG)  # type: ignore[valid-type]  # ty: ignore[invalid-type-form]
