"""The numbers beside the queues, read once a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from ponte.team.models import Agent
from ponte.tickets import counting
from ponte.tickets.queues import COUNTED, Queue


def number_of(queue: Queue) -> Callable[[HttpRequest], int | str | None] | None:
    """What the navigation asks for a queue's number; None for queues that are not counted."""
    return (lambda request: shown(counted(request)[queue])) if queue in COUNTED else None


def counted(request: HttpRequest) -> dict[Queue, int]:
    """The counts for the reader of this request."""
    if not isinstance(request.user, Agent):
        return dict.fromkeys(COUNTED, 0)
    known: dict[Queue, int] | None = getattr(request, "_queue_counts", None)
    if known is None:
        known = counting.counts(request.user)
        request._queue_counts = known  # type: ignore[attr-defined]
    return known


def shown(number: int) -> int | str:
    """As it is written: "999+" from the cap on."""
    return f"{counting.CAP - 1}+" if number >= counting.CAP else number
