"""A notice as a mail: after its minute, only when it is still news, and known for what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ponte.channels.email import processing
from ponte.channels.email.models import Inbound, Mailbox, Outgoing
from ponte.channels.email.outgoing import sending
from ponte.channels.email.outgoing.tests.receiver import Receiver
from ponte.channels.notices import mailing, reading, settling, stopping, ways
from ponte.channels.notices.models import Notice
from ponte.channels.notices.sorts import Mail, Sort
from ponte.lib import clock
from ponte.team.models import Agent, Membership
from ponte.tickets.models import Message, MessageKind, Ticket

pytestmark = pytest.mark.django_db(transaction=True)
Tell = Callable[..., Notice]
MINUTE = timedelta(minutes=1)


def mail_after(wait: timedelta = MINUTE) -> None:
    """Queue and send what is due after a while."""
    with clock.frozen(clock.now() + wait):
        mailing.mail_due()
        sending.send_due()


def test_it_goes_out_after_a_minute(mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell) -> None:
    news(olena)
    mail_after(timedelta(seconds=50))
    assert receiver.mails == []
    mail_after()
    assert [mail.recipients for mail in receiver.mails] == [[olena.email]]
    mail_after(2 * MINUTE)
    assert len(receiver.mails) == 1


def test_one_that_cannot_be_written_stops_no_other(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, mateo: Agent, news: Tell
) -> None:
    broken = news(olena)
    Notice.objects.filter(pk=broken.pk).update(sort="nonsense")
    news(mateo)
    mail_after()
    assert [mail.recipients for mail in receiver.mails] == [[mateo.email]]
    Notice.objects.filter(pk=broken.pk).update(sort=broken.sort)
    mail_after(MINUTE + mailing.AGAIN)
    assert [mail.recipients for mail in receiver.mails] == [[mateo.email], [olena.email]]


def test_what_was_read_meanwhile_is_not_mailed(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell, ticket: Ticket
) -> None:
    news(olena)
    reading.mark_ticket(ticket, by=olena)
    mail_after()
    assert receiver.mails == []


def test_what_one_may_not_see_any_more_is_not_mailed(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell, ticket: Ticket
) -> None:
    news(olena)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=None)
    Membership.objects.filter(agent=olena).delete()
    mail_after()
    assert receiver.mails == []


def test_it_says_what_it_is(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell, ticket: Ticket, giulia: Agent
) -> None:
    Agent.objects.filter(pk=olena.pk).update(locale="it")
    notice = news(olena, actor=giulia.journal_name)
    mail_after()
    mail = receiver.mails[0]
    assert mail.header("Subject") == f"Giulia Ferri ti ha menzionato · #{ticket.pk} {ticket.subject}"
    assert mail.header("Auto-Submitted") == "auto-generated"
    assert mail.header("X-Ponte-Kind") == "notice"
    assert mail.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    token = mail.header("List-Unsubscribe").strip("<>").rpartition("/")[2]
    assert stopping.read(token) == (olena, Sort.MENTIONED)
    assert f"/notifications/{notice.pk}" in mail.mail.text
    assert f"/notifications/{notice.pk}" in mail.mail.html


def test_our_own_notice_never_becomes_a_ticket(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell
) -> None:
    news(olena)
    mail_after()
    before = Ticket.objects.count(), Message.objects.count()
    came_back(receiver.mails[0].raw, mailbox)
    assert (Ticket.objects.count(), Message.objects.count()) == before


def test_an_answer_to_it_is_an_internal_note(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell, ticket: Ticket
) -> None:
    news(olena)
    mail_after()
    to = receiver.mails[0].header("Reply-To")
    head = f"From: Olena <{olena.email}>\r\nTo: {to}\r\nSubject: Re: x\r\nMessage-ID: <a@b.example>\r\n"
    came_back(f"{head}\r\nCi penso io\r\n".encode(), mailbox)
    note = Message.objects.filter(ticket=ticket).latest("pk")
    assert (note.kind, note.agent, note.text.strip()) == (MessageKind.NOTE, olena, "Ci penso io")


def test_an_absence_note_in_answer_is_dropped(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell, ticket: Ticket
) -> None:
    news(olena)
    mail_after()
    to = receiver.mails[0].header("Reply-To")
    head = f"From: <{olena.email}>\r\nTo: {to}\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n"
    before = Message.objects.count()
    came_back(f"{head}Message-ID: <o@b.example>\r\n\r\nAway\r\n".encode(), mailbox)
    assert Message.objects.count() == before


def came_back(raw: bytes, mailbox: Mailbox) -> None:
    """The mail arrives at the mailbox and is processed."""
    Inbound.objects.create(road="smtp", raw=raw, size=len(raw), sha256="1" * 64, envelope_to=[mailbox.address])
    processing.drain()


def test_without_a_server_nothing_is_kept(mailbox: Mailbox, settings: Any, olena: Agent, news: Tell) -> None:
    settings.PONTE = replace(settings.PONTE, smtp=None)
    news(olena)
    mail_after()
    assert not Outgoing.objects.exists()
    assert not Notice.objects.filter(mail_at__isnull=False).exists()


def test_quiet_hours_hold_it_until_their_end(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell
) -> None:
    now = clock.now()
    end = now + timedelta(hours=2)
    Agent.objects.filter(pk=olena.pk).update(time_zone="UTC")
    olena.refresh_from_db()
    settling.settle(
        {"quiet": True, "quiet_from": (now - timedelta(hours=1)).time(), "quiet_until": end.time()}, by=olena
    )
    news(olena)
    mail_after(timedelta(hours=1))
    assert receiver.mails == []
    mail_after(timedelta(hours=2, minutes=2))
    assert len(receiver.mails) == 1


def test_a_missed_deadline_breaks_the_quiet_of_those_who_want_it(
    mailbox: Mailbox, receiver: Receiver, olena: Agent, news: Tell
) -> None:
    now = clock.now()
    Agent.objects.filter(pk=olena.pk).update(time_zone="UTC")
    olena.refresh_from_db()
    quiet = {"quiet_from": (now - timedelta(hours=1)).time(), "quiet_until": (now + timedelta(hours=2)).time()}
    settling.settle({**quiet, "quiet": True, "breaches_break": True}, by=olena)
    news(olena, Sort.BREACHED, data={"target": "first_reply"})
    mail_after()
    assert len(receiver.mails) == 1


def test_the_link_at_its_foot_ends_mails_of_its_sort_alone(olena: Agent) -> None:
    stopping.stop(olena, Sort.MENTIONED)
    now = ways.of([olena.pk])[olena.pk]
    assert now[Sort.MENTIONED].mail == Mail.NEVER
    assert now[Sort.MENTIONED].app
    assert now[Sort.ESCALATED].mail == Mail.NOW


@pytest.mark.parametrize("word", ["", "x", "WzEsIm1lbnRpb25lZCJd:1x:y"])
def test_a_forged_link_does_nothing(db: None, word: str) -> None:
    assert stopping.read(word) is None
