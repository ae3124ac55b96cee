"""A message as a resource."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ponte.api.shapes import Field, Row, Shape, plain
from ponte.tickets.models import Attachment, Message


def _author(row: Row) -> dict[str, Any]:
    for kind in ("customer", "agent"):
        if row[f"{kind}_id"] is not None:
            return {"type": kind, "id": row[f"{kind}_id"], "name": row[f"{kind}__name"]}
    return {"type": "system", "id": None, "name": None}


MESSAGE = Shape(
    id="id",
    ticket=plain("ticket_id"),
    kind="kind",
    channel="channel",
    author=Field(("customer_id", "customer__name", "agent_id", "agent__name"), _author),
    sender=plain("sender_address"),
    to="to",
    cc="cc",
    subject="subject",
    text="text",
    html="html",
    language="language",
    is_automatic="is_automatic",
    is_flagged="is_flagged",
    delivery="delivery",
    delivery_detail="delivery_detail",
    send_at="send_at",
    sent_at="sent_at",
    created_at="created_at",
    attachments=Field(("id",), lambda row: []),
)
FILE = ("id", "filename", "content_type", "size", "sha256")


def file_resource(file: Attachment) -> dict[str, Any]:
    """One file."""
    return {name: getattr(file, name) for name in FILE}


def resources(rows: Sequence[Row], names: Sequence[str]) -> list[dict[str, Any]]:
    """Messages as they are answered, with their files in one query."""
    made = [MESSAGE.make(row, names) for row in rows]
    if "attachments" in names and made:
        files: dict[int, list[dict[str, Any]]] = defaultdict(list)
        found = Attachment.objects.filter(message__in=[row["id"] for row in rows]).order_by("pk")
        for file in found.values(*FILE, "message_id"):
            files[file.pop("message_id")].append(file)
        for each in made:
            each["attachments"] = files.get(each["id"], [])
    return made


def resource(pk: int) -> dict[str, Any]:
    """One message, whole."""
    row = Message.objects.values(*MESSAGE.columns(MESSAGE.fields)).get(pk=pk)
    return resources([row], list(MESSAGE.fields))[0]
