"""Webhooks of the demo world: the shop's, which works, and an old warehouse's, which was suspended.

Their hosts end in `.example`, which nobody has: nothing is ever sent from a demo.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ponte.channels.webhooks import payloads, registering
from ponte.channels.webhooks.models import Attempt, Delivery, Endpoint, Status, Suspension
from ponte.channels.webhooks.retrying import WAITS
from ponte.demo.company import Company
from ponte.events.models import Event

SHOP, WAREHOUSE = 14, 5  # deliveries in the log of each
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def add(company: Company, now: datetime) -> None:
    """Write both with their logs, as they stand at `now`."""
    by = company.agents["admin"]
    recall = {"field": "tags", "operator": "has_any", "value": ["recall"]}
    shop, _secret = registering.make(
        url="https://shop.velora.example/hooks/ponte",
        description="Shop: recalls",
        kinds=["ticket.created", "ticket.state_changed"],
        conditions=recall,
        by=by,
        at=now - 60 * DAY,
    )
    warehouse, _secret = registering.make(
        url="https://lager.velora.example/tickets",
        description="Old warehouse",
        kinds=["ticket.tagged", "ticket.moved"],
        by=by,
        at=now - 75 * DAY,
    )
    _deliver(shop, _latest(shop, now, SHOP))
    _fail(warehouse, _latest(warehouse, now - 19 * DAY, WAREHOUSE))
    Endpoint.objects.filter(pk=shop.pk).update(
        active_since=now + SECOND, delivered_at=shop.deliveries.latest("ended_at").ended_at
    )
    Endpoint.objects.filter(pk=warehouse.pk).update(
        failing_since=now - 19 * DAY, suspended=Suspension.FAILING, suspended_at=now - 14 * DAY
    )


def _latest(endpoint: Endpoint, before: datetime, number: int) -> list[Event]:
    rows = Event.objects.filter(kind__in=endpoint.kinds, at__lt=before, at__gt=before - 20 * DAY)
    return list(rows.order_by("-at", "-pk")[:number])[::-1]


def _deliver(endpoint: Endpoint, events: Sequence[Event]) -> None:
    """All arrived, one of them at the third attempt."""
    for place, row in enumerate(_stored(endpoint, events)):
        begun = events[place].at + SECOND
        waits = (*WAITS[:2],) if place == len(events) // 2 else ()
        answers = [(503, "http_503", "Maintenance until 09:10") for _ in waits] + [(200, "", '{"ok": true}')]
        ended = _log(row, begun, waits, answers)
        _end(row, begun, ended, Status.DELIVERED, len(answers), "")


def _fail(endpoint: Endpoint, events: Sequence[Event]) -> None:
    """None arrived: the server was switched off one day."""
    for place, row in enumerate(_stored(endpoint, events)):
        begun = events[place].at + SECOND
        answers = [(502, "http_502", "<h1>Bad gateway</h1>")] * 3 + [(None, "timeout", "")] * (len(WAITS) - 2)
        ended = _log(row, begun, WAITS, answers)
        _end(row, begun, ended, Status.GIVEN_UP, len(answers), "timeout")


def _stored(endpoint: Endpoint, events: Sequence[Event]) -> list[Delivery]:
    return Delivery.objects.bulk_create(payloads.deliveries(endpoint, events))


def _log(
    row: Delivery, begun: datetime, waits: Sequence[int], answers: Sequence[tuple[int | None, str, str]]
) -> datetime:
    """Write the attempts; returns when the last one ended."""
    moment = begun
    for number, (status, error, text) in enumerate(answers, start=1):
        took = 15_000 if status is None else 80 + 13 * (row.pk % 17)
        Attempt.objects.create(
            delivery=row, number=number, at=moment, took=took, status=status, error=error, answer=text
        )
        ended = moment + timedelta(milliseconds=took)
        if number <= len(waits):
            moment = ended + timedelta(seconds=waits[number - 1])
    return ended


def _end(row: Delivery, begun: datetime, ended: datetime, status: Status, attempts: int, error: str) -> None:
    Delivery.objects.filter(pk=row.pk).update(
        created_at=begun, ended_at=ended, status=status, attempts=attempts, error=error
    )
