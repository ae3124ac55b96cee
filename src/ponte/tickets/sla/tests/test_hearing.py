"""Customers who become others come under the policies that fit them then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.matters import open_matter

from ponte.customers import editing
from ponte.customers.models import Customer, Organisation
from ponte.events.consuming import all_consumers, consume
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import merging_customers
from ponte.tickets.models import Ticket
from ponte.tickets.sla import arranging, hearing
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Clock, Policy, Target

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def acme() -> Organisation:
    return Organisation.objects.create(name="Acme")


@pytest.fixture
def gold(acme: Organisation, serena: Agent) -> Policy:
    conditions = {"field": "organisation", "operator": "is", "value": [acme.pk]}
    return arranging.make(Promise("Gold", {Target.FIRST: dict.fromkeys((1, 2, 3, 4), HOUR)}, conditions), by=serena)


def policy_of(ticket: Ticket) -> str:
    return Clock.objects.get(ticket=ticket, target=Target.FIRST).version.name


def test_another_organisation_brings_its_policy(gold: Policy, acme: Organisation, giulia: Agent) -> None:
    at = clock.now() - timedelta(minutes=10)
    ticket = open_matter(at=at)
    assert policy_of(ticket) == "Standard"
    Customer.objects.filter(pk=ticket.requester_id).update(organisation=acme)
    assert hearing.rematch({ticket.requester_id}, at=clock.now()) == 1
    ticket.refresh_from_db()
    assert policy_of(ticket) == "Gold"
    assert ticket.due_at == at + timedelta(hours=1), "what was used stays used"


def test_a_merge_brings_the_policy_of_who_they_are_now(gold: Policy, acme: Organisation, giulia: Agent) -> None:
    ticket, other = open_matter(), open_matter(address="boss@acme.example")
    Customer.objects.filter(pk=other.requester_id).update(organisation=acme)
    kept, gone = Customer.objects.get(pk=other.requester_id), Customer.objects.get(pk=ticket.requester_id)
    merging_customers.merge(kept, gone, by=giulia)
    assert hearing.rematch({kept.pk}, at=clock.now()) == 2
    assert policy_of(ticket) == "Gold"
    assert hearing.rematch({gone.pk}, at=clock.now()) == 0


@pytest.mark.django_db(transaction=True)
def test_it_is_heard_from_the_journal(gold: Policy, acme: Organisation, giulia: Agent) -> None:
    ticket = open_matter()
    customer = Customer.objects.get(pk=ticket.requester_id)
    editing.edit(customer, by=giulia, organisation=acme, texts={})
    reader = next(each for each in all_consumers() if each.name == "sla.customers")
    consume(reader)
    while consume(reader):
        pass
    assert policy_of(ticket) == "Gold"


def test_finished_tickets_stay_as_they_were(gold: Policy, acme: Organisation) -> None:
    ticket = open_matter()
    Customer.objects.filter(pk=ticket.requester_id).update(organisation=acme)
    Ticket.objects.filter(pk=ticket.pk).update(state_type=6)
    assert hearing.rematch({ticket.requester_id}, at=clock.now()) == 0
    assert policy_of(ticket) == "Standard"
