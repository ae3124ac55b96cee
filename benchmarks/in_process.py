"""Requests straight into the WSGI application: no network, one thread; with what each costs the database."""

from __future__ import annotations

import io
import time
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from benchmarks.progress import Progress
from benchmarks.timing import repeat
from ponte.team.models import Agent


class Caller:
    """A signed-in person's browser, without the browser."""

    def __init__(self, agent: Agent) -> None:
        from ponte.config.wsgi import application

        self.application = application
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(agent.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
        session.create()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    def get(self, address: str) -> int:
        """The status; the body is read to its end."""
        path, _, query = address.partition("?")
        status: list[str] = []
        body = self.application(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "SERVER_NAME": "127.0.0.1",
                "SERVER_PORT": "8000",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": "127.0.0.1",
                "HTTP_HOST": "127.0.0.1:8000",
                "HTTP_COOKIE": self.cookie,
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(),
                "wsgi.errors": io.StringIO(),
                "wsgi.version": (1, 0),
                "wsgi.multithread": True,
                "wsgi.multiprocess": False,
                "wsgi.run_once": False,
            },
            lambda line, headers, trouble=None: status.append(line),
        )
        for _ in body:
            pass
        if hasattr(body, "close"):
            body.close()
        return int(status[0].split()[0])


class Queries:
    """Counts statements and their time while it is active."""

    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - begun


def measure(world: dict[str, Any], seconds: float, say: Progress) -> dict[str, Any]:
    """p50 and p95 of each page, with its number of queries and their milliseconds."""
    callers = {
        "coordinator": Caller(Agent.objects.get(email="giulia.ferri@velora.example")),
        "agent": Caller(Agent.objects.get(email="olena.kovalenko@velora.example")),
    }
    found = {}
    for name, who, addresses in pages(world):
        caller = callers[who]
        begun = caller.get(addresses[0])
        if begun != 200:
            say.say(f"{name}: answered {begun}, left out")
            continue
        found[name] = repeat(lambda n, c=caller, a=addresses: c.get(a[n % len(a)]), seconds) | _costs(
            caller, addresses
        )
        say.say(f"{name}: {found[name]['p50_ms']} ms")
    return found


def _costs(caller: Caller, addresses: list[str]) -> dict[str, Any]:
    queries, rounds = Queries(), min(20, len(addresses) * 5)
    with connection.execute_wrapper(queries):
        for number in range(rounds):
            caller.get(addresses[number % len(addresses)])
    return {
        "queries": round(queries.count / rounds, 1),
        "query_ms": round(queries.seconds * 1000 / rounds, 2),
    }


def pages(world: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """What is measured: name, who asks, addresses taken in turn."""
    tickets = [f"/tickets/{number}" for number in world["long_tickets"][:50]]
    half = world["tickets"] // 2
    return [
        ("inbox, all (50 rows), coordinator", "coordinator", ["/inbox/all"]),
        ("inbox, team queue, agent", "agent", ["/inbox/team"]),
        ("inbox, all, agent", "agent", ["/inbox/all"]),
        ("inbox, mine, agent", "agent", ["/inbox/mine"]),
        ("inbox, everything by change, agent", "agent", ["/inbox/everything"]),
        ("ticket, 20 messages", "coordinator", tickets or ["/tickets/1"]),
        ("ticket, any old one", "coordinator", [f"/tickets/{number}" for number in range(half, half + 50)]),
        ("search, a rare word", "coordinator", [f"/inbox/everything?q=vb{n}" for n in range(4711, 4741)]),
        ("search, a common word", "coordinator", ["/inbox/everything?q=batteria"]),
        ("search, a name", "coordinator", [f"/inbox/everything?q=customer+{n}" for n in range(100, 130)]),
        ("search, a number", "coordinator", [f"/inbox/everything?q=%23{n}" for n in range(half, half + 30)]),
        ("customers, first page", "coordinator", ["/customers/"]),
    ]
