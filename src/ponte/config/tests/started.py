"""Starts real commands for the tests and follows what they say."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from ponte.config.postgres.tuning import free_port

ROOT = Path(__file__).resolve().parents[4]


def environ(**settings: str) -> dict[str, str]:
    """Our environment without settings of Ponte, with these."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PONTE_") and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return kept | {"PYTHONPATH": str(ROOT / "src")} | settings


def ponte(*words: str, stdin: str = "", timeout: float = 400, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "ponte.config", *words],
        input=stdin, capture_output=True, text=True, timeout=timeout, env=environ(**settings), check=False,
    )  # fmt: skip


class Started:
    """A command that goes on running."""

    def __init__(self, *words: str, **settings: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ponte.config", *words],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environ(**settings),
        )  # fmt: skip
        self.lines: list[str] = []
        self.fresh: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            self.fresh.put(line)

    def wait_for(self, words: str, limit: float = 200) -> str:
        """The first line that holds `words`."""
        deadline = time.monotonic() + limit
        seen = 0
        while time.monotonic() < deadline:
            for line in self.lines[seen:]:
                seen += 1
                if words in line:
                    return line
            if self.process.poll() is not None and seen == len(self.lines):
                break
            time.sleep(0.02)
        raise AssertionError(f"{words!r} was not said in {limit} s:\n" + "\n".join(self.lines))

    def stop(self, number: signal.Signals = signal.SIGTERM, limit: float = 30) -> int:
        """Send a signal; the exit code, which must come within `limit` seconds."""
        self.process.send_signal(number)
        return self.process.wait(limit)

    def kill(self) -> None:
        """As the machine's power would end it."""
        self.process.kill()
        self.process.wait()

    def children(self) -> list[int]:
        """The processes that it started and that live."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]


class Serve(Started):
    """`ponte serve` on free ports."""

    def __init__(self, data: Path, *flags: str, **settings: str) -> None:
        self.port, self.mail_port = free_port(), free_port()
        super().__init__(
            "serve", "--data", str(data), "--port", str(self.port), "--mail-port", str(self.mail_port), *flags,
            **settings,
        )  # fmt: skip

    def ready(self, limit: float = 200) -> Serve:
        self.wait_for("Ponte is ready at", limit)
        return self

    def get(self, path: str) -> tuple[int, str]:
        return get(self.port, path)


def get(port: int, path: str) -> tuple[int, str]:
    """Status and body of a page."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return answer.status, answer.read().decode()


def is_alive(pid: int) -> bool:
    """Whether the process lives; one that nobody has reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(what, limit: float = 30) -> bool:  # type: ignore[no-untyped-def]
    """Whether `what()` becomes true within `limit` seconds."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.05)
    return False
