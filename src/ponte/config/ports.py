"""Sees that a port is free: the web server would silently share it with another."""

from __future__ import annotations

import errno
import socket
import time

from ponte.config.trouble import SettingTrouble


def check_free(host: str, port: int, setting: str, *, patience: float = 0.0) -> None:
    """Raise `SettingTrouble` unless we could listen there; waits up to `patience` seconds for a leaver."""
    deadline = time.monotonic() + patience
    while True:
        problem = occupied(host, port)
        if problem is None:
            return
        if problem.errno != errno.EADDRINUSE or time.monotonic() >= deadline:
            raise trouble(host, port, setting, problem)
        time.sleep(0.2)


def occupied(host: str, port: int) -> OSError | None:
    """What keeps us from listening there, or None."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        return error
    return None


def trouble(host: str, port: int, setting: str, problem: OSError) -> SettingTrouble:
    flag = "--" + setting.removeprefix("PONTE_").lower().replace("_", "-")
    if problem.errno == errno.EADDRINUSE:
        return SettingTrouble(
            setting, f"is {port}, and another program already listens on {host}:{port}",
            f"stop that program, or choose another port: {flag} {port + 1}",
        )  # fmt: skip
    if problem.errno == errno.EACCES:
        return SettingTrouble(
            setting, f"is {port}, which only root may use", f"choose a port above 1023: {flag} 8000"
        )
    host_setting = setting.replace("PORT", "HOST")
    return SettingTrouble(
        host_setting, f"is {host!r}, where we cannot listen: {problem.strerror or problem}",
        "use an address of this machine: 127.0.0.1 for itself only, 0.0.0.0 for every network",
    )  # fmt: skip
