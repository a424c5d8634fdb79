"""The emulator as an HTTP server on an address of this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from threading import Lock, Thread, current_thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from ecrpublic_models.testing._registration import register
from ecrpublic_models.testing.distribution import is_for_distribution, respond
from ecrpublic_models.testing.models import clear_registries
from ecrpublic_models.testing.responses import TARGET_PREFIX

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask
    from moto.backends import SERVICE_NAMES

__all__ = ["ECRPublicServer", "ecr_public_server"]

_LARGEST_PORT = 65_535
_SECONDS_TO_NOTICE_A_STOP = 0.02


@dataclass(frozen=True)
class ECRPublicServer:
    """A running server."""

    host: str
    """The address that it listens on."""
    port: int
    """The port that it listens on."""

    @property
    def url(self) -> str:
        """What boto3 takes as `endpoint_url`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


@contextmanager
def ecr_public_server(*, host: str = "127.0.0.1", port: int = 0) -> Generator[ECRPublicServer]:
    """Run moto's server with ECR Public in it until the block ends.

    It is moto's own application in a thread of this process. So moto's other services are served
    too, and a POST to `/moto-api/reset` clears all state. State belongs to the process, as always
    with moto: what is in a registry (see `get_backend`) before the server starts is served, servers
    that run at once serve the same, and entering or leaving `mock_aws` clears it. When the last
    of these servers stops, all registries of ECR Public are cleared. Requests are not logged. A
    server ends its connections as it stops: nothing is answered after the block.

    Web pages are not answered, nor requests to another host than `localhost` (or a name under it),
    a loopback address, or `host`.

    Args:
        host: The address to listen on; `0.0.0.0` for all that this machine has. Then requests to
            any address, and to this machine's name, are answered.
        port: The port to listen on; by default any that is free.

    Raises:
        ValueError: The host is empty, or the port is not one of 0 to 65535.
        OSError: The address can't be listened on, such as a port that is taken.
    """
    if not host:
        raise ValueError("host must be an address; 0.0.0.0 means all that this machine has")
    if not 0 <= port <= _LARGEST_PORT:
        raise ValueError(f"port must be from 0 to {_LARGEST_PORT}, not {port}")
    register()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        server = _ClosingServer(
            host,
            port,
            _Guarded(DomainDispatcherApplication(_create_app), host),
            _QuietRequestHandler,
            fd=listening.fileno(),
        )
        bound_port = int(listening.getsockname()[1])
        thread = Thread(
            target=server.serve_forever,
            args=(_SECONDS_TO_NOTICE_A_STOP,),
            name="ecr-public-server",
            daemon=True,
        )
        with _running.one_more():
            thread.start()
            try:
                yield ECRPublicServer(host, bound_port)
            finally:
                server.shutdown()
                thread.join()
                server.server_close()


class _Guarded:
    """The application, for programs and not for web pages.

    moto answers whoever asks, and tells browsers that every page may. A page can send a request to
    a server of this machine, and with a name of its own that leads here it can read the response.

    Args:
        app: moto's application.
        listening_on: The address that the server listens on.
    """

    def __init__(self, app: WSGIApplication, listening_on: str) -> None:
        self._app = app
        self._listening_on = listening_on.lower()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(
            status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None
        ) -> Callable[[bytes], object]:
            kept = [(name, value) for name, value in headers if not _is_for_pages(name)]
            return start_response(status, kept, exc_info)

        host = environ.get("HTTP_HOST", "")
        if not self._is_ours(host):
            return _refuse(start, 403, "Forbidden", f"the host {host!r} is not this server's")
        origin = environ.get("HTTP_ORIGIN")
        foreign = environ.get("HTTP_SEC_FETCH_SITE") in {"cross-site", "same-site"}
        if foreign or origin not in {None, f"http://{host}"}:
            return _refuse(start, 403, "Forbidden", "web pages are not answered")
        path = environ.get("PATH_INFO", "")
        # What is signed is for one of moto's services, whatever its path.
        if is_for_distribution(path) and not _is_signed(environ):
            return _distribute(environ, start, path)
        if not environ.get("CONTENT_LENGTH", "0").isdecimal():
            return _refuse(start, 400, "BadRequest", "Content-Length is not a number")
        if _is_for_us(environ) and not _is_signed(environ):
            # moto takes what is not signed for a request to S3.
            code = "MissingAuthenticationTokenException"
            return _refuse(start, 400, code, "Missing Authentication Token")
        try:
            return self._app(environ, start)
        except ImportError as error:
            needed = f"moto needs {error.name} for this service: pip install 'moto[server]'"
            return _refuse(start, 501, "NotImplemented", needed)
        except Exception as error:  # noqa: BLE001 - moto raises what it comes across
            return _refuse(start, 400, "BadRequest", f"the request can't be read: {error!r}")

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name == self._listening_on or name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return _is_all_addresses(self._listening_on) and name == socket.gethostname().lower()
        # A page can't make its own name an address, only lead it to one.
        return address.is_loopback or _is_all_addresses(self._listening_on)


def _is_all_addresses(host: str) -> bool:
    return host in {"0.0.0.0", "::"}  # noqa: S104 - it is only compared


def _is_for_pages(header: str) -> bool:
    return header.lower().startswith("access-control-")


def _is_for_us(environ: WSGIEnvironment) -> bool:
    target: str = environ.get("HTTP_X_AMZ_TARGET", "")
    return target.startswith(f"{TARGET_PREFIX}.")


def _is_signed(environ: WSGIEnvironment) -> bool:
    signature: str = environ.get("HTTP_AUTHORIZATION", "")
    in_query = "X-Amz-Credential=" in environ.get("QUERY_STRING", "")
    return in_query or signature.startswith(("AWS4-", "AWS "))


def _distribute(environ: WSGIEnvironment, start: StartResponse, path: str) -> Iterable[bytes]:
    method = environ["REQUEST_METHOD"]
    response = respond(
        method,
        path,
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_AUTHORIZATION"),
        f"http://{environ.get('HTTP_HOST', '')}",
    )
    version = {"Docker-Distribution-API-Version": "registry/2.0"}
    length = {"Content-Length": str(len(response.body))}
    start(
        f"{response.status} {HTTPStatus(response.status).phrase}",
        list({**version, **length, **response.headers}.items()),
    )
    return [b"" if method == "HEAD" else response.body]


def _refuse(start: StartResponse, status: int, code: str, message: str) -> Iterable[bytes]:
    headers = [("Content-Type", "application/x-amz-json-1.1"), ("Connection", "close")]
    start(f"{status} {HTTPStatus(status).phrase}", headers)
    return [json.dumps({"__type": code, "message": message}).encode()]


def _create_app(service: SERVICE_NAMES) -> Flask:
    """Create moto's application of a service, whose errors come here and not to stderr."""
    app = create_backend_app(service)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


class _RunningServers:
    """Counts the servers that run, and clears the registries after the last one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0

    @contextmanager
    def one_more(self) -> Generator[None]:
        """Count a server until the block ends."""
        with self._lock:
            self._count += 1
        try:
            yield
        finally:
            with self._lock:
                self._count -= 1
                if not self._count:
                    clear_registries()


_running = _RunningServers()


class _ClosingServer(ThreadedWSGIServer):
    """Handles each connection in a thread of its own, and waits for all of them when it closes.

    werkzeug does not wait for such threads, so one with a slow client would answer after the
    server has stopped.
    """

    def __init__(
        self,
        host: str,
        port: int,
        app: WSGIApplication,
        handler: type[WSGIRequestHandler],
        fd: int,
    ) -> None:
        # Set before werkzeug's own constructor, which closes a first socket.
        self._connections: dict[Thread, socket.socket] = {}
        super().__init__(host, port, app, handler, fd=fd)

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Handle a new connection in a thread, and forget the connections that are done."""
        thread = Thread(
            target=self.process_request_thread,
            args=(request, client_address),
            name="ecr-public-connection",
            daemon=True,
        )
        thread.start()
        self._connections = {
            running: connection
            for running, connection in self._connections.items()
            if running.is_alive()
        }
        if not isinstance(request, tuple):  # as the base class has datagrams
            self._connections[thread] = request

    def server_close(self) -> None:
        """Stop listening, and end all connections, once the loop that serves has ended.

        Waits without a limit for requests that are being answered, but for one that calls this.
        """
        super().server_close()
        for thread, connection in self._connections.items():
            with suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RDWR)
            if thread is not current_thread():
                thread.join()


class _QuietRequestHandler(WSGIRequestHandler):
    """Handles requests without a line on stderr for each, nor for what is no HTTP."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""

    def log_error(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Log nothing: the client is told."""
