"""One POST to a receiver: no redirects, a limit on time and on what is read of the answer."""

from __future__ import annotations

import contextlib
import http.client
import ssl
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from ponte.channels.webhooks.connecting import Closed, Encrypted, NoSuchHost, Plain
from ponte.channels.webhooks.watching import Watch

TIME = 15.0  # seconds for all of it
KEPT = 4096  # bytes of the answer
MOST = 65_536  # bytes of it that are read, so that the connection can be used again
IDLE = 8.0  # seconds that a connection waits for its next use
STALE = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)
Place = tuple[str, str, int]


@dataclass(frozen=True)
class Answer:
    """What came of it. `status` None: there was no answer, and `error` says why in a word. `took` in ms."""

    status: int | None
    text: str = ""
    retry_after: str = ""
    error: str = ""
    detail: str = ""
    took: int = 0

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Poster:
    """Keeps connections open between deliveries; any number of threads may post at once."""

    def __init__(self, seconds: float = TIME) -> None:
        self.seconds = seconds
        self._watch = Watch()
        self._lock = threading.Lock()
        self._idle: dict[Place, list[tuple[http.client.HTTPConnection, float]]] = defaultdict(list)

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send it; whatever goes wrong is an answer too."""
        begun = time.monotonic()
        try:
            answer = self._post(url, body, headers, begun)
        except Exception as error:
            code = _code(error)
            answer = Answer(None, error=code, detail="" if code == "closed" else _words(error))
        return _timed(answer, begun)

    def _post(self, url: str, body: bytes, headers: dict[str, str], begun: float) -> Answer:
        parts = urlsplit(url)
        place = (parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        used = self._take(place)
        if used is not None:
            try:
                return self._ask(used, place, path, body, headers, begun)
            except STALE:  # it was closed while nobody used it
                pass
        return self._ask(self._open(place), place, path, body, headers, begun)

    def _open(self, place: Place) -> http.client.HTTPConnection:
        scheme, host, port = place
        kind = Encrypted if scheme == "https" else Plain
        return kind(host, port, timeout=self.seconds)

    def _ask(
        self,
        connection: http.client.HTTPConnection,
        place: Place,
        path: str,
        body: bytes,
        headers: dict[str, str],
        begun: float,
    ) -> Answer:
        left = max(0.1, self.seconds - (time.monotonic() - begun))
        try:
            with self._watch.over(connection, left):
                connection.request("POST", path, body, headers)
                response = connection.getresponse()
                read = response.read(MOST)
                whole = response.isclosed() or response.length == 0
        except BaseException:
            connection.close()
            raise
        if whole and not response.will_close:
            self._keep(place, connection)
        else:
            connection.close()
        text = read[:KEPT].decode("utf-8", "replace").replace("\x00", "")
        return Answer(response.status, text, response.headers.get("Retry-After", ""))

    def _take(self, place: Place) -> http.client.HTTPConnection | None:
        with self._lock:
            while self._idle[place]:
                connection, since = self._idle[place].pop()
                if time.monotonic() - since < IDLE:
                    return connection
                connection.close()
        return None

    def _keep(self, place: Place, connection: http.client.HTTPConnection) -> None:
        with self._lock:
            self._idle[place].append((connection, time.monotonic()))

    def close(self) -> None:
        """Let go of what waits."""
        with self._lock:
            for connections in self._idle.values():
                for connection, _since in connections:
                    with contextlib.suppress(OSError):
                        connection.close()
            self._idle.clear()


def _code(error: Exception) -> str:
    known: list[tuple[type[Exception] | tuple[type[Exception], ...], str]] = [
        (Closed, "closed"),
        (NoSuchHost, "no_such_host"),
        (TimeoutError, "timeout"),
        (ssl.SSLError, "tls"),
        (STALE, "dropped"),
        ((http.client.HTTPException, ValueError), "broken"),
        (OSError, "no_connection"),
    ]
    return next((code for kind, code in known if isinstance(error, kind)), "broken")


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__).replace("\x00", "")[:500]


def _timed(answer: Answer, begun: float) -> Answer:
    took = round((time.monotonic() - begun) * 1000)
    return Answer(answer.status, answer.text, answer.retry_after, answer.error, answer.detail, took)
