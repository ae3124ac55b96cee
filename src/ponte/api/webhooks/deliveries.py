"""/webhooks/…/deliveries, tests and replays."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.problems import wrong
from ponte.api.schemas.webhooks import (
    DeliveriesOut,
    DeliveryOut,
    DeliveryQuery,
    ReplayIn,
    ReplayOut,
    WholeDeliveryOut,
)
from ponte.api.schemas.words import Id
from ponte.api.webhooks import shape
from ponte.api.webhooks.endpoints import READ, WRITE, found_for
from ponte.channels.webhooks import replaying, trying
from ponte.channels.webhooks.models import Delivery, Replay
from ponte.lib import clock
from ponte.team import permissions

router = Router(tags=["Webhooks"])


def _row(row: Delivery) -> dict[str, Any]:
    return shape.delivery({name: getattr(row, name) for name in shape.DELIVERY_COLUMNS})


@operation(router, "POST", "/webhooks/{webhook}/tests", WRITE, gives=DeliveryOut, status=201, refuses=(404,))
def test_webhook(request: Call, webhook: Path[Id]) -> HttpResponse:
    """Send a test

    A delivery of `ponte.test`; read it again to see how the receiver answered.
    """
    return give(_row(trying.send_test(found_for(request, webhook), by=request.agent)), 201)


@operation(router, "GET", "/webhooks/{webhook}/deliveries", READ, gives=DeliveriesOut, refuses=(404,))
def list_deliveries(request: Call, webhook: Path[Id], asked: Query[DeliveryQuery]) -> HttpResponse:
    """List what was sent or waits

    Newest first. What ended is kept for 30 days.
    """
    found = Delivery.objects.filter(endpoint=found_for(request, webhook)).values(*shape.DELIVERY_COLUMNS)
    if asked.status:
        found = found.filter(status=asked.status)
    rows, following = paging.by_id(found, "deliveries", asked.cursor, asked.limit, newest_first=True)
    return give(paging.page([shape.delivery(row) for row in rows], following))


@operation(router, "GET", "/deliveries/{delivery}", READ, gives=WholeDeliveryOut, refuses=(404,))
def read_delivery(request: Call, delivery: Path[Id]) -> HttpResponse:
    """Read a delivery with its log"""
    permissions.require(request.agent, "manage_webhooks")
    return give(shape.whole(finding.one(Delivery, delivery)))


@operation(router, "POST", "/deliveries/{delivery}/attempts", WRITE, gives=DeliveryOut, refuses=(404,))
def send_delivery_again(request: Call, delivery: Path[Id]) -> HttpResponse:
    """Send a delivery again now

    The same bytes with the same `webhook-id`.
    """
    permissions.require(request.agent, "manage_webhooks")
    return give(_row(replaying.again(finding.one(Delivery, delivery), by=request.agent)))


@operation(
    router, "POST", "/webhooks/{webhook}/replays", WRITE, gives=ReplayOut, status=201, takes=JSON, refuses=(404,)
)
def begin_replay(request: Call, webhook: Path[Id], asked: ReplayIn) -> HttpResponse:
    """Tell once more what happened in a span of time

    From the journal. Each event has the `webhook-id` that it had.
    """
    found = found_for(request, webhook)
    try:
        since = asked.since.astimezone(UTC)
        until = asked.until.astimezone(UTC) if asked.until else clock.now()
    except OverflowError:
        raise wrong("since", str(asked.since)) from None
    return give(shape.replay(replaying.replay(found, since, until, by=request.agent)), 201)


@operation(router, "GET", "/replays/{replay}", READ, gives=ReplayOut, refuses=(404,))
def read_replay(request: Call, replay: Path[Id]) -> HttpResponse:
    """Read how far a replay is"""
    permissions.require(request.agent, "manage_webhooks")
    return give(shape.replay(finding.one(Replay, replay)))


@operation(router, "DELETE", "/replays/{replay}", WRITE, status=204, refuses=(404,))
def stop_replay(request: Call, replay: Path[Id]) -> HttpResponse:
    """Stop a replay

    What is queued already goes out.
    """
    permissions.require(request.agent, "manage_webhooks")
    replaying.cancel(finding.one(Replay, replay), by=request.agent)
    return done()
