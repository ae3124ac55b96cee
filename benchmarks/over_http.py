"""The real thing: `ponte serve` in processes of its own, spoken to over HTTP and SMTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import machine, mail_in
from benchmarks.browserlike import Browserlike
from benchmarks.in_process import pages
from benchmarks.progress import Progress
from benchmarks.timing import repeat, summary
from benchmarks.worlds import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = 8


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`ponte serve` on a world's folder."""

    def __init__(self, folder: Path) -> None:
        self.port, self.mail_port = free_port(), free_port()
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ponte.config", "serve", "--data", str(folder),
             "--port", str(self.port), "--mail-port", str(self.mail_port)],
            cwd=ROOT, env=environment | {"PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith("Ponte is ready"):
                break
        else:
            raise SystemExit("ponte serve ended before it was ready; try it by hand: " + str(folder))
        self.started_in = time.monotonic() - begun

    def stop(self) -> float:
        """Stop it; returns the seconds that took."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        return time.monotonic() - begun


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def measure(folder: Path, world: dict[str, Any], parts: list[str], seconds: float, say: Progress) -> dict[str, Any]:
    """Start the server as often as the parts ask for."""
    found: dict[str, Any] = {}
    with serving(folder) as server:
        say.say(f"started in {server.started_in:.1f} s")
        if "idle" in parts:
            found["idle"] = _idle(server)
        if "http" in parts:
            found["http"] = _http(server, world, seconds, say)
        if "mail" in parts:
            with_database = mail_in.measure(folder, server.mail_port, seconds, say)
            found["mail"] = with_database
        stopped = server.stop()
    if "idle" in parts:
        with serving(folder) as again:
            found["idle"]["warm start, s"] = round(again.started_in, 1)
        found["idle"]["stop, s"] = round(stopped, 1)
        say.say(f"warm start in {again.started_in:.1f} s")
    return found


def _idle(server: Server) -> dict[str, Any]:
    time.sleep(5)
    everything = machine.family(server.process.pid)
    postgres = [pid for pid in everything if _name_of(pid) == "postgres"]
    return {
        "first start, s": round(server.started_in, 1),
        "memory of everything (PSS), MB": machine.memory_of(everything),
        "of it PostgreSQL, MB": machine.memory_of(postgres),
    }


def _name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _http(server: Server, world: dict[str, Any], seconds: float, say: Progress) -> dict[str, Any]:
    found: dict[str, Any] = {}
    acts = _acts(world)
    one = Browserlike(server.port).sign_in("giulia.ferri@velora.example", PASSWORD)
    for name, act in acts.items():
        found[f"{name}, 1 client"] = repeat(lambda n, a=act: a(one, n), seconds, warm=5)
        del found[f"{name}, 1 client"]["cpu_ms"]  # it would be the client's
        found[f"{name}, {CLIENTS} clients"] = _together(one, act, seconds)
        say.say(f"{name}: {found[f'{name}, 1 client']['p50_ms']} ms alone")
    return found


def _acts(world: dict[str, Any]) -> dict[str, Callable[[Browserlike, int], None]]:
    chosen = ("inbox, all (50 rows), coordinator", "ticket, 20 messages", "search, a rare word")
    reads = {name: addresses for name, _, addresses in pages(world) if name in chosen}
    acts: dict[str, Callable[[Browserlike, int], None]] = {
        name: lambda browser, n, a=addresses: browser.get(a[n % len(a)]) for name, addresses in reads.items()
    }
    tickets = world["long_tickets"] or [world["tickets"]]
    acts["post a reply"] = lambda browser, n: browser.post(
        f"/tickets/{tickets[n % len(tickets)]}/messages",
        {"mode": "reply", "reply": f"Answer {n}: please try again.", "to": "c7@mail7.example"},
    )
    acts["create a ticket"] = lambda browser, n: browser.post(
        "/tickets/new",
        {"address": f"c{7 + n % 90}@mail{(7 + n % 90) % 97}.example", "subject": f"Bench {n}", "mode": "note",
         "reply": "Made by a benchmark.", "language": "it"},
    )  # fmt: skip
    return acts


def _together(one: Browserlike, act: Callable[[Browserlike, int], None], seconds: float) -> dict[str, Any]:
    """Several windows of one person at once (sign-ins are limited), each with a connection of its own."""
    times: list[float] = []
    gate = threading.Barrier(CLIENTS)
    until = [0.0]

    def live(number: int) -> None:
        browser = one.beside()
        gate.wait()
        until[0] = until[0] or time.perf_counter() + seconds
        turn = number * 100_003
        while time.perf_counter() < until[0]:
            begun = time.perf_counter()
            act(browser, turn)
            times.append((time.perf_counter() - begun) * 1000)
            turn += 1

    clients = [threading.Thread(target=live, args=(number,)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return summary(times) | {"a_second": round(len(times) / seconds, 1)}
