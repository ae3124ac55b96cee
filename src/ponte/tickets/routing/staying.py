"""How long a ticket stays with whom the router gave it to, before somebody else is looked for."""

from __future__ import annotations

from datetime import datetime

from ponte.events.models import Event
from ponte.lib.business_time import NeverOpen
from ponte.tickets.models import Ticket
from ponte.tickets.routing import rulebook
from ponte.tickets.routing.models import Place, Route
from ponte.tickets.states import StateType


def until(place: Place, ticket: Ticket, route: Route | None, gone_since: datetime | None) -> datetime | None:
    """When it is to be looked at again; None: nothing runs against the assignee.

    What they promised the customer is theirs until its moment has passed.
    """
    ends = [moment for moment, _ in _ends(place, ticket, route, gone_since)]
    return max(min(ends), ticket.promise_due_at or min(ends)) if ends else None


def over(
    place: Place, ticket: Ticket, route: Route | None, gone_since: datetime | None, at: datetime
) -> tuple[str, datetime | None]:
    """("silent" or "gone" when it is to go to somebody else, "" when not; when to look again)."""
    moment = until(place, ticket, route, gone_since)
    if moment is None or moment > at:
        return "", moment
    cause = min(_ends(place, ticket, route, gone_since))[1]
    if cause == "silent" and (acted := _last_act(place, ticket)) is not None:
        assert route is not None and route.silent_minutes
        moment = rulebook.hours_of(route).add(acted, rulebook.minutes(route.silent_minutes))
        if moment > at:
            return "", moment
    return cause, None


def _ends(
    place: Place, ticket: Ticket, route: Route | None, gone_since: datetime | None
) -> list[tuple[datetime, str]]:
    given = place.given_at
    if route is None or given is None or ticket.state_type > StateType.OPEN or ticket.wakes_at is not None:
        return []
    found = []
    if route.silent_minutes and ticket.waiting_since:
        begun = max(ticket.waiting_since, given)
        try:
            end = rulebook.hours_of(route).add(begun, rulebook.minutes(route.silent_minutes))
        except NeverOpen:
            pass
        else:
            found.append((end, "silent"))
    if route.gone_minutes and gone_since:
        found.append((max(gone_since, given) + rulebook.minutes(route.gone_minutes), "gone"))
    return found


def _last_act(place: Place, ticket: Ticket) -> datetime | None:
    """When the assignee last did something on it since the customer waits."""
    since = max(moment for moment in (ticket.waiting_since, place.given_at) if moment)
    acts = Event.objects.filter(ticket_id=ticket.pk, at__gt=since, actor=f"agent:{place.agent_id}")
    return acts.order_by("-at").values_list("at", flat=True).first()
