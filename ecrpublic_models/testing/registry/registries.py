"""The operations on the registry as a whole: describing it, and logging in to it."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING

from ecrpublic_models.testing.registry.listings import unknown_token

if TYPE_CHECKING:
    from mypy_boto3_ecr_public.type_defs import DescribeRegistriesRequestTypeDef

    from ecrpublic_models.testing.registry.state import Registry

__all__ = ["describe_registries", "get_authorization_token"]

_USER_NAME = "AWS"
_TOKEN_LIFETIME = 12 * 60 * 60


def describe_registries(
    registry: Registry, request: DescribeRegistriesRequestTypeDef
) -> dict[str, object]:
    """Describe the account's one registry. The listing has one page, and so no valid token.

    Raises:
        InvalidParameterError: There is a token.
    """
    if "nextToken" in request:
        raise unknown_token()
    description = {
        "registryId": registry.account_id,
        "registryArn": registry.arn,
        "registryUri": registry.uri,
        "verified": registry.verified,
        "aliases": registry.aliases,
    }
    return {"registries": [description]}


def get_authorization_token(registry: Registry, _request: object) -> dict[str, object]:
    """Issue a token for 12 hours: user name and a new password, in base64."""
    credentials = f"{_USER_NAME}:{secrets.token_urlsafe(96)}"
    return {
        "authorizationData": {
            "authorizationToken": base64.b64encode(credentials.encode()).decode(),
            "expiresAt": registry.now() + _TOKEN_LIFETIME,
        }
    }
