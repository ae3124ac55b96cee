"""Keeps the roles alive: starts them, waits until each is ready, starts a dead one again, stops them all."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from ponte.config.children import Child
from ponte.config.environment import Environment
from ponte.config.postgres import Attachment
from ponte.config.roles.role import ROLES, STOP_LIMIT
from ponte.config.trouble import Trouble

log = logging.getLogger("ponte.serve")
ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
WATCHED = ENDING | {signal.SIGCHLD}
DATABASE_PAUSE = 5.0  # seconds between attempts at a database that cannot start
READY_LIMIT = 180.0  # seconds that the roles may take to become ready at the first start


class Processes:
    """The roles of one machine. One thread only: a process with threads must not fork."""

    def __init__(self, settings: Environment, attachment: Attachment | None) -> None:
        self.attachment = attachment
        self.children = [Child(role, settings) for role in ROLES]
        self.announced = False
        self.database_again_at = 0.0
        self.deadline = time.monotonic() + READY_LIMIT

    def run(self, announce: Callable[[], None]) -> None:
        """Serve until a signal ends it; `announce` is called once, when all roles are ready."""
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        try:
            for child in self.children:
                child.start()
            while not self.told_to_end(0.05 if not self.announced else 1.0):
                self.reap()
                self.revive()
                self.hear(announce)
            log.info("stopping")
        finally:
            self.stop()

    def told_to_end(self, patience: float) -> bool:
        """Sleep until something happens, at most `patience` seconds; True on a signal to end."""
        with suppress(InterruptedError):
            info = signal.sigtimedwait(WATCHED, patience)
            return info is not None and info.si_signo in ENDING
        return False

    def hear(self, announce: Callable[[], None]) -> None:
        ready = [child.hear() for child in self.children]
        if self.announced:
            return
        if all(ready):
            self.announced = True
            announce()
        elif time.monotonic() > self.deadline:
            waiting = ", ".join(child.role for child in self.children if not child.ready)
            raise Trouble(f"Not ready after {READY_LIMIT:.0f} s: {waiting}.", "the log above says why")

    def reap(self) -> None:
        """Note which children ended."""
        for child in self.children:
            if child.pid:
                gone, status = os.waitpid(child.pid, os.WNOHANG)
                if gone:
                    child.ended(status)

    def revive(self) -> None:
        """Start again what died: the database first, then the roles whose pause is over."""
        if self.attachment and time.monotonic() >= self.database_again_at:
            self.revive_database(self.attachment)
        for child in self.children:
            if child.again_at is not None and time.monotonic() >= child.again_at:
                child.start()

    def revive_database(self, attachment: Attachment) -> None:
        """Start PostgreSQL again if it ended; while it cannot start (no room?), the roles go on and say so."""
        try:
            if attachment.revive():
                log.error("PostgreSQL had ended and was started again")
        except (Trouble, OSError) as error:
            log.error("PostgreSQL cannot start, and is tried again in %d s: %s", DATABASE_PAUSE, error)
            self.database_again_at = time.monotonic() + DATABASE_PAUSE

    def stop(self) -> None:
        """End every child: ask, wait, cut."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_LIMIT + 0.5
        for child in self.children:
            while child.pid:
                gone, _ = os.waitpid(child.pid, os.WNOHANG)
                if gone:
                    child.pid = 0
                elif time.monotonic() > deadline:
                    child.signal(signal.SIGKILL)
                    deadline = float("inf")
                else:
                    time.sleep(0.02)
            child.close_pipe()
