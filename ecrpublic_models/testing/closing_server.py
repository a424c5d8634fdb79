"""A WSGI server that ends its connections when it closes."""

from __future__ import annotations

from contextlib import suppress
from socket import SHUT_RDWR
from threading import Thread, current_thread
from typing import TYPE_CHECKING

from werkzeug.serving import ThreadedWSGIServer

if TYPE_CHECKING:
    from socket import socket

    from _typeshed.wsgi import WSGIApplication
    from werkzeug.serving import WSGIRequestHandler

__all__ = ["ClosingServer"]


class ClosingServer(ThreadedWSGIServer):
    """Handles each connection in a thread of its own, and waits for all of them when it closes.

    werkzeug forgets such threads. One whose client takes its time would then answer after the
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
        self._connections: dict[Thread, socket] = {}  # before werkzeug, which closes a first socket
        super().__init__(host, port, app, handler, fd=fd)

    def process_request(
        self, request: socket | tuple[bytes, socket], client_address: object
    ) -> None:
        """Handle a new connection, and remember those that are not done."""
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
        """Stop listening, and end all connections. Only for after the loop that serves.

        Waits for what is being answered, without a limit; not from within that.
        """
        super().server_close()
        for thread, connection in self._connections.items():
            with suppress(OSError):  # closed already
                connection.shutdown(SHUT_RDWR)
            if thread is not current_thread():
                thread.join()
