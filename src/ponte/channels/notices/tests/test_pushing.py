"""Browsers: only theirs, encrypted, proved, replaced not repeated, and forgotten when they are gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ponte.channels.notices import browsers, keys, push_services, pushing, reading
from ponte.channels.notices.models import Browser, Notice
from ponte.channels.notices.sorts import Sort
from ponte.channels.notices.tests.conftest import PushService
from ponte.events.models import Event
from ponte.lib import clock
from ponte.lib.web_push.encoding import encode
from ponte.lib.web_push.tests.browser import Browser as Keys
from ponte.lib.web_push.tests.test_proving import parts, verify
from ponte.team.models import Agent
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
Tell = Callable[..., Notice]


def test_the_browser_reads_who_and_what(
    push_service: PushService, olena: Agent, giulia: Agent, news: Tell, ticket: Ticket
) -> None:
    Agent.objects.filter(pk=olena.pk).update(locale="uk")
    push_service.subscribe(olena)
    notice = news(olena, actor=giulia.journal_name)
    assert pushing.push_due() == 1
    assert push_service.read() == [
        {
            "title": "Giulia Ferri згадує вас",
            "body": f"#{ticket.pk} {ticket.subject}",
            "url": f"/notifications/{notice.pk}",
            "tag": f"ticket{ticket.pk}",
            "lang": "uk",
        }
    ]
    _path, headers, body = push_service.got[0]
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["topic"] == f"ticket{ticket.pk}"
    assert ticket.subject.encode() not in body
    signed, signature, key = parts(headers["authorization"])
    verify(signed, signature, key)
    assert encode(key) == keys.public()
    assert pushing.push_due() == 0


def test_others_hear_nothing(push_service: PushService, olena: Agent, mateo: Agent, news: Tell) -> None:
    push_service.subscribe(mateo)
    news(olena)
    pushing.push_due()
    assert push_service.got == []


def test_what_was_read_is_not_pushed(push_service: PushService, olena: Agent, news: Tell, ticket: Ticket) -> None:
    push_service.subscribe(olena)
    news(olena)
    reading.mark_ticket(ticket, by=olena)
    pushing.push_due()
    assert push_service.got == []


@pytest.mark.parametrize("status", [404, 410, 403])
def test_a_browser_that_is_gone_is_forgotten(
    push_service: PushService, olena: Agent, news: Tell, status: int
) -> None:
    push_service.subscribe(olena)
    push_service.answer = status
    news(olena)
    pushing.push_due()
    assert not Browser.objects.exists()
    assert Event.objects.filter(kind="notices.browser_removed").exists()
    assert not Notice.objects.filter(push_at__isnull=False).exists()


@pytest.mark.parametrize("status", [500, 429, 307])
def test_trouble_is_tried_again_and_then_let_go(
    push_service: PushService, olena: Agent, news: Tell, status: int
) -> None:
    push_service.subscribe(olena)
    push_service.answer = status
    news(olena)
    pushing.push_due()
    assert pushing.push_due() == 0
    push_service.answer = 201
    assert pushing.push_due(clock.now() + timedelta(minutes=3)) == 1
    assert len(push_service.got) == 2
    assert not Notice.objects.filter(push_at__isnull=False).exists()


def test_one_that_cannot_be_told_stops_no_other(push_service: PushService, olena: Agent, news: Tell) -> None:
    push_service.subscribe(olena)
    with clock.frozen(clock.now() - timedelta(minutes=5)):
        broken = news(olena)
    Notice.objects.filter(pk=broken.pk).update(sort="nonsense")
    news(olena, source="event:2")
    assert pushing.push_due() == 2
    assert len(push_service.got) == 1
    assert Notice.objects.filter(push_at__isnull=False).get() == broken  # tried again later


def test_a_worker_that_died_is_taken_over(push_service: PushService, olena: Agent, news: Tell) -> None:
    push_service.subscribe(olena)
    news(olena)
    assert len(pushing.claim(clock.now())) == 1  # and it dies here
    assert pushing.push_due() == 0
    assert pushing.push_due(clock.now() + pushing.LEASE + timedelta(seconds=1)) == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/x",
        "https://web.push.apple.com/QK",
        "https://wns2-par02p.notify.windows.com/w/?token=x",
    ],
)
def test_push_services_that_are_known(endpoint: str) -> None:
    assert push_services.is_allowed(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilnotify.windows.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://[::1",
        "file:///etc/passwd",
        "",
        "https://fcm.googleapis.com/" + "x" * 1000,
    ],
)
def test_no_other_address_is_ever_spoken_to(endpoint: str, olena: Agent) -> None:
    mine = Keys()
    assert not push_services.is_allowed(endpoint)
    with pytest.raises(ValidationError):
        browsers.add(endpoint, encode(mine.key), encode(mine.secret), by=olena)


def test_a_service_that_is_named_no_more_is_left_alone(
    push_service: PushService, olena: Agent, news: Tell, settings: Any
) -> None:
    push_service.subscribe(olena)
    settings.PONTE = replace(settings.PONTE, push_hosts=())
    news(olena)
    pushing.push_due()
    assert push_service.got == []
    assert not Browser.objects.exists()


def test_keys_that_are_none_are_refused(push_service: PushService, olena: Agent) -> None:
    with pytest.raises(ValidationError):
        browsers.add(f"http://{push_service.host}/s", "AAAA", "AAAA", by=olena)


def test_a_browser_belongs_to_who_signed_in_there_last(push_service: PushService, olena: Agent, mateo: Agent) -> None:
    push_service.subscribe(olena)
    push_service.subscribe(mateo)
    assert list(Browser.objects.values_list("agent", flat=True)) == [mateo.pk]


def test_ten_browsers_at_most(push_service: PushService, olena: Agent) -> None:
    for number in range(12):
        push_service.subscribe(olena, f"/s/{number}")
    kept = Browser.objects.filter(agent=olena).values_list("endpoint", flat=True)
    assert len(kept) == 10
    assert not any(each.endswith(("/s/0", "/s/1")) for each in kept)


def test_only_the_more_pressing_rings_again(push_service: PushService, olena: Agent, news: Tell) -> None:
    push_service.subscribe(olena)
    news(olena, Sort.CUSTOMER, source="event:1", is_message=True)
    pushing.push_due()
    news(olena, Sort.CUSTOMER, source="event:2", is_message=True)
    assert Notice.objects.get(agent=olena).messages == 2
    assert pushing.push_due() == 0
    news(olena, Sort.MENTIONED, source="event:3")
    assert pushing.push_due() == 1
