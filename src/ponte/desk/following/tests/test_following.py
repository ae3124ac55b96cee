"""Follow-ups through their doors: one ticket, several, and what the pages say of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.following_up import promising, reminding, ringing
from ponte.tickets.following_up.models import FollowUp, Kind
from ponte.tickets.models import NEVER, Ticket

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def desk(client: Client, olena: Agent) -> Client:
    client.force_login(olena)
    return client


def test_a_usual_moment_is_one_click(desk: Client, ticket: Ticket) -> None:
    where = f"/tickets/{ticket.pk}/follow-ups"
    form = desk.get(where, headers=HX).content.decode()
    assert "Tomorrow morning" in form
    answer = desk.post(where, {"kind": "snooze", "at": "tomorrow", "note": "Ask the workshop"}, headers=HX)
    assert answer.status_code == 200
    ticket.refresh_from_db()
    assert ticket.wakes_at is not None
    page = desk.get(f"/tickets/{ticket.pk}").content.decode()
    assert "Snoozed until" in page
    assert "Ask the workshop" in page
    assert desk.delete(f"/tickets/{ticket.pk}/snooze", headers=HX).status_code == 200
    ticket.refresh_from_db()
    assert ticket.wakes_at is None


def test_ones_own_moment_is_in_ones_own_zone(desk: Client, ticket: Ticket, olena: Agent) -> None:
    own = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT10:00")
    desk.post(f"/tickets/{ticket.pk}/follow-ups", {"kind": "promise", "at": "own", "own": own})
    due = FollowUp.objects.get().due_at
    assert due is not None
    assert due.astimezone(ZoneInfo(olena.time_zone)).strftime("%Y-%m-%dT%H:%M") == own


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "reminder", "at": "own", "own": ""}, "Choose when"),
        ({"kind": "reminder", "at": "own", "own": "2020-01-01T10:00"}, "still to come"),
        ({"kind": "reminder", "at": "reply"}, "Choose when"),
        ({"kind": "party", "at": "tomorrow"}, "Choose what"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    desk: Client, ticket: Ticket, given: dict[str, str], words: str
) -> None:
    answer = desk.post(f"/tickets/{ticket.pk}/follow-ups", {**given, "note": "Call Marta"}, headers=HX)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Call Marta" in answer.content.decode()
    assert not FollowUp.objects.exists()


def test_reminders_are_personal(desk: Client, ticket: Ticket, olena: Agent, giulia: Agent) -> None:
    hers = reminding.remind(ticket, clock.now() + timedelta(hours=1), by=giulia, note="Only Giulia reads this")
    assert "Only Giulia" not in desk.get(f"/tickets/{ticket.pk}").content.decode()
    assert desk.post(f"/follow-ups/{hers.pk}").status_code == 404
    mine = reminding.remind(ticket, clock.now() + timedelta(hours=1), by=olena, note="Only Olena reads this")
    assert "Only Olena" in desk.get(f"/tickets/{ticket.pk}").content.decode()
    assert desk.post(f"/follow-ups/{mine.pk}", headers=HX).status_code == 200
    assert FollowUp.objects.unfinished().get() == hers


def test_a_broken_promise_shows(desk: Client, ticket: Ticket, olena: Agent) -> None:
    promising.promise(ticket, clock.now() + timedelta(hours=1), by=olena)
    assert "Promised the customer by" in desk.get("/inbox/all").content.decode()
    with clock.frozen(clock.now() + timedelta(hours=2)):
        ringing.ring()
        assert "Overdue" in desk.get(f"/tickets/{ticket.pk}").content.decode()
    desk.post(f"/tickets/{ticket.pk}/promise", headers=HX)
    assert not FollowUp.objects.unfinished().exists()


def test_several_are_put_off_and_back(desk: Client, matter: Callable[..., Ticket], olena: Agent) -> None:
    chosen = [matter(assignee=olena).pk for _number in range(3)]
    menu = desk.get("/follow-ups/choices").content.decode()
    change = re.findall(r'value="(snooze:[^"]+)"', menu)[0].replace("&#43;", "+")
    answer = desk.post("/inbox/changes", {"chosen": chosen, "change": change}, headers=HX)
    assert Ticket.objects.filter(wakes_at__isnull=False).count() == 3
    assert "Snoozed" in desk.get("/inbox/snoozed").content.decode()
    undo = re.findall(r'"(/inbox/changes/[^"]+)"', answer["HX-Trigger"])[0]
    desk.delete(undo, headers=HX)
    assert not Ticket.objects.filter(wakes_at__isnull=False).exists()
    desk.post("/inbox/changes", {"chosen": chosen, "change": "snooze:reply"}, headers=HX)
    assert Ticket.objects.filter(wakes_at=NEVER).count() == 3


def test_several_reminders_and_their_undo(desk: Client, matter: Callable[..., Ticket]) -> None:
    chosen = [matter().pk for _number in range(2)]
    moment = (clock.now() + timedelta(hours=3)).isoformat()
    answer = desk.post("/inbox/changes", {"chosen": chosen, "change": f"remind:{moment}"}, headers=HX)
    assert FollowUp.objects.filter(kind=Kind.REMINDER).unfinished().count() == 2
    desk.delete(re.findall(r'"(/inbox/changes/[^"]+)"', answer["HX-Trigger"])[0], headers=HX)
    assert not FollowUp.objects.unfinished().exists()
    for wrong in ("snooze:soon", "snooze:2020-01-01T10:00:00+00:00", "remind:none"):
        assert desk.post("/inbox/changes", {"chosen": chosen, "change": wrong}, headers=HX).status_code == 422


def test_an_observer_sets_nothing(client: Client, ticket: Ticket, observer: Agent) -> None:
    client.force_login(observer)
    answer = client.post(f"/tickets/{ticket.pk}/follow-ups", {"kind": "snooze", "at": "tomorrow"}, headers=HX)
    assert answer.status_code == 422
    assert not FollowUp.objects.exists()
