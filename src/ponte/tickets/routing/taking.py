"""An agent asks for the next ticket: the most pressing that they may have."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Ticket
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.routing import knowing, tasks


def takeable(agent: Agent, at: datetime | None = None) -> TicketQuerySet:
    """What this person may take, the most pressing first: of their teams, or overflowed to them."""
    (one,) = knowing.candidates([agent.pk], at or clock.now())
    free = Ticket.objects.in_work().filter(assignee__isnull=True, is_spam=False, wakes_at__isnull=True)
    mine = free.visible_to(agent).values("pk")
    rows = free.filter(Q(place__waits=True, place__teams__overlap=sorted(one.teams)) | Q(pk__in=mine))
    fits = Q(place__isnull=True) | Q(place__must__contained_by=tasks.words_of(one))
    given_back = Q(place__isnull=False, place__tried__contains=[agent.pk])
    return rows.filter(fits).exclude(given_back).order_by("-priority", "due_at", "id")


@transaction.atomic
def take_next(agent: Agent, *, at: datetime | None = None) -> Ticket | None:
    """Give the agent the next ticket, whatever they hold already; None when there is none for them.

    Two who ask at once get two tickets.

    Raises:
        NotAllowed: they may only look.
    """
    require_writer(agent)
    ticket = takeable(agent, at).select_for_update(skip_locked=True, of=("self",)).first()
    return None if ticket is None else changing.assign(ticket, agent, by=agent, at=at)
