"""Failed and suppressed mail gets another chance; mail in a ticket does not."""

from __future__ import annotations

import pytest

from ponte.channels.email.models import Disposition, Inbound
from ponte.channels.email.replaying import NotReplayable, replay
from ponte.channels.email.tests.samples import arrive, mail
from ponte.events.models import Event
from ponte.team.models import Agent, Role
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]


@pytest.fixture
def giulia() -> Agent:
    return Agent.objects.create(email="giulia@velora.example", name="Giulia Ferri", role=Role.ADMINISTRATOR)


def test_a_failed_mail_enters_after_the_mend(giulia: Agent) -> None:
    stored = arrive(mail())
    Message.objects.all().delete()
    Inbound.objects.update(disposition=Disposition.FAILED, attempts=4, reason="error", detail="ValueError")
    again = replay(stored, by=giulia)
    assert (again.disposition, again.detail) == (Disposition.NEW_TICKET, "")
    assert Event.objects.get(kind="mail.replayed").actor == giulia.journal_name
    with pytest.raises(NotReplayable):
        replay(stored, by=giulia)
    assert Message.objects.count() == 1


def test_a_suppressed_mail_is_let_in(giulia: Agent) -> None:
    stored = arrive(mail("I am away", auto_submitted="auto-replied"))
    assert stored.disposition == Disposition.SUPPRESSED
    again = replay(stored, by=giulia)
    assert again.disposition == Disposition.NEW_TICKET
    assert Message.objects.get().is_automatic


def test_our_own_mail_stays_out(giulia: Agent) -> None:
    stored = arrive(mail(sender="support@velora.example"))
    assert replay(stored, by=giulia).disposition == Disposition.SUPPRESSED


def test_observers_may_not(giulia: Agent) -> None:
    watcher = Agent.objects.create(email="w@velora.example", role=Role.OBSERVER)
    stored = arrive(mail(sender="support@velora.example"))
    with pytest.raises(NotAllowed):
        replay(stored, by=watcher)
