"""The live feed: one journal follower for each web process, fanned out to its listeners.

Live updates cannot wait for the horizon of durable consumers (one long transaction would freeze every
screen), so they follow ids with `Gaps`. What is sent says only *that* something changed.

A listener resumes from a *position*: the oldest transaction still running when it last heard. Whatever it
can have missed was written by that transaction or a later one; a few changes may be told twice, none never.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psycopg
from django.db import connection

from ponte.events.gaps import Gaps
from ponte.events.recording import CHANNEL

log = logging.getLogger(__name__)

POLL = 0.25
PRESENCE_CHANNEL = "ponte_presence"
PEOPLE_CHANNEL = "ponte_people"  # "3,8": agents who have something new of their own
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
    """Changes read together; `resume` is the position from which a listener may ask again without loss."""

    changes: Sequence[Change] = ()
    presence: Sequence[str] = ()
    resume: int = 0
    people: frozenset[int] = frozenset()


def position() -> int:
    """Where a page that is rendered now must begin to listen so that it misses nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


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

    async def replay(self, position: int) -> Burst | None:
        """What may have been missed since `position`; None when it is too much and the page should load anew."""
        async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as link:
            rows = await link.execute(
                f"SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, {COLUMNS} FROM events_event"
                " WHERE txid >= %s::text::xid8 ORDER BY id LIMIT %s",
                [position, REPLAY_LIMIT],
            )
            found = await rows.fetchall()
        if len(found) == REPLAY_LIMIT:
            return None
        return Burst([Change(*row[1:]) for row in found], resume=found[0][0] if found else position)

    async def _follow_forever(self) -> None:
        gaps: Gaps | None = None
        while self._listeners:
            try:
                async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as link:
                    await link.execute(f"LISTEN {CHANNEL}")
                    await link.execute(f"LISTEN {PRESENCE_CHANNEL}")
                    await link.execute(f"LISTEN {PEOPLE_CHANNEL}")
                    gaps = gaps or await self._start(link)
                    while self._listeners:
                        await self._step(link, gaps)
            except (psycopg.Error, OSError):
                log.warning("the live feed lost the database; trying again in a second", exc_info=True)
                await asyncio.sleep(1)

    async def _start(self, link: psycopg.AsyncConnection) -> Gaps:
        row = await (await link.execute("SELECT coalesce(max(id), 0) FROM events_event")).fetchone()
        assert row
        gaps = Gaps(row[0])
        gaps.missing = dict.fromkeys(range(max(1, row[0] - 100), row[0]), time.monotonic())
        known = await link.execute("SELECT id FROM events_event WHERE id > %s", [row[0] - 101])
        gaps.saw([found for (found,) in await known.fetchall()], time.monotonic())
        return gaps

    async def _step(self, link: psycopg.AsyncConnection, gaps: Gaps) -> None:
        presence: list[str] = []
        people: set[int] = set()
        async for notice in link.notifies(timeout=POLL, stop_after=1):
            if notice.channel == PRESENCE_CHANNEL:
                presence.append(notice.payload)
            elif notice.channel == PEOPLE_CHANNEL:
                people.update(map(int, notice.payload.split(",")))
        rows = await link.execute(
            f"SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, {COLUMNS} FROM events_event"
            " WHERE id > %s OR id = ANY(%s) ORDER BY id LIMIT 2000",
            [gaps.last, list(gaps.missing)],
        )
        found = await rows.fetchall()
        changes = [Change(*row[1:]) for row in found]
        gaps.saw([change.id for change in changes], time.monotonic())
        if changes or presence or people:
            self._tell(Burst(changes, presence, found[0][0] if found else 0, frozenset(people)))

    def _tell(self, burst: Burst) -> None:
        for queue in list(self._listeners):
            try:
                queue.put_nowait(burst)
            except asyncio.QueueFull:
                self._listeners.discard(queue)  # its connection is stuck; the browser resumes by itself
