"""Processes for tests that kill them: `python -m ponte.channels.email.tests.working work | receive PORT`."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

SOURCE = Path(__file__).parents[4]


def start(*what: str) -> subprocess.Popen[bytes]:
    """A worker (or a receiver) on the test's database, until it is killed."""
    from django.conf import settings

    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PONTE_DATA": str(settings.DATA)}
    environment["DJANGO_SETTINGS_MODULE"] = "ponte.config.settings"
    return subprocess.Popen([sys.executable, "-m", __name__, *(what or ("work",))], env=environment)


if __name__ == "__main__":
    import django

    django.setup()
    from ponte.channels.email import claiming, processing, receiving_smtp

    if sys.argv[1] == "receive":
        reception = receiving_smtp.Reception(port=int(sys.argv[2]), name="mx.velora.example")
        receiving_smtp.run(threading.Event(), lambda: None, reception)
    claiming.BATCH = 7  # many small ones, so that a kill meets one half-way
    processing.run_forever(threading.Event())
