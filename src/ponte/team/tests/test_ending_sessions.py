"""Sessions."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from ponte.events.models import Event
from ponte.team import ending_sessions
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def clients(olena: Agent) -> list[Client]:
    """Two browsers in which Olena is signed in."""
    made = [Client(), Client()]
    for client in made:
        client.force_login(olena)
        UserSession.objects.create(user=olena, session_key=client.session.session_key, ip="127.0.0.1", user_agent="x")
    return made


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_one_ends_and_the_other_stays(olena: Agent, clients: list[Client]) -> None:
    ending_sessions.end(UserSession.objects.get(session_key=clients[0].session.session_key), by=olena)
    assert [is_in(client) for client in clients] == [False, True]
    assert Event.objects.filter(kind="agent.session_ended").count() == 1


def test_all_others_end(olena: Agent, clients: list[Client]) -> None:
    assert ending_sessions.end_all(olena, by=olena, besides=clients[0].session.session_key) == 1
    assert [is_in(client) for client in clients] == [True, False]


def test_a_colleague_may_not_but_an_administrator_may(
    clients: list[Client], olena: Agent, mateo: Agent, admin: Agent
) -> None:
    with pytest.raises(NotPermitted):
        ending_sessions.end_all(olena, by=mateo)
    assert ending_sessions.end_all(olena, by=admin) == 2
    assert [is_in(client) for client in clients] == [False, False]
