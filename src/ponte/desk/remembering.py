"""Figures that many read: computed at most every few seconds; an older one is given while one reader renews it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")
KEPT = 4096  # people, teams


@dataclass
class _Entry(Generic[T]):
    value: T
    made_at: float
    renewing: bool = False


class Remembered(Generic[T]):
    """Values by key. Younger than `fresh` seconds they are given as they are.

    Up to `usable` seconds they are given too, and renewed behind the reader's back; older ones are computed while
    the reader waits.
    """

    def __init__(self, *, fresh: float, usable: float) -> None:
        self.fresh, self.usable = fresh, usable
        self._lock = threading.Lock()
        self._entries: dict[Hashable, _Entry[T]] = {}

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The value of `key`."""
        now = time.monotonic()
        with self._lock:
            entry = self._entries.get(key)
            age = now - entry.made_at if entry else self.usable
            if entry and age < self.fresh:
                return entry.value
            behind = entry is not None and age < self.usable and not connection.in_atomic_block
            if entry and behind and entry.renewing:
                return entry.value
            if entry and behind:
                entry.renewing = True
        if entry and behind:
            threading.Thread(target=self._renew, args=(key, compute), name="remembering", daemon=True).start()
            return entry.value
        return self._made(key, compute)

    def forget(self) -> None:
        """Compute everything anew when it is next asked for."""
        with self._lock:
            self._entries.clear()

    def _made(self, key: Hashable, compute: Callable[[], T]) -> T:
        value = compute()
        with self._lock:
            if len(self._entries) >= KEPT:
                self._entries.pop(next(iter(self._entries)))
            self._entries[key] = _Entry(value, time.monotonic())
        return value

    def _renew(self, key: Hashable, compute: Callable[[], T]) -> None:
        try:
            self._made(key, compute)
        finally:
            with self._lock:
                if entry := self._entries.get(key):
                    entry.renewing = False
            connection.close()
