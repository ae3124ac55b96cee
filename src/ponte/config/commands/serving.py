"""Run all of Ponte on this machine: database, pages, live updates, worker and mail receiver.

Starts the embedded PostgreSQL unless DATABASE_URL (or --database-url) names one, brings the database to
this version, starts the roles and says when everything answers. Ctrl-C stops everything.

Examples:
  ponte serve
  ponte serve --demo
  ponte serve --data /var/lib/ponte --host 0.0.0.0 --public-url https://support.example.com
"""

from __future__ import annotations

import argparse
import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ponte.config import certificates, ports, running, starting
from ponte.config.cli import add_settings
from ponte.config.trouble import Trouble

log = logging.getLogger("ponte.serve")


def options(parser: argparse.ArgumentParser) -> None:
    add_settings(
        parser, "PONTE_HOST", "PONTE_PORT", "PONTE_MAIL_HOST", "PONTE_MAIL_PORT", "PONTE_PUBLIC_URL",
        "PONTE_SMTP_URL", "PONTE_DEMO",
    )  # fmt: skip


def run(given: argparse.Namespace) -> int:
    settings = starting.settings("serve")
    certificates.check(settings)
    places = {name: getattr(settings, name) for name in ("host", "port", "mail_host", "mail_port")}
    with only_one(settings.data, **places):
        # One that was just killed or stopped may need a moment to let go of its ports.
        ports.check_free(settings.host, settings.port, "PONTE_PORT", patience=3)
        ports.check_free(settings.mail_host, settings.mail_port, "PONTE_MAIL_PORT", patience=3)
        with starting.database(settings) as attachment:
            starting.django()
            from ponte.config import assets, demo, migrating, setup_link
            from ponte.config.processes import Processes

            if done := migrating.migrate():
                log.info("%d migrations applied, the last one %s", len(done), done[-1])
            assets.collect(settings)
            if settings.demo:
                demo.load()
            link = setup_link.make(settings)

            def announce() -> None:
                print(f"Ponte is ready at {settings.address}", flush=True)
                if link:
                    print(f"Create the first administrator (this link works once): {link}", flush=True)

            Processes(settings, attachment).run(announce)
    return 0


@contextmanager
def only_one(data: Path, **about: str | int) -> Iterator[None]:
    """One `ponte serve` a data folder; the lock goes with the process, however it ends.

    `about` is left beside the lock for `ponte doctor`.
    """
    with (data / ".serve").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(
                f"Ponte already runs on the data folder {data} (process {running.left(data).get('pid', 'unknown')}).",
                "stop that one first, or give this one another folder: --data FOLDER",
            ) from None
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), **about}))
        file.flush()
        yield
