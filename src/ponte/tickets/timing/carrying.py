"""A merged ticket's time goes with it."""

from __future__ import annotations

from ponte.tickets.merges.carrying import Plan, carries
from ponte.tickets.models import Ticket
from ponte.tickets.timing.models import TimeEntry


def _move(old: Ticket, new: Ticket, plan: Plan) -> list[int]:
    rows = list(TimeEntry.objects.filter(ticket=old).values_list("pk", flat=True))
    TimeEntry.objects.filter(pk__in=rows).update(ticket=new)
    return rows


def _back(old: Ticket, new: Ticket, kept: list[int]) -> None:
    TimeEntry.objects.filter(pk__in=kept, ticket=new).update(ticket=old)


carries("time", _move, _back)
