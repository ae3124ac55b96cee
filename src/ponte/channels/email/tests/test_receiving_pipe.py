"""The pipe: one mail in, its fate out."""

from __future__ import annotations

import pytest

from ponte.channels.email import receiving_pipe
from ponte.channels.email.models import Inbound
from ponte.channels.email.tests.samples import mail
from ponte.tickets.models import Message, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]


def test_tells_what_became_of_it() -> None:
    told = receiving_pipe.deliver(mail())
    assert told == {
        "inbound": Inbound.objects.get().pk,
        "disposition": "new_ticket",
        "reason": "",
        "detail": "",
        "ticket": Ticket.objects.get().pk,
        "message": Message.objects.get().pk,
    }


def test_the_same_again_is_told_as_a_duplicate() -> None:
    raw = mail()
    first, second = receiving_pipe.deliver(raw), receiving_pipe.deliver(raw)
    assert second["disposition"] == "duplicate"
    assert second["message"] == first["message"]
