"""The next ticket, one's own load, and why a ticket went where it is."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.matters import open_matter

from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.team.skills import limiting
from ponte.tickets import changing
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def routed(olena: Agent, tom: Agent) -> tuple[Ticket, int]:
    """A ticket that the router gave to Olena, passing over Tom."""
    ticket = open_matter()
    facts = {"route": None, "team": None, "old": None, "because": "", "load": 3, "most": 8, "reasons": ""}
    with transaction.atomic():
        word, passed = ticket.journal_name, [[tom.pk, "full", 25, 25, None]]
        given = {"agent": olena.pk, "why": "language:uk,load", "passed": passed, **facts}
        reasons = record("ticket.routed", by="system", subject=word, ticket=ticket.pk, **given)
        Ticket.objects.filter(pk=ticket.pk).update(assignee=olena)
        told = {"cause": reasons.pk, "old": None, "new": olena.pk}
        record("ticket.assigned", by="system", subject=word, ticket=ticket.pk, **told)
    return ticket, reasons.pk


def test_the_ticket_says_once_who_got_it_and_why(client: Client, giulia: Agent, routed: tuple[Ticket, int]) -> None:
    client.force_login(giulia)
    page = client.get(reverse("ticket:show", args=[routed[0].pk])).content.decode()
    assert (
        "Assigned to <b>Olena Kovalenko</b>: <b>speaks Ukrainian, the least loaded</b>, <b>3</b> of <b>8</b>" in page
    )
    assert "assigned it to" not in page
    assert reverse("ticket_routing", args=[routed[0].pk, routed[1]]) in page


def test_who_was_passed_over_and_why(client: Client, giulia: Agent, routed: tuple[Ticket, int]) -> None:
    client.force_login(giulia)
    where = reverse("ticket_routing", args=[routed[0].pk, routed[1]])
    part = client.get(where, headers={"HX-Request": "true"}).content.decode()
    assert "Tom Hughes" in part
    assert "holds as much as they may: 25 of 25" in part
    assert "Why it went there" in client.get(where).content.decode()


def test_the_next_ticket_is_the_most_pressing_and_opens(client: Client, olena: Agent) -> None:
    open_matter(subject="Old", minutes=500)
    urgent = open_matter(subject="Urgent", priority=Priority.URGENT, minutes=1)
    client.force_login(olena)
    answer = client.post(reverse("next_ticket"))
    assert answer.headers["Location"] == reverse("ticket:show", args=[urgent.pk])
    urgent.refresh_from_db()
    assert urgent.assignee == olena


def test_when_nothing_waits_the_inbox_says_so(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    page = client.post(reverse("next_ticket"), follow=True).content.decode()
    assert "Nothing waits for you." in page


def test_ones_own_load_against_ones_limit(client: Client, olena: Agent, matter: Callable[..., Ticket]) -> None:
    limiting.set_limits({"mail": 8}, agent=olena, by="system")
    for number in range(3):
        changing.assign(matter(subject=f"No {number}"), olena, by=olena)
    client.force_login(olena)
    page = client.get(reverse("own_work")).content.decode()
    assert "3 of 8" in page
    assert "Ukrainian" in page
