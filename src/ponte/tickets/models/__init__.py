"""Tickets, their messages, and what hangs on them."""

from __future__ import annotations

from ponte.tickets.models.labels import Brand, State, Tag
from ponte.tickets.models.messages import Attachment, Delivery, Message, MessageKind
from ponte.tickets.models.people import Follow, Participant, Presence, Reading
from ponte.tickets.models.ticket import NEVER, Ticket
from ponte.tickets.models.writing import Draft

__all__ = [
    "NEVER",
    "Attachment",
    "Brand",
    "Delivery",
    "Draft",
    "Follow",
    "Message",
    "MessageKind",
    "Participant",
    "Presence",
    "Reading",
    "State",
    "Tag",
    "Ticket",
]
