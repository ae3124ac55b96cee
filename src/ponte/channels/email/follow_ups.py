"""A reply to a closed ticket goes to the ticket that follows it up, where there is one already."""

from __future__ import annotations

from dataclasses import replace

from ponte.channels.email.arriving import Arrival
from ponte.channels.email.judging import Verdict
from ponte.channels.email.models import Disposition
from ponte.channels.email.threading import Surroundings
from ponte.customers.finding import normalise
from ponte.tickets.models import Ticket


def living(arrival: Arrival, verdict: Verdict, around: Surroundings) -> Verdict:
    """`verdict`, turned to the author's own open follow-up of the closed ticket if they have one."""
    if verdict.disposition != Disposition.FOLLOW_UP or verdict.ticket is None:
        return verdict
    author = around.customers.get(normalise(arrival.author.address))
    closed = verdict.ticket
    while author is not None:
        following = (
            Ticket.objects.filter(follows_up=closed, requester=author).select_related("brand", "team").order_by("-pk")
        ).first()
        if following is None:
            break
        if not following.is_closed:
            return replace(verdict, disposition=Disposition.THREADED, reason="follow_up", ticket=following)
        closed = following
    return replace(verdict, ticket=closed)
