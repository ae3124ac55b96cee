"""The worker role: jobs, the journal's consumers, mailboxes and outgoing mail, a thread each."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from importlib import import_module

from ponte.config.environment import Environment
from ponte.config.roles.role import Ready

log = logging.getLogger("ponte.worker")
Loop = Callable[[threading.Event], None]

# Each runs until its event is set, in a thread of its own, once in every worker process: so it claims its
# work in the database. An entry names `module:function`.
LOOPS = {
    "jobs": "ponte.config.roles.jobs:run_forever",
    "housekeeping": "ponte.config.roles.housekeeping:run_forever",
    "consumers": "ponte.events.consuming:run_forever",
    "deadlines": "ponte.tickets.sla.expiring:run_forever",
    "follow-ups": "ponte.tickets.following_up.ringing:run_forever",
    "routing": "ponte.tickets.routing.running:run_forever",
    "bulk changes": "ponte.tickets.bulk.working:run_forever",
    "watch": "ponte.tickets.watching.looking:run_forever",
    "scheduled replies": "ponte.tickets.later.sending:run_forever",
    "notices": "ponte.channels.notices.working:run_forever",
    "browser notifications": "ponte.channels.notices.pushing:run_forever",
    "mail in": "ponte.channels.email.processing:run_forever",
    "mailboxes": "ponte.channels.email.imap_loop:run_forever",
    "mail out": "ponte.channels.email.outgoing.sending:run_forever",
    "webhooks": "ponte.channels.webhooks.delivering:run_forever",
}
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between attempts at a loop that keeps failing


def run(settings: Environment, stop: threading.Event, ready: Ready) -> None:
    """Run every loop until `stop` is set."""
    loops = {name: found(path) for name, path in LOOPS.items()}
    threads = [
        threading.Thread(target=keep_running, args=(name, loop, stop), name=name, daemon=True)
        for name, loop in loops.items()
    ]
    for thread in threads:
        thread.start()
    log.info("working at %s", ", ".join(loops))
    ready()
    stop.wait()
    for thread in threads:
        thread.join()


def found(path: str) -> Loop:
    """The function that `module:function` names."""
    module, _, function = path.partition(":")
    loop: Loop = getattr(import_module(module), function)
    return loop


def keep_running(name: str, loop: Loop, stop: threading.Event) -> None:
    """Begin a loop again when it fails, a little later each time: one broken loop never ends the others.

    One that went well for a while begins again at once.
    """
    pause = SHORTEST_PAUSE
    while not stop.is_set():
        begun = time.monotonic()
        try:
            loop(stop)
        except Exception:
            log.exception("%s failed and begins again in %.1f s", name, pause)
        else:
            if not stop.is_set():
                log.error("%s ended by itself and begins again in %.1f s", name, pause)
        close_connection()
        if time.monotonic() - begun > LONGEST_PAUSE:
            pause = SHORTEST_PAUSE
        stop.wait(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def close_connection() -> None:
    """The thread's database connection may be the broken thing."""
    from django.db import connection

    connection.close()
