"""States of the company's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from ponte.customers import finding
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets import arranging_states
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, State, Ticket
from ponte.tickets.opening import open_ticket
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def parts(admin: Agent) -> State:
    return arranging_states.make(
        StateType.ON_HOLD,
        names={"en": "Waiting for parts", "it": "In attesa dei pezzi"},
        pauses_deadlines=True,
        by=admin,
    )


def test_a_state_is_named_in_the_readers_language(parts: State) -> None:
    with override("it"):
        assert parts.name == "In attesa dei pezzi"
    with override("uk"):
        assert parts.name == "Waiting for parts"


def test_a_state_needs_a_name(admin: Agent) -> None:
    with pytest.raises(ValidationError):
        arranging_states.make(StateType.OPEN, names={"en": "  "}, pauses_deadlines=False, by=admin)


def test_one_usual_state_a_type(parts: State, admin: Agent) -> None:
    arranging_states.make_usual(parts, by=admin)
    assert State.objects.get(type=StateType.ON_HOLD, is_default=True).pk == parts.pk
    with pytest.raises(ValidationError):
        arranging_states.change(parts, by=admin, is_active=False)


def test_a_state_out_of_use_is_not_usual(parts: State, admin: Agent) -> None:
    gone = arranging_states.change(parts, by=admin, is_active=False)
    with pytest.raises(ValidationError):
        arranging_states.make_usual(gone, by=admin)


def test_the_order_changes_and_ends_are_ends(parts: State, admin: Agent) -> None:
    arranging_states.move(parts, up=True, by=admin)
    assert State.objects.filter(type=StateType.ON_HOLD).order_by("position").first() == parts
    arranging_states.move(parts, up=True, by=admin)
    assert Event.objects.filter(kind="state.changed").count() == 1


def test_deadlines_follow_when_pausing_changes(admin: Agent) -> None:
    marta, _ = finding.find_or_make("marta@posteo.it")
    rows = [
        open_ticket(marta, Incoming(text="x", at=AT), by=marta, brand=Brand.objects.get(), priority=priority)[0]
        for priority in (Priority.URGENT, Priority.LOW)
    ]
    new = State.objects.get(type=StateType.NEW)
    arranging_states.change(new, by=admin, pauses_deadlines=True)
    assert all(Ticket.objects.get(pk=row.pk).due is None for row in rows)
    arranging_states.change(new, by=admin, pauses_deadlines=False)
    assert [Ticket.objects.get(pk=row.pk).due for row in rows] == [AT + timedelta(hours=1), AT + timedelta(hours=24)]
