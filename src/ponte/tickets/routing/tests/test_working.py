"""The router at work on real tickets: who gets what, who never does, and what people decide stays."""

from collections.abc import Callable

import pytest
from tests.matters import open_matter

from ponte.events.models import Event
from ponte.team import setting_availability
from ponte.team.models import Agent, Team
from ponte.team.skills import limiting
from ponte.tickets import changing
from ponte.tickets.choosing_states import default_state
from ponte.tickets.models import Ticket
from ponte.tickets.routing.models import Place, Route
from ponte.tickets.routing.tests.conftest import route_all
from ponte.tickets.routing.ways import Way
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db(transaction=True)


def told(ticket: Ticket) -> list[Event]:
    return list(Event.objects.filter(ticket_id=ticket.pk, kind="ticket.routed").order_by("pk"))


def test_a_new_ticket_goes_to_the_team_and_to_whoever_speaks_its_language(
    make_route: Callable[..., Route], routed: Callable[..., Ticket], olena: Agent, battery: Team
) -> None:
    route = make_route()
    ticket = routed(language="uk")
    assert (ticket.team, ticket.assignee) == (battery, olena)
    (event,) = told(ticket)
    assert event.data["why"] == "language:uk,load"
    assert (event.data["route"], event.data["load"], event.data["most"]) == (route.pk, 1, 2)
    assigned = Event.objects.get(ticket_id=ticket.pk, kind="ticket.assigned")
    assert assigned.cause_id == event.pk


def test_without_a_route_nothing_happens(routed: Callable[..., Ticket]) -> None:
    ticket = routed()
    assert ticket.assignee is None
    assert not Place.objects.exists()


def test_a_ticket_outside_every_condition_is_left_alone(
    make_route: Callable[..., Route], routed: Callable[..., Ticket]
) -> None:
    make_route(conditions={"field": "tags", "operator": "has_any", "value": ["battery"]})
    assert routed().assignee is None


def test_nobody_gets_more_than_they_may_hold(
    make_route: Callable[..., Route], olena: Agent, mateo: Agent, battery: Team
) -> None:
    make_route()
    for number in range(6):
        open_matter(language="en", subject=f"No {number}")
    route_all()
    held = [Ticket.objects.filter(assignee=agent).count() for agent in (olena, mateo)]
    assert held == [2, 2]
    waiting = Ticket.objects.filter(assignee__isnull=True)
    assert [told(ticket)[0].data["reasons"] for ticket in waiting] == ["full:2"] * 2


def test_the_next_waiting_ticket_comes_when_one_is_solved(
    make_route: Callable[..., Route], olena: Agent, mateo: Agent, battery: Team
) -> None:
    make_route()
    for number in range(4):
        open_matter(language="en", subject=f"No {number}")
    route_all()
    late = open_matter(subject="Late", language="en")
    urgent = open_matter(subject="Urgent", language="en", priority=Priority.URGENT)
    route_all()
    first = Ticket.objects.filter(assignee=olena).first()
    assert first is not None
    changing.set_state(first, default_state(StateType.SOLVED), by=olena)
    route_all()
    urgent.refresh_from_db()
    late.refresh_from_db()
    assert (urgent.assignee, late.assignee) == (olena, None)


def test_somebody_who_comes_back_gets_what_waits(
    make_route: Callable[..., Route], routed: Callable[..., Ticket], olena: Agent, mateo: Agent
) -> None:
    for agent in (olena, mateo):
        setting_availability.set_availability(agent, "away", by=agent)
    make_route()
    ticket = routed()
    assert ticket.assignee is None
    setting_availability.set_availability(mateo, "online", by=mateo)
    route_all()
    ticket.refresh_from_db()
    assert ticket.assignee == mateo


def test_what_a_person_assigns_stays(
    make_route: Callable[..., Route], routed: Callable[..., Ticket], giulia: Agent, olena: Agent
) -> None:
    make_route()
    ticket = changing.assign(open_matter(), giulia, by=giulia)
    route_all()
    ticket.refresh_from_db()
    assert ticket.assignee == giulia


def test_who_gives_a_ticket_back_does_not_get_it_again(
    make_route: Callable[..., Route], routed: Callable[..., Ticket], olena: Agent, mateo: Agent
) -> None:
    make_route()
    ticket = routed(language="uk")
    assert ticket.assignee == olena
    changing.assign(ticket, None, by=olena)
    route_all()
    ticket.refresh_from_db()
    assert ticket.assignee == mateo


def test_a_manual_route_moves_and_leaves_the_taking_to_people(
    make_route: Callable[..., Route], routed: Callable[..., Ticket], battery: Team
) -> None:
    make_route(way=Way.MANUAL)
    ticket = routed()
    assert (ticket.team, ticket.assignee) == (battery, None)
    assert told(ticket) == []


def test_in_turn(make_route: Callable[..., Route], olena: Agent, mateo: Agent) -> None:
    limiting.set_limits({"mail": 10}, agent=olena, by="system")
    limiting.set_limits({"mail": 10}, agent=mateo, by="system")
    make_route(way=Way.TURNS)
    for _ in range(4):
        open_matter(language="en")
        route_all()
    order = Ticket.objects.order_by("pk").values_list("assignee", flat=True)
    assert list(order) == [olena.pk, mateo.pk, olena.pk, mateo.pk]


def test_a_limit_of_nothing_and_a_closed_account_get_nothing(
    make_route: Callable[..., Route], routed: Callable[..., Ticket], olena: Agent, mateo: Agent
) -> None:
    limiting.set_limits({"mail": 0}, agent=olena, by="system")
    Agent.objects.filter(pk=mateo.pk).update(is_active=False)
    make_route()
    ticket = routed()
    assert ticket.assignee is None
    assert told(ticket)[0].data["reasons"] == "nothing:1"
