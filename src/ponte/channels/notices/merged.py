"""Notices of a merged ticket go with its messages."""

from __future__ import annotations

from typing import Any

from ponte.channels.notices.models import Notice
from ponte.tickets.merges.carrying import Plan, carries
from ponte.tickets.models import Ticket


def _move(old: Ticket, new: Ticket, plan: Plan) -> Any:
    mine = list(Notice.objects.filter(ticket=old).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=mine).update(ticket=new)
    return mine


def _back(old: Ticket, new: Ticket, done: Any) -> None:
    Notice.objects.filter(pk__in=done).update(ticket=old)


carries("notices", _move, _back)
