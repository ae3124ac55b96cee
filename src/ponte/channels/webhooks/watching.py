"""A limit for the whole of a conversation: time-outs of sockets begin anew with every byte that drips in."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator

STEP = 0.25  # seconds


class Watch:
    """Cuts connections whose time is over; one thread for all of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: dict[http.client.HTTPConnection, float] = {}
        self._cut: set[http.client.HTTPConnection] = set()
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def over(self, connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
        """Let the block have this connection for so long.

        Raises:
            TimeoutError: it was cut.
        """
        with self._lock:
            self._ends[connection] = time.monotonic() + seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="webhook watch", daemon=True)
                self._thread.start()
        try:
            yield
        except Exception as error:
            if self._was_cut(connection):
                raise TimeoutError from error
            raise
        if self._was_cut(connection):  # half an answer may look like a whole one
            raise TimeoutError

    def _was_cut(self, connection: http.client.HTTPConnection) -> bool:
        """Look no more after it; whether its time was over."""
        with self._lock:
            self._ends.pop(connection, None)
            cut = connection in self._cut
            self._cut.discard(connection)
            return cut

    def _run(self) -> None:
        while True:
            time.sleep(STEP)
            with self._lock:
                if not self._ends:
                    self._thread = None
                    return
                moment = time.monotonic()
                late = [each for each, end in self._ends.items() if end <= moment]
                self._cut.update(late)
                for each in late:
                    if each.sock is not None:
                        with contextlib.suppress(OSError):  # the plain one: TLS must not say goodbye first
                            socket.socket.shutdown(each.sock, socket.SHUT_RDWR)
