"""Tickets as fixtures for every room: `matter(subject=…, minutes=…)` opens one by a customer's mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from ponte.customers import finding
from ponte.lib import clock
from ponte.tickets import changing
from ponte.tickets.choosing_states import default_state
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Ticket
from ponte.tickets.opening import open_ticket
from ponte.tickets.states import StateType


def open_matter(
    *,
    subject: str = "La batteria si ferma al 62%",
    text: str = "Da ieri la batteria della mia Lido 3 si ferma al 62%.",
    name: str = "Marta Bellini",
    address: str = "marta.bellini@posteo.it",
    language: str = "it",
    minutes: float = 60,
    at: datetime | None = None,
    state: StateType | None = None,
    incoming: dict[str, Any] | None = None,
    **given: Any,
) -> Ticket:
    """A ticket opened `minutes` ago by a customer's mail; `given` goes to `open_ticket`, `incoming` to the mail."""
    customer, _ = finding.find_or_make(address, name=name, language=language)
    mail = {"channel": "email", "sender_address": address, "sender_name": name, **(incoming or {})}
    at = at or clock.now() - timedelta(minutes=minutes)
    given.setdefault("brand", Brand.objects.get(is_default=True))
    ticket, _message = open_ticket(
        customer, Incoming(text=text, subject=subject, at=at, language=language, **mail), by=customer, **given
    )
    if state is not None:
        ticket = changing.set_state(ticket, default_state(state), by="system", at=at)
    return ticket


@pytest.fixture
def matter(db: None) -> Callable[..., Ticket]:
    """Open tickets; see `open_matter`."""
    return open_matter


@pytest.fixture
def ticket(db: None) -> Ticket:
    """Marta's battery: one open question, nobody's yet."""
    return open_matter()
