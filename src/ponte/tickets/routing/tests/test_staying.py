"""A ticket goes to somebody else when its agent is silent or gone; never when people decided, or promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.matters import open_matter

from ponte.events import consuming
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team import setting_availability
from ponte.team.models import Agent, Team
from ponte.team.schedules import arranging as schedules
from ponte.team.schedules.rules import Rules
from ponte.team.skills import shifting
from ponte.tickets import changing, noting
from ponte.tickets.following_up import promising
from ponte.tickets.models import Ticket
from ponte.tickets.routing import running
from ponte.tickets.routing.models import Route
from ponte.tickets.routing.tests.conftest import NOON, after, route_all

pytestmark = pytest.mark.django_db(transaction=True)


def at(moment: datetime, ticket: Ticket) -> Agent | None:
    """Who has it after the router worked at this moment."""
    with clock.frozen(moment):
        route_all()
    ticket.refresh_from_db()
    return ticket.assignee


@pytest.fixture
def given(make_route: Callable[..., Route], olena: Agent, mateo: Agent) -> Callable[..., Ticket]:
    """A Ukrainian ticket that the router gives to Olena at noon."""

    def open_at_noon(**plan: object) -> Ticket:
        with clock.frozen(NOON):
            make_route(**plan)
            ticket = open_matter(language="uk", at=NOON)
        assert at(NOON, ticket) == olena
        return ticket

    return open_at_noon


def test_silence_passes_it_on(given: Callable[..., Ticket], mateo: Agent, olena: Agent) -> None:
    ticket = given(silent_minutes=30)
    assert at(after(minutes=29), ticket) == olena
    assert at(after(minutes=31), ticket) == mateo
    event = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.routed").latest("pk")
    assert (event.data["because"], event.data["old"], event.data["agent"]) == ("silent", olena.pk, mateo.pk)


def test_who_did_something_is_not_silent(given: Callable[..., Ticket], olena: Agent, mateo: Agent) -> None:
    ticket = given(silent_minutes=30)
    with clock.frozen(after(minutes=20)):
        noting.note(ticket, by=olena, html="<p>I am asking the workshop.</p>")
    assert at(after(minutes=31), ticket) == olena
    assert at(after(minutes=51), ticket) == mateo


def test_a_promise_keeps_it_until_it_is_due(given: Callable[..., Ticket], olena: Agent, mateo: Agent) -> None:
    ticket = given(silent_minutes=30)
    with clock.frozen(after(minutes=1)):
        promising.promise(ticket, after(hours=2), by=olena)
    assert at(after(minutes=100), ticket) == olena
    assert at(after(minutes=121), ticket) == mateo


def test_absence_passes_it_on_after_a_grace(given: Callable[..., Ticket], olena: Agent, mateo: Agent) -> None:
    ticket = given(gone_minutes=15)
    with clock.frozen(after(minutes=5)):
        setting_availability.set_availability(olena, "away", by=olena)
    assert at(after(minutes=5), ticket) == olena
    assert at(after(minutes=19), ticket) == olena
    assert at(after(minutes=21), ticket) == mateo


def test_who_comes_back_in_time_keeps_it(given: Callable[..., Ticket], olena: Agent) -> None:
    ticket = given(gone_minutes=15)
    with clock.frozen(after(minutes=5)):
        setting_availability.set_availability(olena, "away", by=olena)
    assert at(after(minutes=6), ticket) == olena
    with clock.frozen(after(minutes=10)):
        setting_availability.set_availability(olena, "online", by=olena)
    assert at(after(minutes=40), ticket) == olena


def test_the_end_of_a_shift_counts_as_absence(given: Callable[..., Ticket], olena: Agent, mateo: Agent) -> None:
    ticket = given(gone_minutes=15)
    until_one = Rules("UTC", (((540, 780),),) * 7)
    with clock.frozen(after(minutes=1)):
        shifting.set_shift(olena, schedules.make("Mornings", until_one, by="system"), by="system")
    assert at(after(minutes=59), ticket) == olena
    for minutes in (61, 77):
        with clock.frozen(after(minutes=minutes)):
            running.minding.mind(None, at=clock.now())
    assert at(after(minutes=77), ticket) == mateo


def test_it_stays_where_nobody_else_could_take_it(
    given: Callable[..., Ticket], olena: Agent, mateo: Agent, battery: Team
) -> None:
    ticket = given(silent_minutes=30)
    with clock.frozen(after(minutes=1)):
        setting_availability.set_availability(mateo, "off", by=mateo)
    assert at(after(minutes=45), ticket) == olena


def test_what_a_person_gave_to_somebody_is_never_taken_away(
    given: Callable[..., Ticket], giulia: Agent, mateo: Agent, olena: Agent
) -> None:
    ticket = given(silent_minutes=30)
    with clock.frozen(after(minutes=1)):
        changing.assign(ticket, None, by=giulia)
        changing.assign(ticket, olena, by=giulia)
    assert at(after(hours=5), ticket) == olena


def test_overflow_lets_another_team_in(make_route: Callable[..., Route], battery: Team, tom: Agent) -> None:
    app = tom.teams.get()
    for agent in battery.agents.all():
        setting_availability.set_availability(agent, "off", by=agent)
    with clock.frozen(NOON):
        make_route(overflow=[(30, app)])
        ticket = open_matter(language="en", at=NOON)
    assert at(after(minutes=29), ticket) is None
    assert at(after(minutes=31), ticket) == tom
    assert ticket.team == app
    event = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.routed").latest("pk")
    assert "overflow" in event.data["why"]
    while consuming.drain("routing"):
        pass
    ticket.refresh_from_db()
    assert ticket.team == app
