"""The router: tickets placed by the journal's consumer and given to people, with one worker process."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.progress import Progress

MANY = 2000
TAG = "bench-routing"


def measure(say: Progress) -> dict[str, Any]:
    """Open many tickets for a route of their own, then hear of them and give them out."""
    from ponte.events import consuming
    from ponte.tickets.models import Ticket
    from ponte.tickets.routing import rulebook, running
    from ponte.tickets.routing.models import Place, Route, Router

    consuming.drain("routing")
    route = _route()
    numbers = _open()
    assert rulebook.current().routes[0][0] == route
    try:
        begun = time.perf_counter()
        while consuming.drain("routing"):
            pass
        placed = time.perf_counter() - begun
        begun = time.perf_counter()
        while running.round_of_all():
            pass
        given = time.perf_counter() - begun
        done = Ticket.objects.filter(pk__in=numbers, assignee__isnull=False).count()
        if done != MANY:
            raise AssertionError(f"only {done} of {MANY} tickets were given to somebody")
        idle = _idle()
    finally:
        Place.objects.filter(ticket__in=numbers).delete()
        Ticket.objects.filter(pk__in=numbers).update(state_type=6, assignee=None)
        Route.objects.filter(pk=route.pk).update(is_active=False)
        Router.turn()
        Router.objects.update(after=None)
    say.say(f"routing: {MANY / given:.0f} decisions a second")
    return {
        "tickets placed in a route": {"n": MANY, "a_second": round(MANY / placed, 1)},
        "tickets given to somebody (decisions)": {"n": MANY, "a_second": round(MANY / given, 1)},
        "a round with nothing due": idle,
    }


def _idle() -> dict[str, Any]:
    from benchmarks.timing import repeat
    from ponte.tickets.routing import running

    return repeat(lambda _: running.round_of_all(), 2.0)


def _route() -> Any:
    """A team of twenty with room for all, and a route to it before every other."""
    from ponte.team.models import Agent, Membership, Team
    from ponte.team.skills import limiting
    from ponte.tickets.routing import arranging
    from ponte.tickets.routing.arranging import Plan
    from ponte.tickets.routing.models import Route, Router

    team, _ = Team.objects.get_or_create(name="Bench routing")
    for agent in Agent.objects.filter(is_active=True, role="agent").order_by("pk")[:20]:
        Membership.objects.get_or_create(team=team, agent=agent)
        Agent.objects.filter(pk=agent.pk).update(availability="online")
        limiting.set_limits({"chat": 500}, agent=agent, by="system")
    Route.objects.filter(name=f"Bench {TAG}").delete()
    conditions = {"field": "tags", "operator": "has_any", "value": [TAG]}
    route = arranging.make(Plan(f"Bench {TAG}", conditions, team), by="system")
    Router.objects.update(after=None)
    return route


def _open() -> list[int]:
    """Chats, as nobody in the world holds any; their tag stands on them from the first moment."""
    from ponte.customers.models import Customer
    from ponte.lib import clock
    from ponte.tickets.incoming import Incoming
    from ponte.tickets.models import Brand, Ticket
    from ponte.tickets.opening import Opening, open_tickets

    brand, customers = Brand.objects.get(is_default=True), list(Customer.objects.order_by("pk")[:100])
    languages = ("it", "en", "es", "uk", "pt-br")
    numbers: list[int] = []
    for start in range(0, MANY, 200):
        openings = [
            Opening(
                requester=customers[number % len(customers)],
                incoming=Incoming(
                    channel="chat",
                    text="La batteria si ferma al 62%.",
                    subject=f"Bench {number}",
                    at=clock.now(),
                    language=languages[number % 5],
                ),
                by="system",
                brand=brand,
            )
            for number in range(start, start + 200)
        ]
        numbers += [ticket.pk for ticket, _ in open_tickets(openings)]
    Ticket.objects.filter(pk__in=numbers).update(tags=[TAG])
    return numbers
