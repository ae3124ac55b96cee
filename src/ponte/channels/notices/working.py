"""The worker's loop: mails and digests whose time has come, and promises that are near. Database work only.

What fails altogether ends the loop, which the worker begins again.
"""

from __future__ import annotations

import threading

from ponte.channels.notices import digesting, foretelling, mailing

EVERY = 2.0  # seconds


def run_forever(stop: threading.Event) -> None:
    """Look every other second until `stop` is set; any number of workers may."""
    while not stop.is_set():
        foretelling.look()
        while mailing.mail_due() == mailing.BATCH:
            pass
        while digesting.digest_due() == digesting.BATCH:
            pass
        stop.wait(EVERY)
