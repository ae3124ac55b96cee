"""Two steps at once, in order: one thread parses the next mails while the other writes the last ones.

Parsing wants the processor and writing mostly waits for the database, so one worker does both in the time of
the longer. The order of arrival is kept.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence

from django.db import Error, connection

from ponte.channels.email.addressing import OurAddresses
from ponte.channels.email.arriving import Arrival

log = logging.getLogger(__name__)
Batch = tuple[Sequence[Arrival], OurAddresses]
AHEAD = 1  # batches that wait between the two


class Pipeline:
    """`prepare` gives the next batch (None: nothing waits), `settle` writes one; `rest` sleeps until woken."""

    def __init__(
        self, prepare: Callable[[], Batch | None], settle: Callable[[Batch], None], rest: Callable[[], None]
    ) -> None:
        self.prepare, self.settle, self.rest = prepare, settle, rest
        self.ready: queue.Queue[Batch | None] = queue.Queue(maxsize=AHEAD)

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; what is prepared by then is written."""
        writer = threading.Thread(target=self._write, name="mail-writer", daemon=True)
        writer.start()
        try:
            while not stop.is_set():
                try:
                    batch = self.prepare()
                    if batch is None:
                        self.rest()
                    else:
                        self.ready.put(batch)
                except Error:
                    log.exception("taking mail up lost its footing; going on in a second")
                    connection.close()
                    stop.wait(1)
        finally:
            self.ready.put(None)
            writer.join(timeout=4)

    def _write(self) -> None:
        try:
            while (batch := self.ready.get()) is not None:
                try:
                    self.settle(batch)
                except Exception:
                    # the mails stay leased and are taken up again when that ends
                    log.exception("writing mail lost its footing")
                    connection.close()
        finally:
            connection.close()
