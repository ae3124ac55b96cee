"""What becomes of the tickets of somebody who leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ponte.events.models import Event
from ponte.team.models import Agent, Team
from ponte.tickets import handing_back
from ponte.tickets.models import Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


def test_unsolved_tickets_are_nobodys_and_keep_their_team(
    matter: Matter, olena: Agent, admin: Agent, team: Callable[[str], Team]
) -> None:
    battery = team("Battery and motor")
    ticket = matter(assignee=olena, team=battery)
    solved = matter(assignee=olena, state=StateType.SOLVED)
    assert handing_back.hand_back(olena, by=admin) == 1
    ticket.refresh_from_db()
    solved.refresh_from_db()
    assert (ticket.assignee_id, ticket.team_id, solved.assignee_id) == (None, battery.pk, olena.pk)
    told = Event.objects.get(kind="ticket.assigned", ticket_id=ticket.pk, actor=admin.journal_name)
    assert (told.data["old"], told.data["new"]) == (olena.pk, None)


def test_closing_an_account_says_how_many_and_hands_them_back(
    client: Client, matter: Matter, olena: Agent, admin: Agent
) -> None:
    matter(assignee=olena)
    matter(assignee=olena)
    client.force_login(admin)
    page = client.get(f"/administration/people/{olena.pk}").content.decode()
    assert "Their 2 unsolved tickets" in page
    client.post(f"/administration/people/{olena.pk}/closure")
    assert not handing_back.held_by(olena).exists()
    assert Ticket.objects.filter(assignee=None).count() == 2


def test_the_last_administrator_keeps_theirs(client: Client, matter: Matter, admin: Agent) -> None:
    matter(assignee=admin)
    client.force_login(admin)
    client.post(f"/administration/people/{admin.pk}/closure")
    assert handing_back.held_by(admin).count() == 1
