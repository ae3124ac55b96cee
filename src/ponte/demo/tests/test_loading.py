"""The demo world loads, quickly, and is true to what the behaviours would have written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ponte.demo import loading
from ponte.tickets import rechecking
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 13, 20, tzinfo=UTC)


def test_it_loads() -> None:
    loading.load(NOW)
    assert Ticket.objects.filter(pk=41873, subject__startswith="La batteria").exists()


def test_every_ticket_tells_the_truth() -> None:
    loading.load(NOW)
    wrong = {pk: fields for ids in rechecking.in_batches() for pk, fields in rechecking.differences(ids).items()}
    assert wrong == {}
