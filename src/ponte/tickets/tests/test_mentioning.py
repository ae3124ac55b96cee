"""Mentions wait until they are read."""

from __future__ import annotations

import pytest

from ponte.team.models import Agent
from ponte.tickets import mentioning, noting, reading
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_unread_until_read(ticket: Ticket, olena: Agent, mateo: Agent) -> None:
    words = f'<p><span class="mention" data-agent="{mateo.pk}">@Mateo</span> please look</p>'
    note = noting.note(ticket, by=olena, html=words)
    noting.note(ticket, by=olena, html="<p>Nobody in particular</p>")
    assert mentioning.unread(mateo) == [note]
    assert mentioning.unread(olena) == []
    reading.mark_read(ticket, by=mateo, up_to=note.pk)
    assert mentioning.unread(mateo) == []
