"""The live feed: one journal follower for each web process, fanned out to its listeners.

Live updates cannot wait for the horizon of durable consumers (one long transaction would freeze every
screen), so they follow ids with `Gaps`. What is sent says only *that* something changed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psycopg

from ponte.events.gaps import Gaps
from ponte.events.recording import CHANNEL

log = logging.getLogger(__name__)

POLL = 0.25
PRESENCE_CHANNEL = "ponte_presence"
REPLAY_LIMIT = 5000
COLUMNS = "id, kind, ticket_id, customer_id, actor"


@dataclass(frozen=True, slots=True)
class Change:
    """What listeners are told of one event."""

    id: int
    kind: str
    ticket_id: int | None
    customer_id: int | None
    actor: str


@dataclass(frozen=True, slots=True)
class Burst:
    """Changes read together; `resume` is the id from which a listener may ask again without loss."""

    changes: Sequence[Change] = ()
    presence: Sequence[str] = ()
    resume: int = 0


class Feed:
    """Follows the journal while anybody listens."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._listeners: set[asyncio.Queue[Burst]] = set()
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def listen(self) -> AsyncIterator[asyncio.Queue[Burst]]:
        """A queue that receives every burst from now on."""
        queue: asyncio.Queue[Burst] = asyncio.Queue(maxsize=1000)
        self._listeners.add(queue)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._follow_forever())
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    async def replay(self, after: int) -> Burst | None:
        """What happened after `after`; None when it is too much and the page should load anew."""
        async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as connection:
            rows = await connection.execute(
                f"SELECT {COLUMNS} FROM events_event WHERE id > %s ORDER BY id LIMIT %s",
                [after, REPLAY_LIMIT],
            )
            changes = [Change(*row) for row in await rows.fetchall()]
        if len(changes) == REPLAY_LIMIT:
            return None
        return Burst(changes=changes, resume=max([after, *(change.id for change in changes)]))

    async def _follow_forever(self) -> None:
        gaps: Gaps | None = None
        while self._listeners:
            try:
                async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    await connection.execute(f"LISTEN {PRESENCE_CHANNEL}")
                    gaps = gaps or await self._start(connection)
                    while self._listeners:
                        await self._step(connection, gaps)
            except (psycopg.Error, OSError):
                log.warning("the live feed lost the database; trying again in a second", exc_info=True)
                await asyncio.sleep(1)

    async def _start(self, connection: psycopg.AsyncConnection) -> Gaps:
        row = await (await connection.execute("SELECT coalesce(max(id), 0) FROM events_event")).fetchone()
        assert row
        gaps = Gaps(row[0])
        gaps.missing = dict.fromkeys(range(max(1, row[0] - 100), row[0]), time.monotonic())
        known = await connection.execute("SELECT id FROM events_event WHERE id > %s", [row[0] - 101])
        gaps.saw([found for (found,) in await known.fetchall()], time.monotonic())
        return gaps

    async def _step(self, connection: psycopg.AsyncConnection, gaps: Gaps) -> None:
        presence: list[str] = []
        async for notice in connection.notifies(timeout=POLL, stop_after=1):
            if notice.channel == PRESENCE_CHANNEL:
                presence.append(notice.payload)
        rows = await connection.execute(
            f"SELECT {COLUMNS} FROM events_event WHERE id > %s OR id = ANY(%s) ORDER BY id LIMIT 2000",
            [gaps.last, list(gaps.missing)],
        )
        changes = [Change(*row) for row in await rows.fetchall()]
        gaps.saw([change.id for change in changes], time.monotonic())
        if changes or presence:
            self._tell(Burst(changes, presence, gaps.safe))

    def _tell(self, burst: Burst) -> None:
        for queue in list(self._listeners):
            try:
                queue.put_nowait(burst)
            except asyncio.QueueFull:
                self._listeners.discard(queue)  # its connection is stuck; the browser resumes by itself
