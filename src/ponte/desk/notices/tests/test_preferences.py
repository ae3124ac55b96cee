"""What one hears of, and how; and what everybody does who says nothing."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.test import Client

from ponte.channels.notices import settling, stopping, ways
from ponte.channels.notices.models import Preference
from ponte.channels.notices.sorts import USUAL, Mail, Sort, Ways
from ponte.events.models import Event
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db
PLACE = "/account/notifications"


def form(**chosen: Ways) -> dict[str, Any]:
    """The page as it would be sent, all as usual but what is chosen."""
    sent: dict[str, Any] = {"quiet_from": "19:00", "quiet_until": "08:00", "digest": "day", "digest_time": "08:00"}
    for sort, how in {**USUAL, **chosen}.items():
        sent |= {f"{sort}.mail": how.mail} | ({f"{sort}.app": "1"} if how.app else {})
        sent |= {f"{sort}.push": "1"} if how.push else {}
    return sent


def test_one_way_changes_and_is_recorded(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    wanted = Ways(app=False, mail=Mail.DIGEST, push=True)
    assert client.post(PLACE, form(followed=wanted)).status_code == 302
    assert ways.of([olena.pk])[olena.pk] == {**USUAL, Sort.FOLLOWED: wanted}
    event = Event.objects.get(kind="notices.preference_changed")
    assert event.data == {"sort": "followed", "app": False, "mail": "digest", "push": True}


def test_what_is_as_usual_is_not_kept(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    client.post(PLACE, form(followed=Ways(push=True)))
    client.post(PLACE, form())
    assert not Preference.objects.exists()


def test_a_way_that_does_not_exist_is_refused(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    answer = client.post(PLACE, {**form(), "followed.mail": "pigeon"})
    assert answer.status_code == 422
    assert not Preference.objects.exists()


def test_quiet_hours_and_digest(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    client.post(PLACE, {**form(), "quiet": "on", "quiet_from": "18:30", "agenda": "on", "digest_time": "07:45"})
    mine = settling.of(olena)
    assert (mine.quiet, mine.quiet_from, mine.agenda, mine.digest_time) == (True, time(18, 30), True, time(7, 45))
    assert mine.digest_next_at is not None


def test_quiet_hours_without_an_end_are_refused(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    answer = client.post(PLACE, {**form(), "quiet": "on", "quiet_until": "19:00"})
    assert answer.status_code == 422
    assert "need an end" in answer.content.decode()
    assert not settling.of(olena).quiet


def test_the_company_decides_for_those_who_did_not(client: Client, serena: Agent, olena: Agent, mateo: Agent) -> None:
    client.force_login(mateo)
    client.post(PLACE, form(mentioned=Ways()))
    client.force_login(serena)
    client.post("/administration/notifications", form(mentioned=Ways(mail=Mail.DIGEST)))
    found = ways.of([olena.pk, mateo.pk])
    assert found[olena.pk][Sort.MENTIONED] == Ways(mail=Mail.DIGEST)
    assert found[mateo.pk][Sort.MENTIONED] == Ways()
    assert Event.objects.filter(kind="notices.default_changed").count() == 1


def test_a_browser_of_nobody_we_know_is_refused_with_words(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    sent = {"endpoint": "https://push.example/1", "key": "x", "secret": "y"}
    assert "does not know" in client.post(f"{PLACE}/browsers", sent, follow=True).content.decode()


def test_the_worker_of_browsers_is_ours_and_reaches_everywhere(client: Client) -> None:
    answer = client.get("/service-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "showNotification" in answer.content.decode()


def test_the_link_in_a_mail_asks_and_then_stops(client: Client, olena: Agent) -> None:
    place = f"/notifications/stop/{stopping.token(olena, Sort.MENTIONED)}"
    strict = Client(enforce_csrf_checks=True)
    assert "No more mails like this?" in client.get(place).content.decode()
    assert ways.of([olena.pk])[olena.pk][Sort.MENTIONED].mail == Mail.NOW
    assert strict.post(place, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ways.of([olena.pk])[olena.pk][Sort.MENTIONED].mail == Mail.NEVER


def test_the_link_of_a_digest_stops_the_digest(client: Client, olena: Agent) -> None:
    settling.settle({"agenda": True}, by=olena)
    client.force_login(olena)
    client.post(f"/notifications/stop/{stopping.token(olena, stopping.DIGEST)}")
    assert not settling.of(olena).agenda
    assert client.get("/notifications/stop/forged").status_code == 404
