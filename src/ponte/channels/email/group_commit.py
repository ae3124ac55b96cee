"""Stores mails of many senders with few commits: what waits while one commit runs goes into the next.

A sender is answered only when their mail is committed, so nothing is promised early; the disk is asked once
for all of them, so twenty senders do not pay for twenty commits.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError, connection

from ponte.channels.email.storing import Delivery, store_many

log = logging.getLogger(__name__)
THREADS = 2
MOST = 64
MOST_BYTES = 16_000_000
IDLE = 1.0  # seconds after which a connection is tried before it is trusted


@dataclass(slots=True)
class Waiting:
    """A mail and whom to tell."""

    delivery: Delivery
    loop: asyncio.AbstractEventLoop
    told: asyncio.Future[None]


@dataclass
class Keeper:
    """Some threads with a database connection each. Use it from one event loop."""

    queue: deque[Waiting] = field(default_factory=deque)
    wake: threading.Condition = field(default_factory=threading.Condition)
    stopping: bool = False
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self.threads = [threading.Thread(target=self._work, name=f"keeper-{n}", daemon=True) for n in range(THREADS)]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Store what waits and end."""
        with self.wake:
            self.stopping = True
            self.wake.notify_all()
        for thread in self.threads:
            thread.join(timeout=4)

    async def keep(self, delivery: Delivery) -> None:
        """Return when the mail is committed; raises what the database raised."""
        loop = asyncio.get_running_loop()
        waiting = Waiting(delivery, loop, loop.create_future())
        with self.wake:
            self.queue.append(waiting)
            self.wake.notify()
        await waiting.told

    def _work(self) -> None:
        used = 0.0
        while group := self._next():
            if time.monotonic() - used > IDLE:
                _try_connection()
            self._store(group)
            used = time.monotonic()
        connection.close()

    def _next(self) -> list[Waiting]:
        with self.wake:
            while not self.queue and not self.stopping:
                self.wake.wait()
            group: list[Waiting] = []
            size = 0
            while self.queue and len(group) < MOST and (not group or size < MOST_BYTES):
                size += len(self.queue[0].delivery.raw)
                group.append(self.queue.popleft())
            return group

    def _store(self, group: Sequence[Waiting]) -> None:
        try:
            store_many([waiting.delivery for waiting in group])
        except Exception as error:
            if isinstance(error, DatabaseError | InterfaceError):
                _leave_broken_connection()
            if len(group) == 1 or not connection_works():
                for waiting in group:
                    _tell(waiting, error)
                return
            for waiting in group:  # one of them may be at fault; the others are not to suffer
                self._store([waiting])
            return
        for waiting in group:
            _tell(waiting, None)


def connection_works() -> bool:
    """Whether the database can be reached at all."""
    try:
        connection.ensure_connection()
    except DatabaseError:
        return False
    return connection.is_usable()


def _try_connection() -> None:
    """A database that was restarted leaves a dead connection behind: better found before than during a commit."""
    if connection.connection is not None and not connection.is_usable():
        connection.close()


def _leave_broken_connection() -> None:
    if connection.connection is not None and not connection.is_usable():
        connection.close()


def _tell(waiting: Waiting, error: Exception | None) -> None:
    def tell() -> None:
        if not waiting.told.done():
            if error is None:
                waiting.told.set_result(None)
            else:
                waiting.told.set_exception(error)

    try:
        waiting.loop.call_soon_threadsafe(tell)
    except RuntimeError:
        log.info("a sender was gone before their mail was stored")  # the loop has ended with the process
