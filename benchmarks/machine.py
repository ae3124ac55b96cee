"""What it was measured on."""

from __future__ import annotations

import os
import platform
import time
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any


def about() -> dict[str, Any]:
    """Processor, memory, versions and how busy the machine was."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cpu": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory, 1),
        "load_before": round(os.getloadavg()[0], 1),
        "yardstick_ms": yardstick(),
        "python": platform.python_version(),
        "django": metadata.version("django"),
        "postgresql": "embedded",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def yardstick() -> int:
    """Processor time of a fixed piece of Python, in ms: what a busy or slow machine makes of the same work."""

    def work() -> int:
        total = 0
        for number in range(3_000_000):
            total += number
        return total

    begun = time.process_time()
    work()
    return round((time.process_time() - begun) * 1000)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def memory_of(pids: list[int]) -> float:
    """The share of memory that these processes hold, in MB: shared pages are divided among their holders."""
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return round(total / 1024, 1)


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += children.get(one, [])
    return found
