"""Shares one server among the processes that use a data folder: the first starts it, the last stops it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ponte.config import secret_files
from ponte.config.postgres import cluster, server
from ponte.config.trouble import Trouble

SIGHT_LIMIT = 15.0  # seconds to wait for a server that others use and that we do not see


class Attachment:
    """One process's hold on the server of a data folder: users share a lock, the last turns off the light."""

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = secret_files.ensure_data_folder(data.absolute())
        self.durable = durable
        self.users = os.open(self.data / ".postgres-users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.found: server.Running | None = None

    @property
    def url(self) -> str:
        """The address of the database, with its password."""
        assert self.found is not None, "not attached"
        return self.found.url(self.data)

    @property
    def folder(self) -> Path:
        return self.data / "postgres"

    def attach(self) -> str:
        """Join the server of the folder, or start it; return the database's address."""
        with self.changing():
            self.found = server.running(self.folder)
            if self.found is None and not self.alone():
                self.found = self.sought()
            fcntl.flock(self.users, fcntl.LOCK_SH)
            self.start_if_down()
        return self.url

    def start_if_down(self) -> None:
        found = server.running(self.folder)
        if found is None or not server.answers(found, self.data):
            folder = cluster.ensure(self.data, durable=self.durable)
            found = server.start(self.data, folder, durable=self.durable)
        self.found = found

    def revive(self) -> bool:
        """Start the server again if it died while we used it; True when it had."""
        if self.found and server.serves(self.found.pid, self.folder):
            return False
        with self.changing():
            self.start_if_down()
        return True

    def detach(self) -> None:
        """Leave the server, and stop it when nobody else uses it."""
        with self.changing():
            if self.alone() and (found := server.running(self.folder)):
                server.stop(found, self.folder)
            os.close(self.users)

    def alone(self) -> bool:
        """Whether nobody else uses this server. Asked only while `changing`; gives up our own hold."""
        with suppress(BlockingIOError):
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def sought(self) -> server.Running:
        """The server that others are using, once it is in sight: a second one would destroy the data."""
        deadline = time.monotonic() + SIGHT_LIMIT
        while time.monotonic() < deadline:
            if found := server.running(self.folder):
                return found
            time.sleep(0.1)
        raise Trouble(
            f"Another Ponte uses {self.data}, and its PostgreSQL cannot be seen from here.",
            "stop the other one (perhaps in another container), or give this one a data folder of its own",
        )

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Only one process at a time starts or stops the server of a folder."""
        with (self.data / ".postgres-changing").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@contextmanager
def attached(data: Path, *, durable: bool = True) -> Iterator[str]:
    """Use the embedded database of the folder `data`; yields its address.

    `durable=False` is for tests: fast, and lost in a crash.
    """
    attachment = Attachment(data, durable=durable)
    address = attachment.attach()
    try:
        yield address
    finally:
        attachment.detach()
