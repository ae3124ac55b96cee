from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets import changing
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import ClosedTicket, NotAllowed
from ponte.tickets.macros import applying
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.planning import plan
from ponte.tickets.models import Follow, Ticket
from ponte.tickets.states import Priority, StateType, TicketType

Keep = Callable[..., Macro]


@pytest.fixture
def everything(macro: Keep, team: Callable[[str], Team]) -> Macro:
    return macro(
        texts={"it": "<p>Ciao {{requester.first_name}}</p>"},
        actions=[
            ["assignee", "me"],
            ["team", str(team("Orders and delivery").pk)],
            ["priority", "4"],
            ["type", "incident"],
            ["tag", "Battery Reset"],
            ["tag", "-waiting"],
            ["follow", "1"],
            ["state", str(default_state(StateType.PENDING).pk)],
        ],
    )


def test_everything_in_one_act(everything: Macro, olena: Agent, ticket: Ticket) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(tags=["waiting"])
    ticket.refresh_from_db()
    applied = applying.apply(everything, ticket, by=olena)
    ticket.refresh_from_db()
    assert ticket.assignee == olena
    assert ticket.team is not None
    assert ticket.team.name == "Orders and delivery"
    assert (ticket.priority, ticket.type, ticket.tags) == (Priority.URGENT, TicketType.INCIDENT, ["battery-reset"])
    assert ticket.state_type == StateType.PENDING
    assert Follow.objects.filter(ticket=ticket, agent=olena).exists()
    assert applied.text is not None
    assert applied.text.html == "<p>Ciao Marta</p>"
    assert ticket.message_count == 1, "the text is only worded"


def test_it_is_recorded_and_counted(everything: Macro, olena: Agent, ticket: Ticket) -> None:
    at = clock.now()
    applying.apply(everything, ticket, by=olena, but={"state"}, at=at)
    everything.refresh_from_db()
    assert (everything.used_count, everything.last_used_at) == (1, at)
    event = Event.objects.get(kind="macro.applied")
    assert (event.ticket_id, event.actor) == (ticket.pk, olena.journal_name)
    assert event.data["macro"] == everything.pk
    assert event.data["changes"] == ["assignee", "team", "priority", "type", "tag", "follow"]
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.NEW


def test_what_is_so_already_and_what_is_gone(macro: Keep, olena: Agent, mateo: Agent, ticket: Ticket) -> None:
    mateo.is_active = False
    mateo.save()
    kept = macro(actions=[["priority", "2"], ["assignee", str(mateo.pk)], ["team", "999999"], ["tag", "x"]])
    made = plan(kept, ticket, by=olena)
    assert made.already == [("priority", "2")]
    assert made.impossible == [("assignee", str(mateo.pk)), ("team", "999999")]
    applied = applying.apply(kept, ticket, by=olena)
    assert [each.what for each in applied.plan.changes] == ["tag"]


def test_a_refusal_changes_nothing(everything: Macro, olena: Agent, ticket: Ticket) -> None:
    changing.set_state(ticket, default_state(StateType.CLOSED), by="system")
    with pytest.raises(ClosedTicket):
        applying.apply(everything, ticket, by=olena)
    everything.refresh_from_db()
    assert everything.used_count == 0
    assert not Event.objects.filter(kind="macro.applied").exists()


def test_an_observer_may_not(everything: Macro, colleague: Callable[[str], Agent], ticket: Ticket) -> None:
    with pytest.raises(NotAllowed):
        applying.apply(everything, ticket, by=colleague("observer"))


def test_putting_back_what_nobody_changed_since(everything: Macro, olena: Agent, ticket: Ticket) -> None:
    applied = applying.apply(everything, ticket, by=olena)
    changing.set_priority(ticket, Priority.LOW, by=olena)
    ticket.refresh_from_db()
    changes = applied.plan.changes
    assert applying.put_back(ticket, changes, by=olena) == len(changes) - 1
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.team, ticket.tags) == (None, None, [])
    assert ticket.state_type == StateType.NEW
    assert ticket.priority == Priority.LOW
    assert not Follow.objects.filter(ticket=ticket, agent=olena).exists()


def test_unattended_a_note_is_added_and_a_reply_is_not_written(
    everything: Macro, olena: Agent, ticket: Ticket
) -> None:
    applying.apply_unattended(everything, ticket, by=olena)
    ticket.refresh_from_db()
    assert (ticket.priority, ticket.state_type, ticket.message_count) == (Priority.URGENT, StateType.NEW, 1)
    everything.goes_to = "note"
    applying.apply_unattended(everything, ticket, by=olena)
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.PENDING
    assert ticket.messages.get(kind="note").text == "Ciao Marta"
