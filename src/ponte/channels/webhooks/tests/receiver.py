"""A real receiver of webhooks on the loopback, that verifies with the public library."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook


@dataclass
class Heard:
    """One request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def data(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    def verified_by(self, secret: str) -> Any:
        """The payload as the public library gives it; it raises when the signature is wrong."""
        return Webhook(secret).verify(self.body, self.headers)


Manner = Callable[[BaseHTTPRequestHandler, Heard], None]


def answering(status: int, body: bytes = b"", **headers: str) -> Manner:
    """Answer so."""

    def answer(handler: BaseHTTPRequestHandler, _heard: Heard) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def dropping(handler: BaseHTTPRequestHandler, _heard: Heard) -> None:
    """Close without a word."""
    handler.close_connection = True


def dripping(handler: BaseHTTPRequestHandler, _heard: Heard) -> None:
    """Begin an answer that never ends, a byte now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    try:
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass
    handler.close_connection = True


@dataclass
class Receiver:
    """`manners`: how the next requests are answered, one each; then `usually`."""

    port: int
    heard: list[Heard] = field(default_factory=list)
    manners: list[Manner] = field(default_factory=list)
    usually: Manner = field(default_factory=lambda: answering(204))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks?from=ponte"

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.heard]

    def ids_of(self, ticket: int) -> list[str]:
        """The ids of what was told of a ticket, in the order in which it came."""
        return [each.id for each in self.heard if each.data["data"]["ticket"]["id"] == ticket]

    @property
    def types(self) -> list[str]:
        return [each.data["type"] for each in self.heard]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen on a free port."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            heard = Heard(self.path, headers, body, time.monotonic())
            with lock:
                receiver.heard.append(heard)
                manner = receiver.manners.pop(0) if receiver.manners else receiver.usually
            manner(self, heard)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a connection that was cut is what some tests want

    server = Server(("127.0.0.1", 0), Handler)
    receiver = Receiver(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
