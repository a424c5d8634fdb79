"""Every operation of the service, called by a plain boto3 client over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ecrpublic_models.testing.registry import OPERATIONS
from tests.emulator.conftest import make_client
from tests.support.filled import SERVICE, call, fill

if TYPE_CHECKING:
    from ecrpublic_models.testing import ECRPublicServer

# The account has one registry.
ONE_PAGE = {"DescribeRegistries"}


def test_all_are_emulated() -> None:
    assert list(OPERATIONS) == sorted(SERVICE.operation_names)


@pytest.mark.parametrize("operation", SERVICE.operation_names)
def test_round_trip(server: ECRPublicServer, operation: str) -> None:
    """The answer has every member that the service describes, and no other."""
    filled = fill(make_client(server.url))
    answer = call(filled.client, operation, filled.request(operation))
    assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == 200
    shape: Any = SERVICE.operation_model(operation).output_shape
    expected = set(shape.members)
    assert set(answer) == (expected - {"nextToken"} if operation in ONE_PAGE else expected)
