"""Durable consumers: nothing missed, nothing twice, whatever dies or comes late."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection

from ponte.events import consuming
from ponte.events.consuming import Consumer, consume, rewind
from ponte.events.models import Cursor, Event

pytestmark = pytest.mark.django_db(transaction=True)
Happen = Callable[[int], int]


class Notes:
    """A consumer that remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.consumer = Consumer("test.notes", self.take, frozenset({"test.happened"}))
        Cursor.objects.create(name="test.notes")

    def take(self, events: Sequence[Event]) -> None:
        self.seen += [event.data["n"] for event in events]


def test_events_are_handled_once_and_in_order(happen: Happen) -> None:
    notes = Notes()
    for n in range(5):
        happen(n)
    assert consume(notes.consumer) == 5
    assert consume(notes.consumer) == 0
    assert notes.seen == [0, 1, 2, 3, 4]


def test_a_late_commit_is_not_lost(happen: Happen, uncommitted: Any) -> None:
    notes = Notes()
    with uncommitted(1):
        happen(2)  # a higher id, committed earlier
        consume(notes.consumer)
        assert notes.seen == []  # held back: id order is not commit order
    consume(notes.consumer)
    assert notes.seen == [1, 2]


def test_a_long_transaction_only_delays(happen: Happen, uncommitted: Any) -> None:
    notes = Notes()
    happen(1)
    consume(notes.consumer)
    with uncommitted(2):
        for n in (3, 4):
            happen(n)
        assert consume(notes.consumer) == 0
    consume(notes.consumer)
    assert notes.seen == [1, 2, 3, 4]


def test_a_consumer_that_dies_half_way_does_its_batch_again(happen: Happen) -> None:
    done: list[int] = []

    def take(events: Sequence[Event]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_session VALUES (%s, '', now())", [f"n{events[0].data['n']}"])
        if not done:
            done.append(1)
            raise RuntimeError("killed")

    reader = Consumer("test.dies", take)
    Cursor.objects.create(name="test.dies")
    happen(7)
    with pytest.raises(RuntimeError):
        consume(reader)
    consume(reader)  # what it wrote before dying was rolled back with the cursor, so this does not collide
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session WHERE session_key = 'n7'")
        assert cursor.fetchone()[0] == 1


def test_two_that_race_handle_each_event_once(happen: Happen) -> None:
    notes = Notes()
    for n in range(200):
        happen(n)

    def work() -> None:
        for _ in range(60):
            consume(notes.consumer, limit=7)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while consume(notes.consumer):
        pass
    assert notes.seen == list(range(200))


def test_a_consumer_can_be_replayed_from_zero(happen: Happen) -> None:
    notes = Notes()
    for n in range(3):
        happen(n)
    consume(notes.consumer)
    rewind("test.notes")
    consume(notes.consumer)
    assert notes.seen == [0, 1, 2, 0, 1, 2]


def test_a_failing_consumer_waits_and_says_why(happen: Happen, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(events: Sequence[Event]) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr(consuming, "_consumers", {"test.fails": Consumer("test.fails", fail)})
    happen(1)
    consuming._round()
    consuming._round()
    cursor = Cursor.objects.get(name="test.fails")
    assert (cursor.failures, cursor.error, cursor.event_id) == (1, "RuntimeError: no ink", 0)
    assert cursor.retry_at is not None


def test_serving_handles_what_comes_and_stops(happen: Happen, monkeypatch: pytest.MonkeyPatch) -> None:
    handled, stop = threading.Event(), threading.Event()
    reader = Consumer("test.serves", lambda events: handled.set())
    monkeypatch.setattr(consuming, "_consumers", {"test.serves": reader})

    def serve() -> None:
        consuming.run_forever(stop)
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    happen(1)
    assert handled.wait(5)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
