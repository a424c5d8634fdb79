from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from ecrpublic_models.testing import ECRPublicServer, ecr_public_server, get_backend
from tests.emulator.conftest import fresh_registries, make_client
from tests.support.pushing import image_manifest


@pytest.fixture(autouse=True)
def _fresh_registries() -> Iterator[None]:
    with fresh_registries():
        yield


def test_url(server: ECRPublicServer) -> None:
    assert server.host == "127.0.0.1"
    assert server.port > 0
    assert server.url == f"http://127.0.0.1:{server.port}"
    assert ECRPublicServer("::1", 80).url == "http://[::1]:80"


def server_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "ecr-public-server"}


def test_stops() -> None:
    before = server_threads()
    with ecr_public_server() as server:
        make_client(server.url).describe_repositories()
    with pytest.raises(EndpointConnectionError):
        make_client(server.url).describe_repositories()
    assert server_threads() == before
    with ecr_public_server(port=server.port) as again:
        assert again.port == server.port
        assert make_client(again.url).describe_repositories()["repositories"] == []


def test_stops_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), ecr_public_server() as server:
        raise ZeroDivisionError
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((server.host, server.port))


@pytest.mark.parametrize("sent", [0, 1, -20, -1])
def test_nothing_is_answered_after_the_stop(sent: int, capfd: pytest.CaptureFixture[str]) -> None:
    """However much of its request a client has sent by then."""
    body = b'{"repositoryName": "late"}'
    request = signed_request("CreateRepository", body)
    with ecr_public_server() as server:
        late = socket.create_connection((server.host, server.port), timeout=60)
        late.sendall(request[:sent])
        make_client(server.url).describe_repositories()  # accepted later than the other
    with late, contextlib.suppress(ConnectionError):
        late.sendall(request[sent:])
        assert late.recv(1) == b""
    assert capfd.readouterr() == ("", "")
    assert not get_backend().has_repository("late")
    assert not [t for t in threading.enumerate() if t.name == "ecr-public-connection"]


def signed_request(operation: str, body: bytes) -> bytes:
    scope = "AKID/20260101/us-east-1/ecr-public/aws4_request"
    head = (
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
        f"Authorization: AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0\r\n"
        f"X-Amz-Target: SpencerFrontendService.{operation}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def test_the_last_answer_is_whole(server: ECRPublicServer) -> None:
    """What the test above sends late is answered in time."""
    with socket.create_connection((server.host, server.port), timeout=60) as connection:
        connection.sendall(signed_request("CreateRepository", b'{"repositoryName": "early"}'))
        assert connection.recv(12) == b"HTTP/1.1 200"
    assert get_backend().has_repository("early")


@pytest.mark.parametrize("address", [{"host": ""}, {"port": 70_000}, {"port": -1}])
def test_address_that_is_none(address: Any) -> None:
    (parameter,) = address
    with pytest.raises(ValueError, match=f"^{parameter} must be"), ecr_public_server(**address):
        pass


def test_taken_port_is_an_error(server: ECRPublicServer) -> None:
    with pytest.raises(OSError), ecr_public_server(port=server.port):
        pass
    make_client(server.url).describe_repositories()


def test_is_quiet(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    with ecr_public_server() as server:
        make_client(server.url).describe_repositories()
    assert capfd.readouterr() == ("", "")
    assert not [record for record in caplog.records if record.name == "werkzeug"]


def test_state_ends_with_the_last_server() -> None:
    """In a process of its own, where no other server runs."""
    program = """
from ecrpublic_models.testing import ecr_public_server, get_backend
with ecr_public_server():
    with ecr_public_server():
        get_backend().call("CreateRepository", {"repositoryName": "app"})
    assert get_backend().has_repository("app")
assert not get_backend().has_repository("app")
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_filled_before_serving() -> None:
    get_backend().call("CreateRepository", {"repositoryName": "app"})
    with ecr_public_server() as server:
        assert make_client(server.url).describe_repositories()["repositories"]


def test_reset_over_http(server: ECRPublicServer) -> None:
    client = make_client(server.url)
    client.create_repository(repositoryName="app")
    reset = urllib.request.Request(f"{server.url}/moto-api/reset", method="POST")
    urllib.request.urlopen(reset).close()
    assert client.describe_repositories()["repositories"] == []
    client.create_repository(repositoryName="app")


def test_many_clients_at_once(server: ECRPublicServer) -> None:
    client = make_client(server.url)
    client.create_repository(repositoryName="app")

    def push(number: int) -> None:
        client.put_image(
            repositoryName="app", imageManifest=image_manifest(str(number)), imageTag="latest"
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(push, range(80)))
    images = client.describe_images(repositoryName="app")["imageDetails"]
    assert len({image["imageDigest"] for image in images}) == 80
    assert sum("imageTags" in image for image in images) == 1
    times = [image["imagePushedAt"] for image in images]
    assert times == sorted(times)
