"""Fields that the service does not take together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import AfterValidator, ValidationError, ValidationInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from ecrpublic_models.tokens import position_of

if TYPE_CHECKING:
    from ecrpublic_models.models.pagination_config import PaginationConfig

ValueT = TypeVar("ValueT")


def not_together_with(other: str) -> AfterValidator:
    """Refuse a field where another one is given, which has to stand before it in the model."""

    def check(value: ValueT, info: ValidationInfo) -> ValueT:
        if info.data.get(other) is not None:
            raise ValueError(f"{info.field_name} can't be used together with {other}")
        return value

    return AfterValidator(check)


def not_paged_together_with(other: str) -> AfterValidator:
    """Refuse what would page, where another field is given: `PageSize`, and service tokens.

    `MaxItems` may be given, and a `StartingToken` that only passes over items.
    """

    def check(config: PaginationConfig, info: ValidationInfo) -> PaginationConfig:
        if info.data.get(other) is None:
            return config
        faults: list[InitErrorDetails] = []
        if config.PageSize is not None:
            faults.append(_fault("PageSize", config.PageSize, f"PageSize {_EXCLUDED} {other}"))
        if config.StartingToken is not None and position_of(config.StartingToken).service_token:
            message = f"a StartingToken that carries a service token {_EXCLUDED} {other}"
            faults.append(_fault("StartingToken", config.StartingToken, message))
        if faults:
            raise ValidationError.from_exception_data("PaginationConfig", faults)
        return config

    return AfterValidator(check)


_EXCLUDED = "can't be used together with"


def _fault(name: str, value: object, message: str) -> InitErrorDetails:
    # pydantic puts the name behind the place of the field that is checked.
    error = PydanticCustomError("excluded", "{message}", {"message": message})
    return InitErrorDetails(type=error, loc=(name,), input=value)
