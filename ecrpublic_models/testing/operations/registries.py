"""The operations on registries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecrpublic_models.testing.arns import registry_arn
from ecrpublic_models.testing.page_tokens import unknown_token

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import DescribeRegistriesRequestTypeDef

    from ecrpublic_models.testing.backend import ECRPublicBackend

__all__ = ["describe_registries"]


def describe_registries(
    backend: ECRPublicBackend, request: DescribeRegistriesRequestTypeDef
) -> dict[str, object]:
    """Describe the account's registry. There is one, and so one page, which no token continues.

    Raises:
        InvalidParameterError: There is a token.
    """
    if "nextToken" in request:
        raise unknown_token()
    registry = {
        "registryId": backend.account_id,
        "registryArn": registry_arn(backend.account_id),
        "registryUri": f"public.ecr.aws/{backend.registry_alias}",
        "verified": False,
        "aliases": [
            {
                "name": backend.registry_alias,
                "status": "ACTIVE",
                "primaryRegistryAlias": True,
                "defaultRegistryAlias": True,
            }
        ],
    }
    return {"registries": [registry]}
