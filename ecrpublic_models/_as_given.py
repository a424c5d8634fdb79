"""Arguments that are no data, such as clients, in the eyes of pydantic."""

from __future__ import annotations

from pydantic_core import CoreSchema, core_schema

__all__ = ["AS_GIVEN"]


_DATA: tuple[type, ...] = (str, bytes, int, float, dict)


class _AsGiven:
    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_not_data)

    def __get_pydantic_json_schema__(self, _schema: object, _handler: object) -> dict[str, object]:
        return {"not": {}}


def _not_data(value: object) -> object:
    # What comes over HTTP to a web framework must never be taken for a client.
    if isinstance(value, _DATA):
        raise ValueError("not data, but an object is needed")  # noqa: TRY004 - pydantic takes a ValueError
    return value


AS_GIVEN: _AsGiven = _AsGiven()
"""Has pydantic's `validate_call`, and FastAPI, hand on an argument to who takes and checks it."""
