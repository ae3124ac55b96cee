"""The numbers beside the queues: a page is given those of some seconds ago, and tells when it hears of a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from django.http import HttpRequest

from ponte.desk.remembering import Remembered
from ponte.team.models import Agent
from ponte.tickets import counting
from ponte.tickets.queues import COUNTED, Queue

AT_ONCE = 0.3  # seconds: open pages ask later than that after a change, so such a number knows of it
_numbers: Remembered[dict[str, int]] = Remembered(fresh=2, usable=60)


def number_of(queue: Queue) -> Callable[[HttpRequest], int | str | None] | None:
    """What the navigation asks for a queue's number; None for queues that are not counted."""
    return (lambda request: shown(counted(request)[queue])) if queue in COUNTED else None


def counted(request: HttpRequest) -> dict[str, int]:
    """The counts for the reader of this request, by queue and by what `counting.also` added."""
    if not isinstance(request.user, Agent):
        return defaultdict(int)
    known: dict[str, int] | None = getattr(request, "_queue_counts", None)
    if known is None:
        known = _read(request, request.user)
        request._queue_counts = known  # type: ignore[attr-defined]
    return known


def counted_now(request: HttpRequest, agent: Agent) -> dict[str, int]:
    """The counts for a page that heard of a change."""
    return _read(request, agent, fresh=AT_ONCE)


def forget(agent: Agent) -> None:
    """This person changed a number themselves: their next page must know."""
    _numbers.drop(_key(agent))


def _key(agent: Agent) -> tuple[int, str, bool]:
    return agent.pk, agent.role, agent.is_active


def _read(request: HttpRequest, agent: Agent, fresh: float | None = None) -> dict[str, int]:
    stand = getattr(request.session, "stand", None)
    return _numbers.get(_key(agent), lambda: counting.counts(agent), stand=stand, fresh=fresh)


def shown(number: int) -> int | str:
    """As it is written: "999+" from the cap on."""
    return f"{counting.CAP - 1}+" if number >= counting.CAP else number
