"""One mail for what waited, at the chosen time, and none for nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from ponte.channels.email.models import Mailbox, Outgoing
from ponte.channels.email.outgoing.tests.receiver import Receiver
from ponte.channels.notices import choosing, digest_times, digesting, reading, settling
from ponte.channels.notices.models import Every, Notice, Personal
from ponte.channels.notices.page_of_mail import Item, Part
from ponte.channels.notices.sorts import Mail, Sort, Ways
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
Tell = Callable[..., Notice]
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def waits(olena: Agent, news: Tell) -> Notice:
    """A mention that waits for Olena's daily digest at eight, her time (10:00 in UTC is 12:00 in Kyiv)."""
    Agent.objects.filter(pk=olena.pk).update(time_zone="Europe/Kyiv")
    olena.refresh_from_db()
    choosing.choose({Sort.MENTIONED: Ways(mail=Mail.DIGEST)}, by=olena)
    with clock.frozen(AT):
        return news(olena)


def digest(at: datetime) -> list[str]:
    """The subjects of the digests that come at this moment."""
    before = set(Outgoing.objects.values_list("pk", flat=True))
    with clock.frozen(at):
        digesting.digest_due()
    return list(Outgoing.objects.exclude(pk__in=before).values_list("subject", flat=True))


def test_it_comes_at_eight_of_the_next_morning(mailbox: Mailbox, receiver: Receiver, waits: Notice) -> None:
    assert digest(AT + timedelta(hours=12)) == []
    assert digest(datetime(2026, 11, 21, 6, 0, tzinfo=UTC)) == ["Ponte: 1 thing for you"]
    assert digest(datetime(2026, 11, 22, 6, 0, tzinfo=UTC)) == []
    content = Outgoing.objects.get().content
    assert f"/notifications/{waits.pk}" in content["text"]
    assert "List-Unsubscribe" in content["headers"]


def test_what_was_read_meanwhile_is_left_out(
    mailbox: Mailbox, receiver: Receiver, waits: Notice, ticket: Ticket, olena: Agent
) -> None:
    reading.mark_ticket(ticket, by=olena)
    assert digest(datetime(2026, 11, 21, 6, 0, tzinfo=UTC)) == []


def test_one_that_cannot_be_written_stops_no_other(
    mailbox: Mailbox, receiver: Receiver, waits: Notice, mateo: Agent, news: Tell
) -> None:
    choosing.choose({Sort.MENTIONED: Ways(mail=Mail.DIGEST)}, by=mateo)
    with clock.frozen(AT):
        news(mateo)
    Notice.objects.filter(pk=waits.pk).update(sort="nonsense")
    assert digest(AT + timedelta(days=1)) == ["Ponte: 1 thing for you"]
    assert Notice.objects.get(in_digest=True) == waits


def test_hourly_at_the_full_hour(mailbox: Mailbox, receiver: Receiver, waits: Notice, olena: Agent) -> None:
    with clock.frozen(AT):
        settling.settle({"digest": Every.HOUR}, by=olena)
    assert digest(AT + timedelta(minutes=29)) == []
    assert digest(AT + timedelta(minutes=30)) == ["Ponte: 1 thing for you"]


def test_the_day_comes_though_nothing_is_new(mailbox: Mailbox, receiver: Receiver, giulia: Agent) -> None:
    with clock.frozen(AT):
        settling.settle({"agenda": True, "digest_time": time(7, 30)}, by=giulia)

    def agenda(agent: Agent, at: datetime) -> list[Part]:
        assert agent == giulia
        return [Part("Overdue", [Item("Answer Marta", "#1 Batteria", "https://x.example")])]

    known, digesting._agendas[:] = list(digesting._agendas), [agenda]
    try:
        assert digest(datetime(2026, 11, 21, 6, 30, tzinfo=UTC)) == ["Ponte: 1 thing for you"]  # 7:30 in Rome
        assert digest(datetime(2026, 11, 22, 6, 30, tzinfo=UTC)) == ["Ponte: 1 thing for you"]
    finally:
        digesting._agendas[:] = known


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("Europe/Rome", datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)),  # clocks go on
        ("Europe/Rome", datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC)),  # and back
        ("Asia/Kolkata", datetime(2026, 6, 1, 2, 29, tzinfo=UTC), datetime(2026, 6, 1, 2, 30, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 6, 1, 2, 30, tzinfo=UTC), datetime(2026, 6, 2, 2, 30, tzinfo=UTC)),
        ("nowhere", datetime(2026, 6, 1, 2, tzinfo=UTC), datetime(2026, 6, 1, 8, tzinfo=UTC)),
    ],
)
def test_the_following_one(zone: str, at: datetime, expected: datetime) -> None:
    assert digest_times.following(Personal(), zone, at) == expected
