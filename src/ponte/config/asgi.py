"""The web's one door: the live feed is raw ASGI and holds no thread, everything else is Django's WSGI."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from ponte.config import environment, proxies
from ponte.config.wsgi import application as pages
from ponte.desk.live.application import application as live

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ponte.config.settings")

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_settings = environment.current()
_django = cast(Any, WSGIMiddleware(pages, workers=_settings.web_threads))


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one request."""
    if scope["type"] != "http":
        raise RuntimeError(f"only HTTP is spoken here, not {scope['type']}")
    proxies.correct(scope, _settings.trusted_proxies)
    if scope["path"] == "/live":
        return await live(scope, receive, send)
    await _django(scope, _whole(receive), send)
    return None


def _whole(receive: Receive) -> Receive:
    """A body that breaks off is an error to its reader: it must never pass for a shorter one."""

    async def guarded() -> dict[str, Any]:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the sender left in the middle of the request")
        return message

    return guarded
