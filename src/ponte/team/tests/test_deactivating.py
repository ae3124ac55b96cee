"""Closing and opening accounts."""

import pytest
from django.test import Client

from ponte.events.models import Event
from ponte.team import deactivating
from ponte.team.errors import LastAdministrator, NotPermitted
from ponte.team.models import Agent
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_a_closed_account_is_out_at_once(admin: Agent, olena: Agent, client: Client) -> None:
    client.force_login(olena)
    assert client.get("/account").status_code == 200
    deactivating.deactivate(olena, by=admin)
    assert client.get("/account").status_code == 302
    assert not Ticket.objects.visible_to(olena).exists()
    assert Event.objects.filter(kind="agent.deactivated", subject=olena.journal_name).count() == 1


def test_closing_twice_is_told_once(admin: Agent, olena: Agent) -> None:
    deactivating.deactivate(olena, by=admin)
    deactivating.deactivate(olena, by=admin)
    assert Event.objects.filter(kind="agent.deactivated").count() == 1


def test_opened_again_with_role_and_teams(admin: Agent, olena: Agent) -> None:
    teams = set(olena.teams.all())
    deactivating.deactivate(olena, by=admin)
    deactivating.activate(olena, by=admin)
    olena.refresh_from_db()
    assert olena.is_active
    assert set(olena.teams.all()) == teams


def test_the_last_administrator_stays(admin: Agent) -> None:
    with pytest.raises(LastAdministrator):
        deactivating.deactivate(admin, by=admin)


def test_a_closed_administrator_does_not_count(admin: Agent, serena: Agent) -> None:
    Agent.objects.filter(pk=serena.pk).update(role="administrator", is_active=False)
    with pytest.raises(LastAdministrator):
        deactivating.deactivate(admin, by=admin)


def test_others_may_not(serena: Agent, olena: Agent) -> None:
    with pytest.raises(NotPermitted):
        deactivating.deactivate(olena, by=serena)
