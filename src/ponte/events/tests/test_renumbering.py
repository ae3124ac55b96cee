"""A journal from another server: every consumer has read exactly what it had read before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from ponte.events.models import Cursor, Event
from ponte.events.renumbering import renumber

pytestmark = pytest.mark.django_db(transaction=True)
FUTURE = 900_000_000_000  # a number that this server will not reach


def unread(name: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM events_event e, events_cursor c WHERE c.name = %s"
            " AND (e.txid, e.id) > (c.txid::text::xid8, c.event_id) ORDER BY e.txid, e.id",
            [name],
        )
        return [row[0] for row in cursor.fetchall()]


def test_what_is_read_stays_read(happen: Callable[[int], int]) -> None:
    for n in range(6):
        happen(n)
    events = list(Event.objects.order_by("id"))
    with connection.cursor() as cursor:
        cursor.execute("SET ponte.redaction = 'on'")
        for place, event in enumerate(events):
            number = FUTURE + (place if place != 1 else 100)  # the second was committed last
            cursor.execute("UPDATE events_event SET txid = %s::text::xid8 WHERE id = %s", [str(number), event.pk])
    ids = [event.pk for event in events]
    Cursor.objects.create(name="new")
    Cursor.objects.create(name="half", txid=FUTURE + 3, event_id=ids[3])
    Cursor.objects.create(name="twin", txid=FUTURE + 3, event_id=ids[3])
    Cursor.objects.create(name="done", txid=FUTURE + 100, event_id=ids[1])
    before = {name: set(unread(name)) for name in ("new", "half", "twin", "done")}
    assert before == {"new": set(ids), "half": {ids[1], ids[4], ids[5]}, "twin": before["half"], "done": set()}

    renumber(connection.connection)

    assert {name: set(unread(name)) for name in before} == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(txid) < pg_snapshot_xmin(pg_current_snapshot()) FROM events_event")
        assert cursor.fetchone() == (True,)
        cursor.execute("RESET ponte.redaction")
    latest = happen(7)
    assert latest in unread("done")
