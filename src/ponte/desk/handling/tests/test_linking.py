"""Links through the ticket's door, and what is asked before solving."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets.bulk import working
from ponte.tickets.links import linking
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import Role
from ponte.tickets.models import Message, Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def test_link_see_it_and_take_it_away(signed_in: Client, matter: Matter) -> None:
    one, other = matter(), matter(subject="Ladestation zu heiß")
    page = signed_in.get(f"/tickets/{one.pk}/links?q=Ladestation").content.decode()
    assert "Ladestation zu heiß" in page
    answer = signed_in.post(
        f"/tickets/{one.pk}/links", {"role": "duplicate_of", "other": f"#{other.pk}"}, follow=True
    )
    assert "Duplicate of" in answer.content.decode()
    assert "Its duplicates" in signed_in.get(f"/tickets/{other.pk}").content.decode()
    row = Link.objects.get()
    assert signed_in.delete(f"/tickets/{other.pk}/links/{row.pk}", headers=HTMX).status_code == 200
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    ("role", "other", "words"),
    [
        ("related", "999999", "No ticket that you may see has this number."),
        ("related", "", "No ticket that you may see has this number."),
        ("friend", "own", "Choose what the other ticket is."),
        ("related", "own", "A ticket cannot be linked with itself."),
    ],
)
def test_what_cannot_be_says_why(signed_in: Client, ticket: Ticket, role: str, other: str, words: str) -> None:
    given = {"role": role, "other": str(ticket.pk) if other == "own" else other}
    answer = signed_in.post(f"/tickets/{ticket.pk}/links", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nobody_links_with_what_they_may_not_see(
    client: Client, tom: Agent, matter: Matter, team: Callable[..., object]
) -> None:
    client.force_login(tom)
    mine, secret = matter(), matter(team=team("Battery and motor"))
    answer = client.post(f"/tickets/{mine.pk}/links", {"role": "related", "other": secret.pk})
    assert answer.status_code == 422
    assert not Link.objects.exists()


def test_solving_a_problem_asks_and_answers_its_incidents(signed_in: Client, matter: Matter, giulia: Agent) -> None:
    problem = matter(subject="Revision C")
    incidents = [matter(address=address) for address in ("olaf@posteo.de", "rita@posteo.de")]
    for each in incidents:
        linking.link(problem, Role.INCIDENT, each, by=giulia)
    stopped = signed_in.post(f"/tickets/{problem.pk}/closure", headers=HTMX)
    assert stopped.headers["HX-Redirect"] == f"/tickets/{problem.pk}/solution"
    assert (
        "2 incidents of this problem are still open."
        in signed_in.get(stopped.headers["HX-Redirect"]).content.decode()
    )
    signed_in.post(f"/tickets/{problem.pk}/solution", {"incidents": "on", "answer": "Update 2.4 mends it."})
    assert Ticket.objects.get(pk=problem.pk).state_type == StateType.SOLVED
    working.drain()
    assert set(Ticket.objects.values_list("state_type", flat=True)) == {StateType.SOLVED}
    assert Message.objects.filter(agent=giulia, text="Update 2.4 mends it.").count() == 2


def test_the_composer_asks_too(signed_in: Client, matter: Matter, giulia: Agent) -> None:
    whole, part = matter(), matter()
    linking.link(whole, Role.PART, part, by=giulia)
    from ponte.tickets.choosing_states import default_state

    given = {
        "mode": "reply",
        "to": "marta.bellini@posteo.it",
        "reply": "Fatto",
        "seen": whole.last_message_id,
        "state": default_state(StateType.SOLVED).pk,
    }
    stopped = signed_in.post(f"/tickets/{whole.pk}/messages", given, headers=HTMX)
    assert stopped.status_code == 422
    assert "1 part of it is still open." in stopped.content.decode()
    sent = signed_in.post(f"/tickets/{whole.pk}/messages", {**given, "anyway": whole.last_message_id}, headers=HTMX)
    assert sent.status_code == 200
    whole.refresh_from_db()
    assert whole.state_type == StateType.SOLVED
