"""Webhooks, deliveries and replays as resources."""

from __future__ import annotations

from typing import Any

from ponte.channels.webhooks.models import Attempt, Delivery, Endpoint, Replay

WEBHOOK = (
    "id",
    "url",
    "description",
    "kinds",
    "conditions",
    "includes_notes",
    "suspended",
    "suspended_at",
    "failing_since",
    "delivered_at",
    "created_at",
)
DELIVERY = ("id", "message_id", "kind", "status", "attempts", "due_at", "created_at", "ended_at", "error")
DELIVERY_COLUMNS = (*DELIVERY, "endpoint_id", "event_id", "ticket_id")
ATTEMPT = ("number", "at", "took", "status", "error", "detail", "answer")


def webhook(row: Endpoint) -> dict[str, Any]:
    """One webhook."""
    return {name: getattr(row, name) for name in WEBHOOK}


def delivery(row: dict[str, Any]) -> dict[str, Any]:
    """One delivery, from its columns."""
    told = {name: row[name] for name in DELIVERY}
    return {**told, "webhook": row["endpoint_id"], "event": row["event_id"], "ticket": row["ticket_id"]}


def whole(row: Delivery) -> dict[str, Any]:
    """A delivery with its body and log."""
    log = Attempt.objects.filter(delivery=row).order_by("pk").values(*ATTEMPT)
    return {
        **delivery({name: getattr(row, name) for name in DELIVERY_COLUMNS}),
        "body": row.body,
        "log": list(log),
    }


def replay(row: Replay) -> dict[str, Any]:
    """One replay."""
    names = ("id", "since", "until", "count", "done_at", "is_cancelled")
    return {**{name: getattr(row, name) for name in names}, "webhook": row.endpoint_id}
