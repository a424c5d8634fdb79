"""The emulator's server answers programs of this machine alone; odd requests get a 4xx."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecrpublic_models.testing import ECRPublicServer, ecr_public_server, get_backend
from tests.emulator.conftest import make_client
from tests.emulator.test_server import signed_request


def send(server: ECRPublicServer, request: bytes) -> tuple[int, bytes]:
    """Send bytes, and give the status and all of the answer; 0 for none."""
    with socket.create_connection((server.host, server.port), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while received := connection.recv(65536):
                answer += received
        except ConnectionError:
            pass
    if answer.startswith(b"HTTP/"):
        return int(answer.split(b" ", 2)[1]), answer
    # As http.server answers what is no HTTP.
    return 400 if b"Error code: 400" in answer else 0, answer


def status_of(server: ECRPublicServer, headers: Mapping[str, str], path: str = "/") -> int:
    request = urllib.request.Request(
        server.url + path, data=b"{}", method="POST", headers={**HEADERS, **headers}
    )
    try:
        response = urllib.request.urlopen(request)
    except urllib.error.HTTPError as refusal:
        response = refusal
    with response:
        assert not [name for name in response.headers if "access-control" in name.lower()]
        return int(response.status)


HEADERS = {
    "Content-Type": "application/x-amz-json-1.1",
    "X-Amz-Target": "SpencerFrontendService.DescribeRegistries",
    "Authorization": (
        "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ecr-public/aws4_request, "
        "SignedHeaders=host, Signature=0"
    ),
}


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:80", "127.0.0.1", "127.8.9.1:99", "[::1]:5000", "a.b.localhost:1"],
)
def test_loopback_hosts_are_answered(server: ECRPublicServer, host: str) -> None:
    assert status_of(server, {"Host": host}) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "", "[::1",
     "api.ecr-public.us-east-1.amazonaws.com", "notlocalhost", "0.0.0.0", "evil.example#localhost"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/moto-api/reset", "/moto-api/data.json"])
def test_other_hosts_are_refused(server: ECRPublicServer, host: str, path: str) -> None:
    get_backend().call("CreateRepository", {"repositoryName": "kept"})
    assert status_of(server, {"Host": host}, path) == 403
    assert get_backend().has_repository("kept")
    get_backend().call("DeleteRepository", {"repositoryName": "kept"})


@pytest.mark.parametrize(
    "page",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/moto-api/reset"])
def test_web_pages_are_refused(server: ECRPublicServer, page: dict[str, str], path: str) -> None:
    get_backend().call("CreateRepository", {"repositoryName": "kept"})
    assert status_of(server, page, path) == 403
    assert get_backend().has_repository("kept")
    get_backend().call("DeleteRepository", {"repositoryName": "kept"})


def test_a_preflight_is_refused(server: ECRPublicServer) -> None:
    request = (
        b"OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://evil.example\r\n"
        b"Access-Control-Request-Method: POST\r\n\r\n"
    )
    status, answer = send(server, request)
    assert status == 403
    assert b"access-control-allow" not in answer.lower()


def test_its_own_pages_are_answered(server: ECRPublicServer) -> None:
    """moto's dashboard, which it serves itself."""
    own = f"http://{server.host}:{server.port}"
    assert status_of(server, {"Origin": own, "Sec-Fetch-Site": "same-origin"}) == 200


def test_the_host_that_it_listens_on_is_answered_however_it_is_written() -> None:
    with ecr_public_server(host="LocalHost") as server:
        assert status_of(server, {}) == 200


def test_on_all_addresses_those_and_this_machines_name_are_answered() -> None:
    with ecr_public_server(host="0.0.0.0") as server:
        for host in ("10.1.2.3:5000", "[fe80::1]", socket.gethostname(), "localhost"):
            assert status_of(server, {"Host": host}) == 200
        assert status_of(server, {"Host": "evil.example"}) == 403


REFUSED_REQUESTS: dict[str, bytes] = {
    "no JSON": signed_request("DescribeRegistries", b"{"),
    "a list": signed_request("DescribeRegistries", b"[]"),
    "no UTF-8": signed_request("DescribeRegistries", b'{"a": "\xff"}'),
    "deep": signed_request("DescribeRegistries", b"[" * 100_000),
    "a lone surrogate": signed_request("DescribeImages", b'{"repositoryName": "\\ud800"}'),
    "an enormous number": signed_request("DescribeRegistries", b'{"a": %s}' % (b"9" * 9999)),
    "no operation": signed_request("", b"{}"),
    "an unknown operation": signed_request("Nothing", b"{}"),
    "a name of Python's": signed_request("__init__", b"{}"),
    "no credentials": signed_request("X", b"{}").replace(b"Authorization:", b"Nothing:"),
    "credentials of an odd form": signed_request("X", b"{}").replace(b"Credential=AKID/", b"C/"),
    "an empty authorization": signed_request("X", b"{}").replace(b"AWS4-HMAC-SHA256 ", b""),
    "another scheme": signed_request("X", b"{}").replace(b"AWS4-HMAC-SHA256 ", b"Basic "),
    "a service that is not known": signed_request("X", b"{}").replace(b"ecr-public", b"nothing"),
    "a target of an odd form": signed_request("X", b"{}").replace(b"Service.", b"Service"),
    "no length": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n",
    "a negative length": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
    "no HTTP": b"hello\r\n\r\n",
    "an unknown method": b"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n",
}  # fmt: skip


@pytest.mark.parametrize("request_bytes", REFUSED_REQUESTS.values(), ids=REFUSED_REQUESTS)
def test_an_odd_request_is_a_4xx_and_nothing_is_printed(
    server: ECRPublicServer, request_bytes: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    status, _ = send(server, request_bytes)
    assert 400 <= status < 500 or (status == 501 and b"BREW" in request_bytes)
    assert capfd.readouterr().err == ""
    make_client(server.url).describe_registries()


names = st.sampled_from(
    ["Authorization", "X-Amz-Target", "Content-Type", "Host", "Content-Encoding", "Expect"]
)
texts = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=30)


@settings(max_examples=150)
@given(
    method=st.sampled_from(["POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS"]),
    path=st.text("abz/%._-?&=+\u00e9{}", max_size=15),
    changed=st.dictionaries(names, texts | st.none(), max_size=3),
    body=st.binary(max_size=40) | st.sampled_from([b"{}", b"Action=X&Version=1", b"<a/>"]),
)
def test_any_request_to_the_service_is_answered_without_a_500(
    server: ECRPublicServer,
    capfd: pytest.CaptureFixture[str],
    method: str,
    path: str,
    changed: dict[str, str | None],
    body: bytes,
) -> None:
    headers = {"Host": "localhost", **HEADERS, "Content-Length": str(len(body)), **changed}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value is not None)
    request = f"{method} /{path} HTTP/1.1\r\n{head}Connection: close\r\n\r\n".encode("latin-1")
    status, answer = send(server, request + body)
    assert status < 500, answer
    assert capfd.readouterr().err == ""
    json.dumps(answer.decode("latin-1"))
