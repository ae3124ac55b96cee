"""Velora's promises: Premium for the brand Velora Pro in Rome's hours, and the usual one by the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.matters import open_matter

from ponte.team.schedules import arranging as schedules
from ponte.team.schedules.models import Schedule
from ponte.team.schedules.rules import Rules
from ponte.tickets.models import Brand, Ticket
from ponte.tickets.sla import arranging
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Policy, Target

HOUR = 3600
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)  # 17:00 in Rome, an hour before the office closes


def every(seconds: int) -> dict[int, int]:
    """The same for each priority."""
    return dict.fromkeys((1, 2, 3, 4), seconds)


def after(**length: float) -> datetime:
    """So long after Friday at five."""
    return FRIDAY + timedelta(**length)


@pytest.fixture
def rome(db: None) -> Schedule:
    return schedules.make("Rome hours", Rules("Europe/Rome", (((540, 1080),),) * 5 + ((), ())), by="system")


@pytest.fixture
def pro(db: None) -> Brand:
    return Brand.objects.create(name="Velora Pro")


@pytest.fixture
def premium(rome: Schedule, pro: Brand) -> Policy:
    """Two business hours for a reply (one when urgent), eight for the whole."""
    replies = {**every(2 * HOUR), 4: HOUR}
    conditions = {"field": "brand", "operator": "is", "value": [pro.pk]}
    promise = Promise(
        "Premium",
        {Target.FIRST: replies, Target.NEXT: replies, Target.RESOLUTION: every(8 * HOUR)},
        conditions,
        (50, 75),
        rome,
    )
    return arranging.make(promise, by="system")


@pytest.fixture
def matter_of_pro(premium: Policy, pro: Brand) -> Callable[..., Ticket]:
    """Open a ticket of Velora Pro on Friday at five."""
    return lambda **given: open_matter(**{"at": FRIDAY, "brand": pro, **given})
