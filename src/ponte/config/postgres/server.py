"""Finds, starts and stops the server of one database folder."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from ponte.config import secret_files
from ponte.config.postgres import tuning
from ponte.config.postgres.account import chosen
from ponte.config.postgres.binaries import program
from ponte.config.postgres.cluster import NAME, environ, open_way
from ponte.config.trouble import Trouble

log = logging.getLogger("ponte.postgres")
START_LIMIT = 600.0  # seconds: after a crash the server may have much to recover
ANSWER_LIMIT = 5.0  # seconds for a killed server to be gone; one that stays longer lives, and is only busy
STOP_LIMIT = 4.0  # seconds for a clean stop; then a quick one, which the next start recovers from
LOG_LIMIT = 10 * 2**20  # bytes of log kept in one file


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    pid: int
    host: str
    port: int
    ready: bool

    def url(self, data: Path) -> str:
        """The address of our database on this server, with its password."""
        password = quote(secret_files.of(data, "postgres-password"), safe="")
        if self.host.startswith("/"):
            return f"postgresql://{NAME}:{password}@/{NAME}?host={quote(self.host, safe='')}&port={self.port}"
        return f"postgresql://{NAME}:{password}@{self.host}:{self.port}/{NAME}"


def running(folder: Path) -> Running | None:
    """The server that runs on `folder`, if one does."""
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if len(lines) < 6 or not lines[0].isdigit() or not serves(int(lines[0]), folder):
        return None
    ready = len(lines) > 7 and lines[7].strip() == "ready"
    return Running(pid=int(lines[0]), host=lines[4] or lines[5], port=int(lines[3]), ready=ready)


def serves(pid: int, folder: Path) -> bool:
    """Whether process `pid` is a server of `folder`, and not another that came by its number."""
    try:
        return os.readlink(f"/proc/{pid}/cwd") == os.path.realpath(folder)
    except PermissionError:  # another account's
        return Path(f"/proc/{pid}/comm").read_text().strip() == "postgres"
    except OSError:
        return False


def answers(found: Running, data: Path) -> bool:
    """Whether the server `found` lives on: one that was killed a moment ago may still be seen, dying."""
    deadline = time.monotonic() + ANSWER_LIMIT
    while serves(found.pid, data / "postgres"):
        try:
            psycopg.connect(found.url(data), connect_timeout=2).close()
        except psycopg.OperationalError:  # dying, starting, or full; the first is soon over
            if time.monotonic() > deadline:
                return True
            time.sleep(0.05)
        else:
            return True
    return False


def start(data: Path, folder: Path, *, durable: bool) -> Running:
    """Start the server of `folder` and wait until it answers."""
    account, run, logs = chosen(), data / "run", data / "logs"
    for made in (run, logs):
        made.mkdir(mode=0o700, exist_ok=True)
    open_way(data, account)
    for owned in (folder, run):
        account.own(owned)
    clear_stale(folder, run)
    tuning.write(folder, run, durable=durable)
    journal = logs / "postgres.log"
    if journal.exists() and journal.stat().st_size > LOG_LIMIT:
        journal.replace(logs / "postgres.1.log")
    deadline = time.monotonic() + START_LIMIT
    while True:
        with journal.open("ab") as output:
            begun = output.tell()
            process = subprocess.Popen(
                [*account.prefix, program("postgres"), "-D", str(folder)],
                cwd=folder, env=environ(), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, **account.options(),
            )  # fmt: skip
        found = wait_ready(process, folder, deadline)
        if found:
            return found
        said = journal.read_bytes()[begun:].decode(errors="replace")
        # Children of a killed server may hold its memory for a moment longer.
        if "shared memory block" not in said or time.monotonic() > deadline:
            raise Trouble(f"PostgreSQL did not start:\n{said.strip()[-2000:]}", f"the whole log: {journal}")
        time.sleep(0.5)


def wait_ready(process: subprocess.Popen[bytes], folder: Path, deadline: float) -> Running | None:
    """Wait for the server to answer; None when it ended instead."""
    patience = time.monotonic() + 3
    while process.poll() is None:
        found = running(folder)
        if found and found.pid == process.pid and found.ready:
            REAPED[process.pid] = process
            return found
        if time.monotonic() > patience:
            log.info("PostgreSQL is starting (after a crash it first recovers; nothing is lost)")
            patience += 30
        if time.monotonic() > deadline:
            process.send_signal(signal.SIGQUIT)
            process.wait()
        time.sleep(0.02)
    return None


REAPED: dict[int, subprocess.Popen[bytes]] = {}  # kept so that an ended server of ours leaves no zombie


def stop(found: Running, folder: Path) -> None:
    """Stop the server: clean and fast, or quick when it takes too long."""
    for order, limit in ((signal.SIGINT, STOP_LIMIT), (signal.SIGQUIT, STOP_LIMIT), (signal.SIGKILL, 1.0)):
        try:
            os.kill(found.pid, order)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            if found.pid in REAPED and REAPED[found.pid].poll() is not None:
                del REAPED[found.pid]
                return
            if not serves(found.pid, folder):
                return
            time.sleep(0.02)
        log.warning("PostgreSQL did not stop within %d s", limit)


def clear_stale(folder: Path, run: Path) -> None:
    """Remove what a dead server left behind. Only for the one who may start: see `Attachment.changing`."""
    left = folder / "postmaster.pid"
    if left.exists():
        log.warning("PostgreSQL was not stopped cleanly; it recovers now")
        number = left.read_text().split("\n")[0]
        # The file of a number that nobody has is kept: by it the server looks for children of the dead one.
        # One that belongs to another process now (after a reboot, in a container) would stop it for ever.
        if not number.isdigit() or Path(f"/proc/{number}").exists():
            left.unlink()
    for path in run.glob(".s.PGSQL.*"):
        path.unlink()
