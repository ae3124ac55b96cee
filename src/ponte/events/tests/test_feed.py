"""The live feed: late commits arrive, a reconnect misses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from ponte.desk.live.application import _dsn
from ponte.events import feed as feeds
from ponte.events.feed import Burst, Feed

pytestmark = pytest.mark.django_db(transaction=True)


async def _ids(queue: asyncio.Queue[Burst], count: int) -> list[int]:
    found: list[int] = []
    while len(found) < count:
        found += [change.id for change in (await asyncio.wait_for(queue.get(), 30)).changes]
    return found


async def test_changes_reach_every_listener(happen: Callable[[int], int]) -> None:
    feed = Feed(_dsn())
    async with feed.listen() as one, feed.listen() as two:
        await asyncio.sleep(0.3)
        number = await sync_to_async(happen)(1)
        assert await _ids(one, 1) == await _ids(two, 1) == [number]


async def test_a_late_commit_arrives_though_a_higher_id_was_first(
    happen: Callable[[int], int], uncommitted: Any
) -> None:
    feed = Feed(_dsn())
    async with feed.listen() as queue:
        await asyncio.sleep(0.3)
        with uncommitted(1) as late:
            early = await sync_to_async(happen)(2)
            assert await _ids(queue, 1) == [early]  # not held back by the open transaction
        assert await _ids(queue, 1) == [late]


async def test_a_reconnect_misses_nothing_not_even_what_was_uncommitted(
    happen: Callable[[int], int], uncommitted: Any
) -> None:
    feed = Feed(_dsn())
    with uncommitted(1) as late:
        await sync_to_async(happen)(2)
        position = await sync_to_async(feeds.position)()  # the page is rendered now; `late` is not on it
    burst = await feed.replay(position)
    assert burst is not None
    assert late in [change.id for change in burst.changes]


async def test_a_listener_that_does_not_read_is_let_go(happen: Callable[[int], int]) -> None:
    feed = Feed(_dsn())
    async with feed.listen() as queue:
        for _ in range(queue.maxsize):
            queue.put_nowait(Burst())
        feed._tell(Burst())
        assert feed._listeners == set()
