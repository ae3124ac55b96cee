from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.cast import engage

from ponte.events.models import Event
from ponte.events.telling import tell
from ponte.team.models import Agent
from ponte.tickets import changing, changing_many, merging_customers
from ponte.tickets.bulk import starting, working
from ponte.tickets.bulk import undoing as undoing_many
from ponte.tickets.bulk.models import Job
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import ClosedTicket, NotAllowed
from ponte.tickets.fields import catalogue, forming, reading, setting
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.fields.tests.cast import every_kind, repair
from ponte.tickets.macros import applying, keeping
from ponte.tickets.macros.models import Macro
from ponte.tickets.merges import merging, undoing
from ponte.tickets.models import Brand, Ticket
from ponte.tickets.sla import arranging
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Target
from ponte.tickets.solving import NotSolvable
from ponte.tickets.states import StateType

EVERYTHING: dict[str, Any] = {
    "product": "ebike",
    "serial": "bx-1234",
    "story": "It stopped.\nThen it rained.",
    "kilometres": "1200,5",
    "refund": 49.9,
    "bought": "2026-02-03",
    "parts": ["motor", "display"],
    "fault": "battery/charging/dead",
    "safety": "yes",
}


def test_values_of_every_kind_are_kept(ticket: Ticket, olena: Agent) -> None:
    every_kind()
    setting.set_values(ticket, {**EVERYTHING, "mechanic": olena.pk, "dealer": ticket.requester_id}, by=olena)
    held = reading.held(ticket)
    assert held.values == {
        "product": "ebike",
        "serial": "BX-1234",
        "story": "It stopped.\nThen it rained.",
        "kilometres": Decimal("1200.5"),
        "refund": Decimal("49.9"),
        "bought": date(2026, 2, 3),
        "parts": ["display", "motor"],
        "fault": "battery/charging/dead",
        "safety": True,
        "mechanic": olena.pk,
        "dealer": ticket.requester_id,
    }
    fields = catalogue.current().fields
    assert held.words(fields["fault"]) == "Battery › Charging › Does not charge"
    assert held.words(fields["mechanic"]) == olena.name
    assert held.words(fields["dealer"]) == ticket.requester.name
    assert held.words(fields["refund"]) == "€49.90"
    assert held.words(fields["kilometres"]) == "1,200.5 km"
    assert reading.held_by([ticket.pk])[ticket.pk] == held


def test_a_change_is_told_with_what_it_was(ticket: Ticket, olena: Agent) -> None:
    every_kind()
    setting.set_values(ticket, {"product": "ebike"}, by=olena)
    setting.set_values(ticket, {"product": "scooter"}, by=olena)
    setting.set_values(ticket, {"product": "scooter"}, by=olena)
    events = Event.objects.filter(kind="ticket.field_changed").order_by("id")
    assert [event.data for event in events] == [
        {"field": "product", "old": None, "new": "ebike"},
        {"field": "product", "old": "ebike", "new": "scooter"},
    ]
    assert [told.text for told in tell(events)] == [
        f"{olena.name} set Product to E-bike",
        f"{olena.name} changed Product from E-bike to Scooter",
    ]


def test_all_or_nothing(ticket: Ticket, olena: Agent) -> None:
    every_kind()
    with pytest.raises(InvalidFields) as refused:
        setting.set_values(ticket, {"product": "ebike", "refund": "much", "order": 10**9}, by=olena)
    assert [fault.path for fault in refused.value.faults] == ["fields.refund", "fields.order"]
    assert reading.held(ticket).values == {}


def test_a_ticket_that_one_may_not_see_is_not_there(
    ticket: Ticket, matter: Callable[..., Ticket], team: Any, tom: Agent
) -> None:
    every_kind()
    engage("olena")
    other = matter(subject="Secret", team=team("Battery and motor"))
    with pytest.raises(InvalidFields):
        setting.set_values(ticket, {"order": other.pk}, by=tom)
    setting.set_values(ticket, {"order": other.pk}, by="system")


def test_closed_and_looking_are_refused(ticket: Ticket, observer: Agent, olena: Agent) -> None:
    every_kind()
    with pytest.raises(NotAllowed):
        setting.set_values(ticket, {"product": "ebike"}, by=observer)
    changing.set_state(ticket, default_state(StateType.CLOSED), by="system")
    with pytest.raises(ClosedTicket):
        setting.set_values(ticket, {"product": "ebike"}, by=olena)


def test_solving_waits_for_what_the_form_needs(ticket: Ticket, olena: Agent) -> None:
    repair(every_kind())
    setting.set_values(ticket, {"product": "ebike"}, by=olena)
    with pytest.raises(NotSolvable) as stopped:
        changing.set_state(ticket, default_state(StateType.SOLVED), by=olena, anyway=True)
    assert [each.path for each in stopped.value.obstacles] == ["fields.serial", "fields.fault"]
    assert "Serial must be filled" in stopped.value.words
    setting.set_values(ticket, {"serial": "AB-1234", "fault": "battery"}, by=olena)
    changing.set_state(ticket, default_state(StateType.SOLVED), by=olena)
    with pytest.raises(InvalidFields):
        setting.set_values(ticket, {"fault": None}, by=olena)


def test_no_statement_while_there_are_no_fields(
    ticket: Ticket, django_assert_num_queries: Callable[..., Any]
) -> None:
    catalogue.current()
    with django_assert_num_queries(0):
        assert reading.held(ticket).values == {}
        assert reading.held_by([ticket.pk]) == {}


def test_everything_of_a_ticket_is_one_statement(
    ticket: Ticket, olena: Agent, django_assert_num_queries: Callable[..., Any]
) -> None:
    every_kind()
    setting.set_values(ticket, {**EVERYTHING, "mechanic": olena.pk}, by=olena)
    catalogue.current()
    with django_assert_num_queries(1):
        reading.held(ticket)


def test_merging_fills_what_the_survivor_lacks_and_undoing_takes_it_away(
    matter: Callable[..., Ticket], giulia: Agent
) -> None:
    every_kind()
    old, new = matter(subject="Old"), matter(subject="New")
    setting.set_values(old, {"product": "ebike", "serial": "AB-1234", "parts": ["motor"]}, by=giulia)
    setting.set_values(new, {"product": "scooter"}, by=giulia)
    made = merging.merge(old, new, by=giulia)
    assert reading.held(new).values == {"product": "scooter", "serial": "AB-1234", "parts": ["motor"]}
    setting.set_values(new, {"serial": "ZZ-0001"}, by=giulia)
    undoing.undo(made, by=giulia)
    assert reading.held(new).values == {"product": "scooter", "serial": "ZZ-0001"}
    assert reading.held(old).values == {"product": "ebike", "serial": "AB-1234", "parts": ["motor"]}


def test_a_new_ticket_has_the_usual_form_of_its_brand(matter: Callable[..., Ticket]) -> None:
    fields = every_kind()
    everybody = repair(fields)
    assert matter(subject="One").form == everybody
    own = repair(fields, brand=Brand.objects.get(is_default=True).pk)
    assert matter(subject="Two").form == own
    forming.drop(own, by="system")
    forming.drop(everybody, by="system")
    assert matter(subject="Three").form_id is None


def test_a_macro_and_many_set_a_field(ticket: Ticket, olena: Agent) -> None:
    every_kind()
    macro = keeping.add(Macro(name="E-bike", owner=olena, actions=[["field", "product=ebike"]]), by=olena)
    applied = applying.apply(macro, ticket, by=olena)
    assert reading.held(ticket).values == {"product": "ebike"}
    assert applying.put_back(ticket, applied.plan.changes, by=olena) == 1
    assert reading.held(ticket).values == {}
    done = changing_many.change([ticket], "field", "kilometres=1,5", by=olena)
    assert done.done == [(ticket.pk, "kilometres=", "kilometres=1.5")]
    job = starting.start(Ticket.objects.all(), "field", "parts=seat,motor", by=olena)
    working.drain()
    assert reading.held(ticket).values["parts"] == ["motor", "seat"]
    undoing_many.undo(Job.objects.get(pk=job.pk), by=olena)
    working.drain()
    assert "parts" not in reading.held(ticket).values
    with pytest.raises(ValueError, match="boat"):
        changing_many.change([ticket], "field", "product=boat", by=olena)


def test_a_merged_customer_is_named_by_whom_they_became(
    ticket: Ticket, matter: Callable[..., Ticket], giulia: Agent
) -> None:
    every_kind()
    other = matter(address="dealer@bici.example", name="Ciclofficina").requester
    setting.set_values(ticket, {"dealer": other.pk}, by=giulia)
    merging_customers.merge(ticket.requester, other, by=giulia)
    assert reading.held(ticket).values == {"dealer": ticket.requester_id}


def test_a_policy_that_speaks_of_a_field_is_chosen_again_when_it_changes(ticket: Ticket, giulia: Agent) -> None:
    every_kind()
    conditions = {"field": "fields.safety", "operator": "is", "value": True}
    promise = Promise("Safety", {Target.FIRST: dict.fromkeys((1, 2, 3, 4), 60)}, conditions)
    policy = arranging.make(promise, by="system")
    arranging.move(policy, 0, by="system")
    held = Ticket.objects.get(pk=ticket.pk).due_at
    setting.set_values(ticket, {"safety": True}, by=giulia)
    assert Ticket.objects.get(pk=ticket.pk).due_at != held
