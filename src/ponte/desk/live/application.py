"""`GET /live`: an endless `text/event-stream`, as a raw ASGI application so that it holds no thread.

Events: `changed` {ticket, customer, kind, actor, event}, `presence` {ticket, agent, name, mode},
`notices` when the reader's own notices changed, and `reload` when too much was missed. `?after=<position>` or
`Last-Event-ID` resumes; see `ponte.events.feed`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from django.db import connections

from ponte.desk.live import audience
from ponte.events.feed import Burst, Change, Feed
from ponte.team.models import Agent

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEARTBEAT = 15.0  # seconds of silence after which a comment keeps proxies from closing the stream
RECHECK = 30.0  # seconds after which the session is looked at again
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

_threads = ThreadPoolExecutor(4, thread_name_prefix="live")
_feed: Feed | None = None


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one listener until it leaves or its session ends."""
    if scope["method"] != "GET":
        return await _refuse(send, 405, b"only GET")
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    cookie = headers.get(b"cookie", "")
    agent = await _in_thread(audience.agent_from, cookie)
    if agent is None:
        return await _refuse(send, 401, b"sign in first")
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await _write(send, "retry: 1000\n\n")
    leaving = asyncio.create_task(_left(receive))
    speaking = asyncio.create_task(_speak(send, agent, cookie, _resume_position(scope, headers)))
    done, pending = await asyncio.wait({leaving, speaking}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    if speaking in done and speaking.exception() is None:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    return None


async def _speak(send: Send, agent: Agent, cookie: str, after: int | None) -> None:
    feed = _the_feed()
    checked = time.monotonic()
    async with feed.listen() as queue:
        if after is not None:
            missed = await feed.replay(after)
            await _write(send, "event: reload\ndata: {}\n\n" if missed is None else await _told(missed, agent))
        while True:
            try:
                burst = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                burst = None
            if time.monotonic() - checked > RECHECK or (burst and _touches_people(burst)):
                found = await _in_thread(audience.agent_from, cookie)
                if found is None:
                    return await _write(send, "event: signed_out\ndata: {}\n\n")
                agent, checked = found, time.monotonic()
            await _write(send, ": still here\n\n" if burst is None else await _told(burst, agent))


async def _told(burst: Burst, agent: Agent) -> str:
    presences = [_presence(word) for word in burst.presence]
    wanted = {change.ticket_id for change in burst.changes if change.ticket_id} | {
        ticket for ticket, _agent, _mode in presences
    }
    seen = await _in_thread(audience.visible, agent, wanted)
    parts = [
        _event("changed", _change(change), burst.resume)
        for change in burst.changes
        if change.ticket_id is None or change.ticket_id in seen
    ]
    for ticket, who, mode in presences:
        if ticket in seen and who != agent.pk:
            name = await _in_thread(audience.name_of, who)
            parts.append(_event("presence", {"ticket": ticket, "agent": who, "name": name, "mode": mode}))
    if agent.pk in burst.people:
        parts.append(_event("notices", {}))
    return "".join(parts)


def _change(change: Change) -> dict[str, Any]:
    return {
        "ticket": change.ticket_id,
        "customer": change.customer_id,
        "kind": change.kind,
        "actor": change.actor,
        "event": change.id,
    }


def _event(name: str, data: dict[str, Any], resume: int = 0) -> str:
    position = f"id: {resume}\n" if resume else ""
    return f"{position}event: {name}\ndata: {json.dumps(data)}\n\n"


def _presence(word: str) -> tuple[int, int, str]:
    ticket, agent, mode = word.split(":")
    return int(ticket), int(agent), mode


def _touches_people(burst: Burst) -> bool:
    return any(change.kind.startswith(("agent.", "team.")) for change in burst.changes)


def _resume_position(scope: Scope, headers: dict[bytes, str]) -> int | None:
    asked = headers.get(b"last-event-id") or next(_asked_after(scope), "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 20 else None


def _asked_after(scope: Scope) -> Iterator[str]:
    yield from parse_qs(scope.get("query_string", b"").decode("latin-1")).get("after", [])


def _the_feed() -> Feed:
    global _feed
    if _feed is None:
        _feed = Feed(_dsn())
    return _feed


def _dsn() -> str:
    from psycopg.conninfo import make_conninfo

    parameters = connections["default"].get_connection_params()
    names = ("host", "port", "user", "password", "dbname", "sslmode", "options")
    return make_conninfo(**{name: parameters[name] for name in names if parameters.get(name)})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _in_thread(function: Callable[..., Any], *arguments: Any) -> Any:
    return await asyncio.get_running_loop().run_in_executor(_threads, function, *arguments)


async def _write(send: Send, text: str) -> None:
    if text:
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _refuse(send: Send, status: int, words: bytes) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": words})
