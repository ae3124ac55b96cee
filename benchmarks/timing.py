"""Repeats a thing and tells how long it takes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any


def repeat(act: Callable[[int], Any], seconds: float, *, warm: int = 10, most: int = 2000) -> dict[str, Any]:
    """Call `act(n)` until the time is up; milliseconds at p50 and p95."""
    for number in range(warm):
        act(number)
    times: list[float] = []
    until = time.perf_counter() + seconds
    processor = time.process_time()
    while len(times) < most and (time.perf_counter() < until or len(times) < 5):
        begun = time.perf_counter()
        act(warm + len(times))
        times.append((time.perf_counter() - begun) * 1000)
    spent = (time.process_time() - processor) * 1000 / len(times)
    return summary(times) | {"cpu_ms": round(spent, 2)}


def summary(times: list[float]) -> dict[str, Any]:
    """p50, p95 and how many."""
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else times * 19
    return {"p50_ms": round(statistics.median(times), 2), "p95_ms": round(cuts[18], 2), "n": len(times)}
