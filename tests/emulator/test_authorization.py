from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import moto.core.utils

if TYPE_CHECKING:
    import pytest
    from mypy_boto3_ecr_public import ECRPublicClient


def test_token(client: ECRPublicClient) -> None:
    tokens = [
        client.get_authorization_token()["authorizationData"]["authorizationToken"]
        for _ in range(2)
    ]
    for token in tokens:
        user_name, _, password = base64.b64decode(token, validate=True).decode().partition(":")
        assert user_name == "AWS"
        assert len(password) >= 100
    assert tokens[0] != tokens[1]


def test_expires_after_twelve_hours(
    client: ECRPublicClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = moto.core.utils.utcfromtimestamp(1_700_000_000).replace(microsecond=123_000)
    monkeypatch.setattr("moto.core.utils.utcnow", lambda: moment)
    data = client.get_authorization_token()["authorizationData"]
    monkeypatch.undo()
    assert data["expiresAt"] == datetime.fromtimestamp(1_700_043_200.123, UTC)
