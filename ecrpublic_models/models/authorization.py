"""Authorization: how to log in to the registry, to push and pull with Docker."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Annotated

from pydantic import SecretStr

from ecrpublic_models.models.base import RequestModel, ResponseModel
from ecrpublic_models.models.fields import Instant, Timestamp
from ecrpublic_models.models.metadata import OperationResponse


@dataclass(frozen=True)
class RegistryLogin:
    """What `docker login` asks for. Only `password.get_secret_value()` shows the password."""

    username: str
    """The user name, which is `AWS`."""
    password: SecretStr
    """The password."""


class AuthorizationData(ResponseModel, frozen=True, hide_input_in_errors=True):
    """What logs in to the registry. Shape: `AuthorizationData`."""

    authorizationToken: SecretStr
    """The base64 of user name and password, separated by a colon. It is shown by its
    `get_secret_value()` alone; `registry_login()` takes it apart."""
    expiresAt: Annotated[Instant, Timestamp]
    """When it stops working, in UTC: 12 hours after it was given."""

    def registry_login(self) -> RegistryLogin:
        """Take the user name and the password out of the token.

        Raises:
            ValueError: The token is not base64 of the two.
        """
        login = self._login()
        if login is None:
            raise ValueError("the authorizationToken is not base64 of a user name and a password")
        return login

    def _login(self) -> RegistryLogin | None:
        # On its own, since a traceback may show what the frames that it passes hold.
        try:
            token = base64.b64decode(self.authorizationToken.get_secret_value()).decode()
        except ValueError:
            return None
        username, colon, password = token.partition(":")
        return RegistryLogin(username, SecretStr(password)) if colon else None


class GetAuthorizationTokenRequest(RequestModel, frozen=True):
    """One request of the operation GetAuthorizationToken. Shape: `GetAuthorizationTokenRequest`."""


class GetAuthorizationTokenResponse(OperationResponse, frozen=True, hide_input_in_errors=True):
    """One response of GetAuthorizationToken. Shape: `GetAuthorizationTokenResponse`."""

    authorizationData: AuthorizationData
    """What logs in to the registry."""
