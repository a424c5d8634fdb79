"""boto3's types that annotations name. They are imported when an annotation is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ecrpublic_models._as_given import AS_GIVEN
from ecrpublic_models._lazy import lazy_names

if TYPE_CHECKING:
    from boto3 import Session
    from botocore.config import Config
    from mypy_boto3_ecr_public import ECRPublicClient

__all__ = ["Config", "ECRPublicClient", "Session"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "boto3": ["Session"],
            "botocore.config": ["Config"],
            "mypy_boto3_ecr_public": ["ECRPublicClient"],
        },
        wrap=lambda kind: Annotated[kind, AS_GIVEN],
    )
