"""The emulator as an HTTP server on an address of this machine."""

from __future__ import annotations

import socket
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock, Thread, current_thread
from typing import TYPE_CHECKING

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from ecrpublic_models.testing._registration import register
from ecrpublic_models.testing.models import clear_registries

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["ECRPublicServer", "ecr_public_server"]

_LARGEST_PORT = 65_535
_SECONDS_TO_NOTICE_A_STOP = 0.02


@dataclass(frozen=True)
class ECRPublicServer:
    """A running server.

    Attributes:
        host: The address that it listens on.
        port: The port that it listens on.
    """

    host: str
    port: int

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

    Args:
        host: The address to listen on; `0.0.0.0` for all that this machine has.
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
            DomainDispatcherApplication(create_backend_app),
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
    """Handles requests without a line on stderr for each."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""
