"""What is kept too long goes, and a chore that fails keeps no other from being done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from ponte.channels.email.models import Acknowledged
from ponte.config.roles import housekeeping
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Presence, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def traces(ticket: Ticket, olena: Agent, tom: Agent) -> None:
    long_ago = clock.now() - timedelta(days=8)
    Acknowledged.objects.create(address="ann@posteo.it", at=long_ago)
    Acknowledged.objects.create(address="ann@posteo.it", at=clock.now())
    Presence.objects.create(ticket=ticket, agent=olena, mode="reading", seen_at=long_ago)
    Presence.objects.create(ticket=ticket, agent=tom, mode="reading", seen_at=clock.now())


def left() -> tuple[int, int]:
    return Acknowledged.objects.count(), Presence.objects.count()


@pytest.mark.usefixtures("traces")
def test_old_traces_go_and_new_ones_stay() -> None:
    housekeeping.keep()
    assert left() == (1, 1)


@pytest.mark.usefixtures("traces")
@pytest.mark.parametrize("place", [0, 4])
def test_a_chore_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    def broken() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    chores: list[tuple[str, Callable[[], object]]] = list(housekeeping.CHORES.items())
    monkeypatch.setattr(housekeeping, "CHORES", dict([*chores[:place], ("broken", broken), *chores[place:]]))
    housekeeping.keep()
    assert left() == (1, 1)
