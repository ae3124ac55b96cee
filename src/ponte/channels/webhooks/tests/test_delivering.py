from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from standardwebhooks import WebhookVerificationError

from ponte.channels.webhooks import delivering, registering, sealing
from ponte.channels.webhooks.models import Attempt, Delivery, Secret, Status
from ponte.channels.webhooks.tests.conftest import Hook
from ponte.channels.webhooks.tests.receiver import Heard, Receiver, answering, dripping, dropping
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, noting
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority


def deliver(consume: Callable[[], int], seconds: float = 15.0) -> None:
    consume()
    courier = delivering.Courier(4, seconds)
    delivering.deliver_due(courier)
    courier.close()


def test_a_change_arrives_signed_with_the_ticket_as_the_api_gives_it(
    hook: Callable[..., Hook], receiver: Receiver, matter: Callable[..., Ticket], consume: Callable[[], int]
) -> None:
    mine = hook("ticket.*")
    ticket = matter(subject="La batteria", minutes=0)
    deliver(consume)
    heard = receiver.heard[0]
    told = heard.verified_by(mine.secret)
    assert told["type"] == "ticket.created"
    assert told["data"]["ticket"]["id"] == ticket.pk
    assert told["data"]["ticket"]["subject"] == "La batteria"
    assert told["data"]["message"]["text"].startswith("Da ieri")
    assert told["data"]["event"]["kind"] == "ticket.created"
    assert told["timestamp"].endswith("Z")
    assert heard.headers["content-type"] == "application/json"
    assert heard.path == "/hooks?from=ponte"
    delivery = mine.deliveries[0]
    assert (delivery.status, delivery.attempts, heard.id) == (Status.DELIVERED, 1, f"evt_{delivery.event_id}")
    logged = Attempt.objects.get(delivery=delivery)
    assert (logged.status, logged.error, logged.number) == (204, "", 1)


def test_another_secret_does_not_verify(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, olena: Agent, consume: Callable[[], int]
) -> None:
    hook()
    changing.set_priority(ticket, Priority.HIGH, by="system")
    deliver(consume)
    with pytest.raises(WebhookVerificationError):
        receiver.heard[0].verified_by(sealing.new_secret())


def test_while_a_secret_rotates_both_verify(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, admin: Agent, consume: Callable[[], int]
) -> None:
    mine = hook()
    new = registering.rotate(mine.endpoint, by=admin)
    changing.set_priority(ticket, Priority.HIGH, by="system")
    deliver(consume)
    assert receiver.heard[0].verified_by(mine.secret) == receiver.heard[0].verified_by(new)
    Secret.objects.filter(expires_at__isnull=False).update(expires_at=clock.now())
    changing.set_priority(ticket, Priority.LOW, by="system")
    deliver(consume)
    assert receiver.heard[-1].verified_by(new)
    with pytest.raises(WebhookVerificationError):
        receiver.heard[-1].verified_by(mine.secret)


@pytest.mark.parametrize("includes_notes", [False, True])
def test_the_words_of_a_note_are_told_only_where_that_is_chosen(
    hook: Callable[..., Hook],
    receiver: Receiver,
    ticket: Ticket,
    admin: Agent,
    consume: Callable[[], int],
    includes_notes: bool,
) -> None:
    hook("ticket.noted", includes_notes=includes_notes)
    noting.note(ticket, by=admin, html="<p>Between us</p>")
    deliver(consume)
    told = receiver.heard[0].data["data"]
    assert told["message"]["kind"] == "note"
    assert ("Between us" in receiver.heard[0].body.decode()) is includes_notes


@pytest.mark.parametrize(
    ("manner", "error"),
    [
        (answering(500, b"oh dear" * 2000), "http_500"),
        (answering(302, Location="http://127.0.0.1:1/"), "http_302"),
        (dropping, "dropped"),
        (dripping, "timeout"),
    ],
    ids=["500", "redirect", "dropping", "dripping"],
)
def test_what_fails_is_logged_and_tried_again_with_the_same_id(
    hook: Callable[..., Hook],
    receiver: Receiver,
    ticket: Ticket,
    consume: Callable[[], int],
    manner: Any,
    error: str,
) -> None:
    mine = hook("ticket.changed")
    receiver.manners = [manner]
    changing.set_priority(ticket, Priority.HIGH, by="system")
    deliver(consume, seconds=1.0)
    delivery = mine.deliveries[0]
    assert (delivery.status, delivery.attempts) == (Status.WAITING, 1)
    assert delivery.due_at is not None
    assert timedelta(seconds=2) < delivery.due_at - clock.now() < timedelta(seconds=7)
    logged = delivery.log.get()
    assert logged.error == error
    assert len(logged.answer) <= 4096
    assert mine.fresh.failing_since is not None
    Delivery.objects.update(due_at=clock.now())
    deliver(consume)
    assert mine.deliveries[0].status == Status.DELIVERED
    assert len(set(receiver.ids)) == 1
    assert len({each.body for each in receiver.heard}) == 1
    assert mine.fresh.failing_since is None


def test_a_huge_answer_is_read_no_further_than_needed(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int]
) -> None:
    mine = hook("ticket.changed")
    receiver.usually = answering(200, b"x" * 30_000_000)
    changing.set_priority(ticket, Priority.HIGH, by="system")
    deliver(consume)
    assert mine.deliveries[0].status == Status.DELIVERED
    assert len(mine.deliveries[0].log.get().answer) == 4096


def test_the_events_of_a_ticket_come_one_after_the_other_even_when_the_first_fails(
    hook: Callable[..., Hook],
    receiver: Receiver,
    matter: Callable[..., Ticket],
    consume: Callable[[], int],
) -> None:
    one, other = matter(minutes=1), matter(minutes=1, address="lu@posteo.it")
    hook("ticket.changed")
    fail, take = answering(500), answering(204)

    def answer(handler: BaseHTTPRequestHandler, heard: Heard) -> None:
        ours = heard.data["data"]["ticket"]["id"] == one.pk
        (fail if ours and len(receiver.ids_of(one.pk)) == 1 else take)(handler, heard)

    receiver.usually = answer
    for level in (Priority.HIGH, Priority.LOW, Priority.URGENT):
        changing.set_priority(one, level, by="system")
    changing.set_priority(other, Priority.HIGH, by="system")
    deliver(consume)
    assert len(receiver.ids_of(one.pk)) == 1  # the two behind it wait
    assert len(receiver.ids_of(other.pk)) == 1  # another ticket does not
    Delivery.objects.filter(due_at__isnull=False).update(due_at=clock.now())
    deliver(consume)
    numbers = [int(word.removeprefix("evt_")) for word in receiver.ids_of(one.pk)]
    assert len(numbers) == 4
    assert numbers[0] == numbers[1]  # tried again
    assert numbers == sorted(numbers)


def test_conditions_choose_the_tickets(
    hook: Callable[..., Hook],
    receiver: Receiver,
    matter: Callable[..., Ticket],
    consume: Callable[[], int],
) -> None:
    hook("ticket.changed", conditions={"field": "priority", "operator": "is", "value": ["urgent"]})
    one, other = matter(), matter(address="lu@posteo.it")
    changing.set_priority(one, Priority.URGENT, by="system")
    changing.set_priority(other, Priority.LOW, by="system")
    deliver(consume)
    assert [each.data["data"]["ticket"]["id"] for each in receiver.heard] == [one.pk]


def test_the_consumer_read_again_from_zero_sends_nothing_twice(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int]
) -> None:
    from ponte.events import consuming

    hook("ticket.changed")
    changing.set_priority(ticket, Priority.HIGH, by="system")
    deliver(consume)
    consuming.rewind("webhooks")
    deliver(consume)
    assert len(receiver.heard) == 1
