"""The operation that gives what a registry client logs in with."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING

from ecrpublic_models.testing.clock import now

if TYPE_CHECKING:
    from ecrpublic_models.testing.backend import ECRPublicBackend

__all__ = ["get_authorization_token"]

_USER_NAME = "AWS"
_LIFETIME = 12 * 60 * 60


def get_authorization_token(_backend: ECRPublicBackend, _request: object) -> dict[str, object]:
    """Give a token for 12 hours: user name and password in base64. Each has its own password."""
    credentials = f"{_USER_NAME}:{secrets.token_urlsafe(96)}"
    return {
        "authorizationData": {
            "authorizationToken": base64.b64encode(credentials.encode()).decode(),
            "expiresAt": now() + _LIFETIME,
        }
    }
