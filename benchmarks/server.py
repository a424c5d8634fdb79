"""A loopback HTTP server that answers DescribeImages, all responses made before they are requested.

A repository's name says how many images it has: `benchmark/20000`, and `benchmark/slow/7/5000` that
its responses are to be delayed; a registry's id says how many repositories it has. Run by itself,
in a process of its own, it prints its URL and serves until its standard input ends.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from benchmarks.images import DISTINCT, described_images

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMESPACE = "benchmark"
_SLOW = f"{_NAMESPACE}/slow"
_DEFAULT_PAGE_SIZE = 100
DELAY_SECONDS = 0.05
"""How much longer the responses of slow repositories take."""


def repository_of(image_count: int) -> str:
    """Name the repository that has this many images."""
    return f"{_NAMESPACE}/{image_count}"


def slow_repositories(count: int, image_count: int) -> list[str]:
    """Name repositories that all have this many images, and whose responses take longer."""
    return [f"{_SLOW}/{number}/{image_count}" for number in range(count)]


def registry_of(repositories: int) -> str:
    """Name the registry that has this many repositories, of 1,000 images each."""
    return f"{repositories:012}"


@contextmanager
def serving() -> Iterator[str]:
    """Run the server in a process of its own, and give its URL."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the server was started without pipes")
        url = process.stdout.readline().strip()
        try:
            yield url
        finally:
            process.stdin.close()


class JsonHandler(BaseHTTPRequestHandler):
    """Reads requests, and writes responses, as a service with JSON does."""

    protocol_version = "HTTP/1.1"
    # One packet a response.
    wbufsize = -1
    disable_nagle_algorithm = True

    def read_request(self) -> dict[str, object]:
        # Some clients send the body only when the head is acknowledged, which Linux puts off.
        if hasattr(socket, "TCP_QUICKACK"):
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        request: dict[str, object] = json.loads(
            self.rfile.read(int(self.headers["Content-Length"]))
        )
        return request

    def write_response(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("x-amzn-RequestId", "c0ffee00-0000-4000-8000-000000000000")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


class _Handler(JsonHandler):
    def do_POST(self) -> None:
        request = self.read_request()
        body = _answer(request)
        if str(request.get("repositoryName")).startswith(_SLOW):
            time.sleep(DELAY_SECONDS)
        self.write_response(200, body)


def _answer(request: dict[str, Any]) -> bytes:
    names: list[str] | None = request.get("repositoryNames")
    if names is not None:
        return _repositories("0" * 12, names)
    if "repositoryName" not in request:
        count = int(str(request["registryId"]))
        return _repositories(f"{count:012}", [f"{_NAMESPACE}/{one}/1000" for one in range(count)])
    image_count = int(str(request["repositoryName"]).rpartition("/")[2])
    page_size = int(str(request.get("maxResults", _DEFAULT_PAGE_SIZE)))
    page_number = int(str(request.get("nextToken", 0)))
    start = page_number * page_size
    end = min(start + page_size, image_count)
    images = _images(start % DISTINCT, end - start)
    token = f',"nextToken":"{page_number + 1}"' if end < image_count else ""
    return b'{"imageDetails":[%b]%b}' % (images, token.encode())


def _repositories(registry_id: str, names: Iterable[str]) -> bytes:
    described = [
        {
            "repositoryArn": f"arn:aws:ecr-public::{registry_id}:repository/{name}",
            "registryId": registry_id,
            "repositoryName": name,
            "repositoryUri": f"public.ecr.aws/alias/{name}",
            "createdAt": 1_600_000_000,
        }
        for name in names
    ]
    return json.dumps({"repositories": described}).encode()


@cache
def _all_images() -> list[str]:
    return described_images(f"{_NAMESPACE}/repository")


@cache
def _images(start: int, count: int) -> bytes:
    images = _all_images()
    return ",".join(images[(start + i) % DISTINCT] for i in range(count)).encode()


def _serve() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    for page_size in (100, 1000):
        for start in range(0, DISTINCT, page_size):
            _images(start, page_size)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    _serve()
