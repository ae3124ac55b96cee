"""The web role: granian in this process, one port for pages and the live feed."""

from __future__ import annotations

import asyncio
import logging
import threading
import urllib.request

from ponte.config.environment import Environment
from ponte.config.reading import bracketed
from ponte.config.roles.role import Ready

log = logging.getLogger("ponte.web")
GRACE = 3.0  # seconds that requests in flight have to end; streams never do


def run(settings: Environment, stop: threading.Event, ready: Ready) -> None:
    """Serve until `stop` is set; calls `ready` once a page has been answered."""
    asyncio.run(serve(settings, stop, ready))


async def serve(settings: Environment, stop: threading.Event, ready: Ready) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.server.embed import Server

    from ponte.config.asgi import application

    logging.getLogger("_granian").setLevel(logging.ERROR)
    server = Server(
        application, address=settings.host, port=settings.port, interface=Interfaces.ASGINL,
        http=HTTPModes.http1, websockets=False, backlog=1024, log_enabled=False,
    )  # fmt: skip
    serving = asyncio.create_task(server.serve())
    answering = asyncio.create_task(asyncio.to_thread(wait_answer, settings, stop))
    await asyncio.wait({serving, answering}, return_when=asyncio.FIRST_COMPLETED)
    if answering.done() and answering.result():
        log.info("pages at %s", settings.address)
        ready()
    stopping = asyncio.create_task(asyncio.to_thread(stop.wait))
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        stop.set()
        serving.result()
        raise RuntimeError("the web server ended by itself")
    server.stop()
    await asyncio.wait({serving}, timeout=GRACE)


def wait_answer(settings: Environment, stop: threading.Event) -> bool:
    """Ask our own door until it answers; False when we are told to stop first."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    address = f"http://{bracketed(host)}:{settings.port}/health"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while not stop.wait(0.03):
        try:
            with opener.open(address, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            continue
    return False
