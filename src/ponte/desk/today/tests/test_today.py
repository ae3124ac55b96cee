"""One person's day: every sort of thing, its next step, each ticket once, and the same price at any length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.desk.today import gathering
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import noting, replying
from ponte.tickets.following_up import promising, reminding, ringing, snoozing
from ponte.tickets.models import Ticket
from ponte.tickets.watching import looking

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
MINUTE = timedelta(minutes=1)


def day(agent: Agent) -> dict[str, list[int]]:
    return {section.key: [line.ticket.pk for line in section.lines] for section in gathering.gather(agent)}


def test_a_calm_day(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    assert "Nothing needs you now" in client.get("/today").content.decode()


def test_everything_has_its_heading(client: Client, matter: Matter, olena: Agent, giulia: Agent) -> None:
    overdue, soon, later = (matter(minutes=each, assignee=olena) for each in (600, 300, 5))
    promised, reminded, slept, asked = (matter(assignee=giulia) for _number in range(4))
    for each in (promised, reminded, slept, asked):
        replying.reply(each, by=giulia, html="<p>Ecco</p>", to=["marta.bellini@posteo.it"])
    promising.promise(promised, clock.now() + MINUTE, by=olena)
    reminding.remind(reminded, clock.now() + MINUTE, by=olena, note="Call the workshop")
    snoozing.snooze(slept, clock.now() + MINUTE, by=olena)
    noting.note(asked, by=giulia, html=f'<p><span class="mention" data-agent="{olena.pk}">@Olena</span> ?</p>')
    with clock.frozen(clock.now() + 2 * MINUTE):
        ringing.ring()
        assert day(olena) == {
            "overdue": [overdue.pk],
            "promises": [promised.pk],
            "soon": [soon.pk],
            "reminders": [reminded.pk],
            "back": [slept.pk],
            "mentions": [asked.pk],
            "waiting": [later.pk],
        }
        client.force_login(olena)
        page = client.get("/today").content.decode()
    assert "Call the workshop" in page
    assert "Answer Marta Bellini" in page


def test_a_ticket_stands_under_its_most_pressing_heading(matter: Matter, olena: Agent) -> None:
    ticket = matter(minutes=600, assignee=olena)
    looking.sweep()
    assert day(olena) == {"overdue": [ticket.pk]}


def test_reminders_of_others_and_of_next_week_are_not_mine(matter: Matter, olena: Agent, giulia: Agent) -> None:
    ticket = matter()
    reminding.remind(ticket, clock.now() + MINUTE, by=giulia)
    reminding.remind(ticket, clock.now() + timedelta(days=7), by=olena)
    assert day(olena) == {}


def test_the_price_is_constant(matter: Matter, olena: Agent) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            gathering.gather(olena)
        return len(seen)

    matter(minutes=600, assignee=olena)
    one = queries()
    for _number in range(5):
        reminding.remind(matter(minutes=300, assignee=olena), clock.now() + MINUTE, by=olena)
    assert queries() == one
