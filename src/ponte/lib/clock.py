"""The one clock. Behaviours take `at=` or ask here; tests freeze it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)


_source: ContextVar[Callable[[], datetime]] = ContextVar("ponte_clock", default=_system)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _source.get()()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Make `now()` answer `moment` (aware) inside the block."""
    if moment.tzinfo is None:
        raise ValueError("a frozen moment needs a time zone")
    token = _source.set(lambda: moment)
    try:
        yield
    finally:
        _source.reset(token)
