"""aiobotocore's types that annotations name. They are imported when an annotation is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models._lazy import lazy_names

if TYPE_CHECKING:
    from aiobotocore.config import AioConfig
    from aiobotocore.session import AioSession
    from types_aiobotocore_ecr_public import ECRPublicClient

__all__ = ["AioConfig", "AioSession", "ECRPublicClient"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "aiobotocore.config": ["AioConfig"],
            "aiobotocore.session": ["AioSession"],
            "types_aiobotocore_ecr_public": ["ECRPublicClient"],
        },
        wrap=lambda kind: Annotated[kind, AS_GIVEN],
    )
