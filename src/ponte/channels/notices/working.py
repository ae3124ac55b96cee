"""The worker's loop: mails and digests whose time has come, and promises that are near. Database work only."""

from __future__ import annotations

import logging
import threading

from django.db import connection

from ponte.channels.notices import digesting, foretelling, mailing

log = logging.getLogger("ponte.worker")
EVERY = 2.0  # seconds


def run_forever(stop: threading.Event) -> None:
    """Look every other second until `stop` is set; any number of workers may."""
    while not stop.is_set():
        try:
            foretelling.look()
            while mailing.mail_due() == mailing.BATCH:
                pass
            while digesting.digest_due() == digesting.BATCH:
                pass
        except Exception:
            log.exception("notices stumbled and go on")
            connection.close()
        stop.wait(EVERY)
