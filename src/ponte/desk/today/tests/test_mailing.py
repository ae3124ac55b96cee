"""The day in the daily digest: the same headings as the page, with whole addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.desk.today import mailing
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_what_is_overdue_leads_to_its_ticket(matter: Callable[..., Ticket], olena: Agent) -> None:
    ticket = matter(minutes=600, assignee=olena)
    parts = {part.title: part.items for part in mailing.agenda(olena, clock.now())}
    item = parts["Overdue"][0]
    assert item.text == "Answer Marta Bellini"
    assert item.about == f"#{ticket.pk} {ticket.subject}"
    assert item.address.endswith(f"/tickets/{ticket.pk}")
    assert item.address.startswith("http")
    assert item.is_late


def test_a_calm_day_says_nothing(olena: Agent) -> None:
    assert mailing.agenda(olena, clock.now()) == []
