"""The one door to a ticket: through its reader. A stranger gets the same 404 as for a number that does not exist."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Exists
from django.http import Http404
from django.shortcuts import get_object_or_404

from ponte.channels.notices.models import Notice
from ponte.search.statements import Statement, number
from ponte.team.models import Agent
from ponte.tickets import reading
from ponte.tickets.models import Attachment, Message, Ticket

SHOWN = ("state", "assignee", "team", "brand", "requester__organisation", "follows_up")


def ticket_for(agent: Agent, pk: int) -> Ticket:
    """The ticket with what its page shows of it, how far this person has read it, and `has_notices` of it unread."""
    found: Ticket | None = _ticket(agent.role, agent.is_active).row(agent=agent.pk, ticket=min(pk, 2**63 - 1))
    if found is None:
        raise Http404
    return found


@lru_cache(maxsize=32)
def _ticket(role: str, is_active: bool) -> Statement[Ticket]:
    """One ticket for anybody of this role."""
    someone = Agent(pk=number("agent"), role=role, is_active=is_active)
    seen = reading.with_reading(Ticket.objects.visible_to(someone), by=someone)
    seen = seen.annotate(has_notices=Exists(Notice.objects.of_ticket(someone)))
    return Statement(lambda: seen.select_related(*SHOWN).filter(pk=number("ticket")))


def message_for(agent: Agent, pk: int) -> Message:
    """A message of a ticket that this person may see."""
    return get_object_or_404(
        Message.objects.select_related("ticket__state"), pk=pk, ticket__in=Ticket.objects.visible_to(agent)
    )


def attachment_for(agent: Agent, pk: int) -> Attachment:
    """A file of a message that this person may see, or of their own draft."""
    found: Attachment = get_object_or_404(Attachment.objects.select_related("message", "draft"), pk=pk)
    if found.draft is not None:
        return get_object_or_404(Attachment, pk=pk, draft__agent=agent)
    get_object_or_404(Ticket.objects.visible_to(agent), pk=found.message.ticket_id if found.message else 0)
    return found
