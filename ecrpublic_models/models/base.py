"""What all requests, and all responses, have in common."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator


class RequestModel(BaseModel):
    """Something that is sent: only fields that the service knows, each within the service's bounds.

    `None` means that a field is not given, so `model_dump(exclude_unset=True)` is exactly the
    keyword arguments that boto3 takes. Frozen.

    Raises:
        pydantic.ValidationError: A field is missing, unknown, of the wrong type or out of bounds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @model_validator(mode="after")
    def _forget_none(self) -> Self:
        for name in [name for name in self.model_fields_set if getattr(self, name) is None]:
            self.model_fields_set.discard(name)
        return self


class ResponseModel(BaseModel):
    """Something that was received: types are checked, bounds are not, and unknown fields are kept.

    `model_dump(exclude_unset=True)` is the dict that boto3 gives. Fields that are newer than this
    library stand in `model_extra`. Frozen.

    Raises:
        pydantic.ValidationError: A field is of the wrong type, or one that the service promises is
            missing.
    """

    model_config = ConfigDict(extra="allow", frozen=True, use_attribute_docstrings=True)
