"""A loopback HTTP server that answers as a test says, and a real boto3 client for it."""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from ecrpublic_models import create_client

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient


# What botocore emits in the course of a call, in this order.
EVENTS = [
    "provide-client-params",
    "before-parameter-build",
    "before-call",
    "request-created",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "after-call",
]


@dataclass(frozen=True)
class Answer:
    """One HTTP answer. `content` is sent as it is if bytes, as JSON otherwise."""

    content: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False
    """Whether to break the connection instead."""

    @property
    def body(self) -> bytes:
        return (
            self.content if isinstance(self.content, bytes) else json.dumps(self.content).encode()
        )


Respond = Callable[[dict[str, object]], Answer]


class Loopback(ThreadingHTTPServer):
    """Answers each request with what `respond` makes of its JSON body; keeps the bodies."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.respond: Respond = lambda _: Answer({}, status=500)
        self.requests: list[dict[str, object]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a client may go at any time
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it came

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Loopback

    def do_POST(self) -> None:
        body: dict[str, object] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        answer = self.server.respond(body)
        if answer.reset:
            # With no time to linger, closing sends a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in {
            "Content-Type": "application/x-amz-json-1.1",
            "x-amzn-RequestId": f"request-{len(self.server.requests)}",
            "Content-Length": str(len(answer.body)),
            **answer.headers,
        }.items():
            if name != "Content-Length" or "Transfer-Encoding" not in answer.headers:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@contextmanager
def loopback() -> Iterator[Loopback]:
    server = Loopback()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@cache
def _session() -> boto3.Session:
    """One session for all clients: it reads the service's description once."""
    return boto3.Session()


def client_for(url: str, config: Config | None = None) -> ECRPublicClient:
    """A real client that talks to `url`, by default without retries."""
    return create_client(
        session=_session(),
        endpoint_url=url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=config or Config(retries={"total_max_attempts": 1}),
    )


class _Wrapper:
    """A client as a wrapper of one may look: the methods are there, `meta` is not."""

    def __init__(self, client: ECRPublicClient) -> None:
        self._client = client

    def __getattr__(self, name: str) -> object:
        if name == "meta":
            raise AttributeError(name)
        return getattr(self._client, name)


def behind_wrapper(client: ECRPublicClient) -> ECRPublicClient:
    """The same client, so that answers can only come parsed."""
    wrapper: Any = _Wrapper(client)
    return wrapper  # type: ignore[no-any-return]  # it is one, by all that callers use
