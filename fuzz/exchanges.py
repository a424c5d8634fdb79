"""HTTP responses of any status, headers and body, through a boto3 client that sends nothing.

A call gives a model, or an error of this library's or of botocore's; a refusal has its status.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from ecrpublic_models import ECRPublic, create_client
from ecrpublic_models.errors import ECRPublicModelsError
from fuzz.data import Data

_STATUSES = (200, 200, 201, 204, 206, 300, 301, 304, 400, 403, 404, 413, 429, 500, 502, 503, 599)
_CODES = (
    *("RepositoryNotFoundException", "InvalidLayerPartException", "ServerException"),
    *("ThrottlingException", "a#B", "C:http://d", ""),
)
_HEADERS = ("x-amzn-RequestId", "x-amzn-query-error", "Content-Type", "X-New", "x-amzn-errortype")


def check(content: bytes) -> None:
    data = Data(content)
    status = data.one_of(_STATUSES)
    headers = {name: _header(data) for name in _HEADERS if data.below(3) == 0}
    body = _body(data)
    client = _client()

    made: Any = HeadersDict(headers)  # which the stubs take for something else

    def answer(**_: object) -> AWSResponse:
        return AWSResponse("http://localhost/", status, made, _Raw(body))

    client.meta.events.register("before-send.ecr-public", answer, "fuzz")
    try:
        ECRPublic(client).describe_registries()
        assert status < 300
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == status >= 300
        assert isinstance(error.response["Error"]["Code"], str)
        str(error).encode()
    except (ECRPublicModelsError, BotoCoreError) as error:
        str(error).encode()
    finally:
        client.meta.events.unregister("before-send.ecr-public", answer, "fuzz")


class _Raw:
    """What urllib3 gives."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: object, **__: object) -> Any:
        yield self._body


def _header(data: Data) -> str:
    return data.take(data.below(30)).decode("latin-1") if data.below(2) else data.one_of(_CODES)


def _body(data: Data) -> bytes:
    import json

    if data.below(3) == 0:
        return data.rest()
    content: dict[str, object] = {
        "__type": data.one_of(_CODES) if data.below(4) else data.json_value(),
        "message": data.text() if data.below(4) else data.json_value(),
    }
    if data.below(2):
        content["registries"] = data.json_value() if data.below(4) == 0 else []
        content["lastValidByteReceived"] = data.json_value()
    try:
        return json.dumps(content if data.below(8) else data.json_value()).encode()
    except (ValueError, RecursionError):
        return b"[" * 5000


@cache
def _client() -> Any:
    return create_client(
        session=boto3.Session(),
        endpoint_url="http://localhost",
        aws_access_key_id="a",
        aws_secret_access_key="b",
        config=Config(retries={"total_max_attempts": 1}),
    )
