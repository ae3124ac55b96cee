"""Roles."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from tests.cast import engage

from ponte.events.models import Event
from ponte.team import changing_role, requiring_two_factor
from ponte.team.errors import LastAdministrator, NotPermitted
from ponte.team.models import Agent


@pytest.mark.django_db
def test_a_new_role_is_one_event(admin: Agent, olena: Agent) -> None:
    changing_role.change_role(olena, "coordinator", by=admin)
    assert olena.role == "coordinator"
    event = Event.objects.get(kind="agent.changed", subject=olena.journal_name)
    assert (event.data["old"], event.data["new"]) == ("agent", "coordinator")


@pytest.mark.django_db
def test_nobody_promotes_themselves(olena: Agent, serena: Agent) -> None:
    for agent in (olena, serena):
        with pytest.raises(NotPermitted):
            changing_role.change_role(agent, "administrator", by=agent)


@pytest.mark.django_db
def test_a_role_that_does_not_exist(admin: Agent, olena: Agent) -> None:
    with pytest.raises(ValidationError):
        changing_role.change_role(olena, "king", by=admin)


@pytest.mark.django_db
def test_the_last_administrator_stays(admin: Agent) -> None:
    with pytest.raises(LastAdministrator):
        changing_role.change_role(admin, "agent", by=admin)
    admin.refresh_from_db()
    assert admin.is_administrator


@pytest.mark.django_db
def test_a_role_that_needs_a_second_step_asks_for_it(admin: Agent, olena: Agent) -> None:
    requiring_two_factor.require_for(["coordinator"], by=admin)
    changing_role.change_role(olena, "coordinator", by=admin)
    assert olena.needs_two_factor


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_leave_one() -> None:
    pair = [engage("admin"), engage("serena")]
    Agent.objects.filter(pk=pair[1].pk).update(role="administrator")
    refused = []

    def leave(agent: Agent) -> None:
        try:
            changing_role.change_role(agent, "agent", by="system")
        except LastAdministrator:
            refused.append(agent)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(agent,)) for agent in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Agent.objects.filter(role="administrator").count() == 1
