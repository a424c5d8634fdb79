"""An inventory of many workers, of a service that takes 20 requests a second of an account."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

from botocore.config import Config

from benchmarks.server import JsonHandler
from benchmarks.tables import print_rows
from ecrpublic_models import InventoryError, create_client, describe_images_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_ecr_public import ECRPublicClient

_A_SECOND = 20
_WORKERS = 16
_REPOSITORIES = [f"benchmark/throttled/{number}" for number in range(100)]
_PAGE = (
    b'{"imageDetails":[{"registryId":"123456789012","repositoryName":"a/b",'
    b'"imageDigest":"sha256:0","imagePushedAt":1705072146.5}]}'
)
_REFUSALS = (
    (400, b'{"__type":"ThrottlingException","message":"Rate exceeded"}'),
    (429, b'{"message":"Too Many Requests"}'),
)


@dataclass
class _Limit:
    """A bucket of requests, which fills up again with time."""

    left: float = _A_SECOND
    filled_at: float = field(default_factory=time.monotonic)
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def admits_one(self) -> bool:
        with self.lock:
            now = time.monotonic()
            self.left = min(_A_SECOND, self.left + (now - self.filled_at) * _A_SECOND)
            self.filled_at = now
            if self.left >= 1:
                self.left -= 1
                return True
            self.refused += 1
            return False


def compare_throttled() -> None:
    """List with the default client of inventories, and with boto3's default retries."""
    rows = []
    with _serving() as (url, server):
        os.environ.update(AWS_ENDPOINT_URL=url, AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="b")
        plain = create_client(config=Config(max_pool_connections=_WORKERS))
        for name, client in (("boto3's default retries", plain), ("the default client", None)):
            server.limit = _Limit()
            listed, seconds = _list(client)
            rows.append((name, str(listed), str(server.limit.refused), f"{seconds:.1f}"))
    print_rows(
        f"{len(_REPOSITORIES)} repositories, {_WORKERS} at a time, of a server that takes "
        f"{_A_SECOND} requests a second and refuses the others with a 400 or a 429",
        ("", "repositories listed", "throttled responses", "seconds"),
        rows,
    )


def _list(client: ECRPublicClient | None) -> tuple[int, float]:
    begun = time.monotonic()
    listed: Counter[str] = Counter()
    try:
        for repository, page in describe_images_of(
            _REPOSITORIES, concurrency=_WORKERS, client=client
        ):
            listed[repository] += len(page.imageDetails)
    except InventoryError:
        pass  # what failed is not listed
    return len(listed), time.monotonic() - begun


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    limit: _Limit


class _Handler(JsonHandler):
    server: _Server

    def do_POST(self) -> None:  # noqa: N802 - the base's name
        self.read_request()
        limit = self.server.limit
        self.write_response(*((200, _PAGE) if limit.admits_one() else _REFUSALS[limit.refused % 2]))


@contextmanager
def _serving() -> Iterator[tuple[str, _Server]]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", server
        finally:
            server.shutdown()
