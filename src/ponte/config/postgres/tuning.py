"""The embedded server's settings, written at each start as `postgres/ponte.conf`."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from ponte.config.postgres.binaries import major

SOCKET_LIMIT = 107  # bytes that the path of a socket may have
SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "autovacuum_max_workers": "2",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "1",
    "random_page_cost": "1.1",
    "jit": "off",
    "synchronous_commit": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_compression": "on",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_line_prefix": "'%m [%p] '",
    "log_checkpoints": "off",
    # A failed statement holds people's words and addresses: the log gets the error, never the values.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}  # tests: a crash may lose all


SINCE_18 = {"io_method": "sync"}  # spares three processes


def write(folder: Path, run: Path, *, durable: bool) -> None:
    """Write the settings for the server of `folder`, whose socket lies in `run`."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20  # MB
    settings = SETTINGS | {"effective_cache_size": f"{memory // 2}MB"} | address(run)
    if int(major()) >= 18:
        settings |= SINCE_18
    if not durable:
        settings |= FAST
    (folder / "ponte.conf").write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))


def address(run: Path) -> dict[str, str]:
    """Where to listen: a socket in `run`, or a local port where the path of a socket would be too long."""
    if len(os.fsencode(run / ".s.PGSQL.5432")) > SOCKET_LIMIT:
        return {"listen_addresses": "'127.0.0.1'", "unix_socket_directories": "''", "port": str(free_port())}
    quoted = str(run).replace('"', '""').replace("'", "''")
    return {"listen_addresses": "''", "unix_socket_directories": f"'\"{quoted}\"'", "port": "5432"}


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
