from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ponte.channels.webhooks import delivering, outcomes, suspending
from ponte.channels.webhooks.claiming import claim
from ponte.channels.webhooks.models import Delivery, Endpoint, Status, Suspension
from ponte.channels.webhooks.posting import Answer
from ponte.channels.webhooks.retrying import WAITS
from ponte.channels.webhooks.tests.conftest import Hook
from ponte.channels.webhooks.tests.receiver import Receiver, answering
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority


def change(ticket: Ticket, level: Priority = Priority.HIGH) -> None:
    changing.set_priority(ticket, level, by="system")


def test_gone_suspends_and_is_told(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int]
) -> None:
    mine = hook("ticket.changed")
    receiver.manners = [answering(410)]
    change(ticket)
    consume()
    delivering.deliver_due()
    assert mine.deliveries[0].status == Status.GIVEN_UP
    assert mine.fresh.suspended == Suspension.GONE
    told = Event.objects.get(kind="webhook.suspended")
    assert (told.subject, told.data["reason"], told.actor) == (mine.endpoint.journal_name, "gone", "system")
    change(ticket, Priority.LOW)
    consume()
    assert len(mine.deliveries) == 1  # a suspended one queues nothing


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_heeded_for_the_whole_endpoint(
    hook: Callable[..., Hook],
    receiver: Receiver,
    matter: Callable[..., Ticket],
    consume: Callable[[], int],
    status: int,
) -> None:
    mine = hook("ticket.changed")
    receiver.manners = [answering(status, Retry_After="600")]
    change(matter())
    consume()
    delivering.deliver_due()
    delivery = mine.deliveries[0]
    assert delivery.due_at is not None
    assert delivery.due_at >= clock.now() + timedelta(seconds=590)
    change(matter(address="lu@posteo.it"))
    consume()
    delivering.deliver_due()
    assert len(receiver.heard) == 1  # the other ticket's waits too
    assert mine.deliveries[1].attempts == 0


def test_after_all_attempts_it_is_given_up_and_the_next_of_the_ticket_goes(
    hook: Callable[..., Hook], ticket: Ticket, consume: Callable[[], int]
) -> None:
    mine = hook("ticket.changed")
    change(ticket)
    change(ticket, Priority.LOW)
    consume()
    at = clock.now()
    for number in range(len(WAITS) + 1):
        (claimed,) = claim({}, 10, at)
        assert claimed.attempts == number + 1
        outcomes.note([outcomes.Outcome(claimed, Answer(500), at)], at)
        at += timedelta(hours=27)
        Endpoint.objects.update(failing_since=None)  # this is not about suspension
    first, second = mine.deliveries
    assert (first.status, first.attempts) == (Status.GIVEN_UP, len(WAITS) + 1)
    assert [each.id for each in claim({}, 10, at)] == [second.pk]


def test_days_of_failure_suspend_and_a_success_before_does_not(
    hook: Callable[..., Hook], ticket: Ticket, consume: Callable[[], int]
) -> None:
    mine = hook("ticket.changed")
    change(ticket)
    consume()
    at = clock.now()
    for days in (0, 4, 5):
        Delivery.objects.update(due_at=at + timedelta(days=days), status=Status.WAITING)
        (claimed,) = claim({}, 10, at + timedelta(days=days))
        outcomes.note([outcomes.Outcome(claimed, Answer(None, error="timeout"), at)], at + timedelta(days=days))
        assert mine.fresh.is_active is (days < 5)
    assert mine.fresh.suspended == Suspension.FAILING
    assert mine.deliveries[0].status == Status.WAITING  # it is kept for when the endpoint is taken up again


def test_taken_up_again_what_waited_goes_out(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int], serena: Agent
) -> None:
    mine = hook("ticket.changed")
    change(ticket)
    consume()
    assert suspending.suspend(mine.endpoint, by=serena)
    delivering.deliver_due()
    assert receiver.heard == []
    assert suspending.resume(mine.endpoint, by=serena) is not None
    delivering.deliver_due()
    assert len(receiver.heard) == 1
    assert suspending.resume(mine.endpoint, by=serena) is None


def test_only_those_who_may_suspend(hook: Callable[..., Hook], giulia: Agent) -> None:
    mine = hook()
    with pytest.raises(NotPermitted):
        suspending.suspend(mine.endpoint, by=giulia)
    assert mine.fresh.is_active
