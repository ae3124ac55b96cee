"""Adding a message to a ticket and keeping what lists show of it."""

from __future__ import annotations

import re

from ponte.tickets.models import Message, MessageKind, Ticket

_space = re.compile(r"\s+")


def snippet_of(text: str) -> str:
    """The first words of a message on one line, at most 240 characters."""
    return _space.sub(" ", text[:600]).strip()[:240]


def attach_to(ticket: Ticket, message: Message) -> None:
    """Note on `ticket` (not saved) that `message` is now its last."""
    ticket.last_message_id = message.pk
    ticket.message_count += 1
    ticket.updated_at = message.created_at
    if message.kind == MessageKind.PUBLIC:
        ticket.snippet = snippet_of(message.reply_text or message.text)
        ticket.last_public_from_customer = message.customer_id is not None


LIST_FIELDS = (
    "last_message_id",
    "message_count",
    "updated_at",
    "snippet",
    "last_public_from_customer",
)
