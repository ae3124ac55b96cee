"""A click lands on the very message, however old, and wherever it went."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.channels.notices import addressing
from ponte.channels.notices.models import Notice
from ponte.channels.notices.sorts import Sort
from ponte.team.models import Agent
from ponte.tickets import noting
from ponte.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db
Tell = Callable[..., Notice]


def test_to_the_message(ticket: Ticket, olena: Agent, giulia: Agent, news: Tell) -> None:
    message = noting.note(ticket, by=giulia, html="<p>x</p>")
    assert addressing.path_of(news(olena, message=message.pk), olena) == f"/tickets/{ticket.pk}#message-{message.pk}"


def test_to_a_message_with_much_after_it(ticket: Ticket, olena: Agent, giulia: Agent, news: Tell) -> None:
    message = noting.note(ticket, by=giulia, html="<p>x</p>")
    later = [noting.note(ticket, by=giulia, html="<p>y</p>") for _ in range(31)]
    path = addressing.path_of(news(olena, message=message.pk), olena)
    assert path == f"/tickets/{ticket.pk}?before={later[10].pk}#message-{message.pk}"


def test_after_a_message_that_moved(
    ticket: Ticket, olena: Agent, giulia: Agent, news: Tell, matter: Callable[..., Ticket]
) -> None:
    other = matter(assignee=olena)
    message = noting.note(ticket, by=giulia, html="<p>x</p>")
    notice = news(olena, message=message.pk)
    Message.objects.filter(pk=message.pk).update(ticket=other)
    assert addressing.path_of(notice, olena) == f"/tickets/{other.pk}#message-{message.pk}"


def test_nowhere_that_one_may_not_look(ticket: Ticket, tom: Agent, giulia: Agent, news: Tell) -> None:
    assert addressing.path_of(news(giulia), tom) == ""


def test_to_work_that_is_done(olena: Agent, news: Tell) -> None:
    assert addressing.path_of(news(olena, Sort.JOB, ticket=None, data={"job": 7}), olena) == "/bulk/7"
