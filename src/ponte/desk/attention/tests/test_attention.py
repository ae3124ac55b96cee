"""The page of findings: counts, mending several, putting aside, and after how long it speaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.team.models import Agent
from ponte.tickets.following_up.models import FollowUp
from ponte.tickets.models import Ticket
from ponte.tickets.watching import looking
from ponte.tickets.watching.models import Finding, WatchPolicy

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


@pytest.fixture
def desk(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def test_nothing_is_forgotten(desk: Client) -> None:
    assert "Nothing is forgotten" in desk.get("/attention/").content.decode()


def test_several_are_given_to_somebody(desk: Client, matter: Matter, olena: Agent) -> None:
    tickets = [matter(minutes=40 + number) for number in range(3)]
    looking.sweep()
    page = desk.get("/attention/?reason=no_owner").content.decode()
    assert page.index(f"/tickets/{tickets[2].pk}") < page.index(f"/tickets/{tickets[0].pk}")
    chosen = list(Finding.objects.values_list("pk", flat=True))
    desk.post("/attention/changes", {"chosen": chosen, "act": "assign", "assignee": olena.pk})
    assert Ticket.objects.filter(assignee=olena).count() == 3
    assert not Finding.objects.exists()


def test_reminding_and_putting_aside(desk: Client, matter: Matter) -> None:
    matter(minutes=40)
    looking.sweep()
    chosen = [Finding.objects.get().pk]
    desk.post("/attention/changes", {"chosen": chosen, "act": "remind", "at": "tomorrow"})
    assert FollowUp.objects.count() == 1
    answer = desk.post(
        "/attention/changes", {"chosen": chosen, "act": "dismiss", "why": "", "until": "tomorrow"}, follow=True
    )
    assert "Say why it may wait" in answer.content.decode()
    assert Finding.objects.shown().exists()
    desk.post(
        "/attention/changes", {"chosen": chosen, "act": "dismiss", "why": "Parts come Monday", "until": "tomorrow"}
    )
    assert not Finding.objects.shown().exists()
    assert Finding.objects.get().dismissal == "Parts come Monday"
    for wrong in ({"act": "assign", "assignee": "x"}, {"act": "dance"}, {"act": "remind", "at": "never"}):
        page = desk.post("/attention/changes", {"chosen": chosen, **wrong}, follow=True)
        assert "Nothing was changed" in page.content.decode()


def test_the_price_is_constant_and_pages_go_on(desk: Client, matter: Matter) -> None:
    def queries() -> int:
        desk.get("/attention/")  # the numbers in the rail are remembered
        with CaptureQueriesContext(connection) as seen:
            desk.get("/attention/")
        return len(seen)

    matter(minutes=40)
    looking.sweep()
    one = queries()
    for number in range(55):
        matter(minutes=50 + number)
    looking.sweep()
    assert queries() == one
    page = desk.get("/attention/").content.decode()
    assert page.count('class="row-link"') == 50
    after = page.split("amp;after=")[1].split('"')[0]
    assert desk.get(f"/attention/?after={after}").content.decode().count('class="row-link"') == 6


def test_after_how_long_it_speaks(desk: Client, matter: Matter) -> None:
    ticket = matter(minutes=20)
    looking.sweep()
    assert not Finding.objects.exists()
    values = {"owner_minutes": 10, "silent_hours": 4, "away_hours": 2, "snooze_hours": 4, "pending_days": 3}
    assert desk.post("/attention/settings", {**values, "pending_days": 0}).status_code == 422
    assert desk.post("/attention/settings", values).status_code == 302
    assert WatchPolicy.current().owner_minutes == 10
    looking.sweep()
    assert Finding.objects.get().ticket == ticket
