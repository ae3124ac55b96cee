"""The queues that agents work from: which tickets lie in each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ponte.team.models import Agent, Membership
from ponte.tickets.models import Follow, Ticket
from ponte.tickets.states import StateType

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet


class Queue(StrEnum):
    """MINE, UNASSIGNED and TEAM hold what somebody of ours must act on now, so nothing that is snoozed.

    EVERYTHING holds also what is closed or spam.
    """

    MINE = "mine"
    UNASSIGNED = "unassigned"
    TEAM = "team"
    FOLLOWING = "following"
    ALL = "all"
    PENDING = "pending"
    SNOOZED = "snoozed"
    SOLVED = "solved"
    CLOSED = "closed"
    SPAM = "spam"
    EVERYTHING = "everything"


COUNTED = (Queue.MINE, Queue.UNASSIGNED, Queue.TEAM, Queue.FOLLOWING, Queue.ALL, Queue.PENDING, Queue.SNOOZED)
FINISHED = frozenset({Queue.SOLVED, Queue.CLOSED, Queue.SPAM, Queue.EVERYTHING})


def tickets_in(queue: Queue, agent: Agent) -> TicketQuerySet:
    """The tickets of a queue that this person may see, in no order."""
    return _inside(queue, agent, Ticket.objects.visible_to(agent))


def _inside(queue: Queue, agent: Agent, seen: TicketQuerySet) -> TicketQuerySet:
    if queue == Queue.EVERYTHING:
        return seen
    if queue == Queue.SPAM:
        return seen.filter(is_spam=True)
    seen = seen.filter(is_spam=False)
    if queue == Queue.SOLVED:
        return seen.filter(state_type=StateType.SOLVED)
    if queue == Queue.CLOSED:
        return seen.filter(state_type=StateType.CLOSED)
    seen = seen.unsolved()
    if queue == Queue.SNOOZED:
        return seen.filter(wakes_at__isnull=False)
    if queue == Queue.ALL:
        return seen
    if queue == Queue.PENDING:
        return seen.filter(state_type__gt=StateType.OPEN)
    if queue == Queue.FOLLOWING:
        return seen.filter(pk__in=Follow.objects.filter(agent=agent).values("ticket"))
    seen = seen.in_work().filter(wakes_at__isnull=True)
    if queue == Queue.MINE:
        return seen.filter(assignee=agent)
    if queue == Queue.UNASSIGNED:
        return seen.filter(assignee__isnull=True)
    return seen.filter(team__in=Membership.objects.filter(agent=agent).values("team"))
