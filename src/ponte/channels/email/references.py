"""Which Message-IDs lead to which ticket."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ponte.channels.email.models import MessageReference

MAX_KEPT = 20  # of one mail's References: the first and the newest


def key_of(identifier: str) -> str:
    """The form in which an identifier is kept and compared; a very long one is kept by its digest."""
    text = identifier.strip().strip("<>").lower()
    return text if len(text) <= 200 else f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def remember(rows: Iterable[MessageReference]) -> None:
    """Keep references; those known for their ticket already stay as they are."""
    MessageReference.objects.bulk_create(rows, ignore_conflicts=True)


def references_of(ticket: int, message: int | None, own: str, named: Iterable[str]) -> list[MessageReference]:
    """What one mail on a ticket teaches: its own identifier, and those it refers to (as `key_of` gives)."""
    keys = [key for key in dict.fromkeys(named) if key and key != own]
    if len(keys) > MAX_KEPT:
        keys = [keys[0], *keys[1 - MAX_KEPT :]]
    rows = [MessageReference(identifier=key, ticket_id=ticket) for key in keys]
    if own:
        rows.append(MessageReference(identifier=own, ticket_id=ticket, message_id=message))
    return rows
