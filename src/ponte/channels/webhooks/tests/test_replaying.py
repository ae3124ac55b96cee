from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from ponte.channels.webhooks import delivering, replaying, suspending
from ponte.channels.webhooks.models import Delivery, Status
from ponte.channels.webhooks.tests.conftest import Hook
from ponte.channels.webhooks.tests.receiver import Receiver, answering
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, tagging
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority


def work() -> None:
    while replaying.work(clock.now()):
        pass
    delivering.deliver_due()


def test_a_span_of_time_is_told_again_in_order_with_the_same_ids(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int], admin: Agent
) -> None:
    mine = hook("ticket.changed", "ticket.tagged")
    begun = clock.now()
    changing.set_priority(ticket, Priority.HIGH, by="system")
    tagging.tag(ticket, "battery", by="system")
    changing.set_priority(ticket, Priority.LOW, by="system")
    consume()
    delivering.deliver_due()
    first = receiver.ids[:]
    assert len(first) == 3
    made = replaying.replay(mine.endpoint, begun, clock.now(), by=admin)
    work()
    assert receiver.ids == [*first, *first]
    made.refresh_from_db()
    assert (made.count, made.done_at is not None) == (3, True)
    assert receiver.heard[-1].verified_by(mine.secret)


def test_what_happened_before_the_webhook_was_made_can_be_told(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int], admin: Agent
) -> None:
    changing.set_priority(ticket, Priority.HIGH, by="system")
    mine = hook("ticket.changed")
    consume()
    delivering.deliver_due()
    assert receiver.heard == []
    replaying.replay(mine.endpoint, clock.now() - timedelta(hours=1), clock.now(), by=admin)
    work()
    assert receiver.types == ["ticket.changed"]


def test_what_was_missed_while_suspended_is_caught_up(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int], admin: Agent
) -> None:
    mine = hook("ticket.tagged")
    suspending.suspend(mine.endpoint, by=admin)
    tagging.tag(ticket, "battery", by="system")
    consume()
    since = suspending.resume(mine.endpoint, by=admin)
    assert since is not None
    replaying.catch_up(mine.fresh, since, by=admin)
    work()
    assert receiver.types == ["ticket.tagged"]


def test_a_cancelled_one_takes_nothing_more_up(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, admin: Agent
) -> None:
    tagging.tag(ticket, "battery", by="system")
    mine = hook("ticket.tagged")
    made = replaying.replay(mine.endpoint, clock.now() - timedelta(hours=1), clock.now(), by=admin)
    replaying.cancel(made, by=admin)
    work()
    assert receiver.heard == []


def test_nonsense_is_refused(hook: Callable[..., Hook], admin: Agent) -> None:
    mine = hook()
    now = clock.now()
    for since, until in ((now, now - timedelta(days=1)), (now + timedelta(days=1), now + timedelta(days=2))):
        with pytest.raises(ValidationError):
            replaying.replay(mine.endpoint, since, until, by=admin)


def test_one_delivery_is_sent_again_with_the_same_bytes(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int], admin: Agent
) -> None:
    mine = hook("ticket.changed")
    changing.set_priority(ticket, Priority.HIGH, by="system")
    consume()
    delivering.deliver_due()
    changing.set_priority(ticket, Priority.LOW, by="system")  # what is sent again tells how it was then
    replaying.again(mine.deliveries[0], by=admin)
    delivering.deliver_due()
    assert receiver.heard[0].body == receiver.heard[1].body
    assert receiver.ids[0] == receiver.ids[1]


def test_one_that_waits_is_sent_now(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int], admin: Agent
) -> None:
    mine = hook("ticket.changed")
    receiver.manners = [answering(500)]
    changing.set_priority(ticket, Priority.HIGH, by="system")
    consume()
    delivering.deliver_due()
    replaying.again(mine.deliveries[0], by=admin)
    delivering.deliver_due()
    assert Delivery.objects.get().status == Status.DELIVERED
