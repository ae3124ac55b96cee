"""The one clock. Behaviours take `at=` or ask here; tests freeze it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_frozen: datetime | None = None  # one for the process: a test's server threads must see it too


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _frozen or datetime.now(UTC)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Make `now()` answer `moment` (aware) in every thread while the block runs."""
    global _frozen
    if moment.tzinfo is None:
        raise ValueError("a frozen moment needs a time zone")
    before, _frozen = _frozen, moment
    try:
        yield
    finally:
        _frozen = before
