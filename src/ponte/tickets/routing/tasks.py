"""What is to be decided about each waiting ticket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ponte.tickets.models import Ticket
from ponte.tickets.routing.deciding import Candidate, Need, Task
from ponte.tickets.routing.models import Place, Route
from ponte.tickets.routing.rulebook import Book
from ponte.tickets.routing.ways import WORK, Match, Way


def must_of(ticket: Ticket, route: Route, needs: Sequence[Need]) -> list[str]:
    """What an agent's words must contain to get the ticket at all."""
    words = [f"skill:{need.skill}:{need.level}" for need in needs if need.is_must]
    if route.match == Match.MUST and ticket.language:
        words.append(_language(ticket.language))
    return words


def words_of(one: Candidate) -> list[str]:
    """The words of an agent: each language, each skill at every level up to theirs."""
    skills = [f"skill:{skill}:{level}" for skill, own in one.skills.items() for level in range(1, own + 1)]
    return [*skills, *sorted({_language(code) for code in one.languages})]


def teams_of(home: int | None, route: Route, stage: int) -> list[int]:
    """The teams that may get it after so many steps of overflow; of no team at all: everybody."""
    further = [team for _, team in route.overflow[:stage]]
    return list(dict.fromkeys([home, *further])) if home else []


def stage_of(route: Route, since: datetime, at: datetime) -> int:
    """How many steps of overflow are due."""
    return sum(since + timedelta(minutes=minutes) <= at for minutes, _ in route.overflow)


def next_step(route: Route, since: datetime, at: datetime) -> datetime | None:
    """When the next step is due."""
    coming = (since + timedelta(minutes=minutes) for minutes, _ in route.overflow)
    return min((moment for moment in coming if moment > at), default=None)


def build(places: Sequence[Place], tickets: dict[int, Ticket], book: Book, at: datetime) -> dict[int, Task]:
    """A task for each place; one query where customers are to keep their agent."""
    routes = {place.ticket_id: book.route(place.route_id) for place in places}
    last = _last_agents([tickets[pk] for pk, route in routes.items() if route and route.sticky_days], routes, at)
    found = {}
    for place in places:
        route, ticket = routes[place.ticket_id], tickets[place.ticket_id]
        if route is None:
            continue
        found[ticket.pk] = Task(
            ticket=ticket.pk,
            teams=tuple(place.teams),
            work=str(WORK[ticket.channel]),
            language=ticket.language,
            way=Way(route.way),
            match=Match(route.match),
            needs=book.needs_of(ticket, at),
            last_agent=last.get(ticket.pk),
            tried=frozenset(place.tried),
        )
    return found


def _last_agents(tickets: Sequence[Ticket], routes: dict[int, Route | None], at: datetime) -> dict[int, int]:
    """Who had the customer's ticket before this one, within the route's days."""
    if not tickets:
        return {}
    rows = Ticket.objects.filter(requester__in={ticket.requester_id for ticket in tickets}, assignee__isnull=False)
    found: dict[int, list[tuple[int, datetime, int]]] = {}
    for pk, requester, updated, agent in rows.order_by("-created_at").values_list(
        "pk", "requester_id", "updated_at", "assignee_id"
    ):
        found.setdefault(requester, []).append((pk, updated, agent))
    last: dict[int, int] = {}
    for ticket in tickets:
        route = routes[ticket.pk]
        since = at - timedelta(days=route.sticky_days if route else 0)
        theirs = found.get(ticket.requester_id, ())
        helped = (agent for pk, when, agent in theirs if pk != ticket.pk and when >= since)
        if (who := next(helped, None)) is not None:
            last[ticket.pk] = who
    return last


def _language(code: str) -> str:
    return "language:" + code.split("-")[0].lower()
