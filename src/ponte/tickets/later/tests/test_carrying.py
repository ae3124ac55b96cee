"""A scheduled reply of a merged ticket waits for somebody to look at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.later import scheduling, sending
from ponte.tickets.merges import carrying, merging, undoing
from ponte.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


def test_it_is_held_back_and_waits_again_when_taken_back(
    matter: Callable[..., Ticket], giulia: Agent, olena: Agent
) -> None:
    kept, old = matter(), matter()
    at = clock.now() + timedelta(hours=2)
    row = scheduling.schedule(old, at, by=olena, html="<p>A domani</p>", to=["marta.bellini@posteo.it"])
    assert any(carrying.said(old, kept))
    merge = merging.merge(old, kept, by=giulia)
    row.refresh_from_db()
    assert (row.draft.ticket_id, row.status, row.reason) == (kept.pk, "held", "merged")
    assert sending.send_due(at) == 0
    undoing.undo(merge, by=giulia)
    row.refresh_from_db()
    row.draft.refresh_from_db()
    assert (row.draft.ticket_id, row.status, row.reason) == (old.pk, "waiting", "")
    assert sending.send_due(at) == 1
    assert Message.objects.get(agent=olena).ticket_id == old.pk
