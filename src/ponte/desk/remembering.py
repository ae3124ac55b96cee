"""Figures that many read: computed at most every few seconds; an older one is given while one reader renews it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import close_old_connections, connection

T = TypeVar("T")
log = logging.getLogger(__name__)
KEPT = 4096  # people, teams
_behind = ThreadPoolExecutor(2, thread_name_prefix="remembering")  # each thread keeps its connection


@dataclass
class _Entry(Generic[T]):
    value: T
    made_at: float
    stand: int | None
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

    def get(
        self, key: Hashable, compute: Callable[[], T], *, stand: int | None = None, fresh: float | None = None
    ) -> T:
        """The value of `key`.

        `stand`: where the journal stands; inside a transaction a value of another stand is not given, because
        whoever changed something there means to see it. `fresh`: seconds, for one who must know better.
        """
        now = time.monotonic()
        with self._lock:
            entry = self._entries.get(key)
            age = now - entry.made_at if entry else self.usable
            alone = connection.in_atomic_block  # nobody else sees what this reader sees
            if entry and age < (self.fresh if fresh is None else fresh) and not (alone and entry.stand != stand):
                return entry.value
            behind = entry is not None and fresh is None and age < self.usable and not alone
            if entry and behind and entry.renewing:
                return entry.value
            if entry and behind:
                entry.renewing = True
        if entry and behind:
            _behind.submit(self._renew, key, compute, stand)
            return entry.value
        return self._made(key, compute, stand)

    def drop(self, key: Hashable) -> None:
        """Compute this one anew when it is next asked for."""
        with self._lock:
            self._entries.pop(key, None)

    def forget(self) -> None:
        """Compute everything anew when it is next asked for."""
        with self._lock:
            self._entries.clear()

    def _made(self, key: Hashable, compute: Callable[[], T], stand: int | None) -> T:
        begun = time.monotonic()  # what happens meanwhile may be missing in it
        value = compute()
        with self._lock:
            if len(self._entries) >= KEPT:
                self._entries.pop(next(iter(self._entries)))
            self._entries[key] = _Entry(value, begun, stand)
        return value

    def _renew(self, key: Hashable, compute: Callable[[], T], stand: int | None) -> None:
        close_old_connections()
        try:
            self._made(key, compute, stand)
        except Exception:
            log.exception("what is remembered could not be renewed")  # the next reader tries again
        finally:
            with self._lock:
                if entry := self._entries.get(key):
                    entry.renewing = False
