"""What moves with a merged ticket: each carrier moves one thing and can move it back.

Rooms that hang things on tickets register a carrier when their app is ready; none forgets a ticket's belongings
by being unknown here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ponte.tickets.models import Ticket


@dataclass(frozen=True)
class Plan:
    """What the agent decided. `people`: addresses that join the surviving thread."""

    people: frozenset[str] = frozenset()


Move = Callable[[Ticket, Ticket, Plan], Any]
Back = Callable[[Ticket, Ticket, Any], None]


@dataclass(frozen=True)
class Carrier:
    """`move(old, new, plan)` gives what it did, as JSON; `back(old, new, done)` takes that back."""

    name: str
    move: Move
    back: Back


_carriers: dict[str, Carrier] = {}


def carries(name: str, move: Move, back: Back) -> None:
    """Register a carrier; they move in the order of registration and go back in reverse."""
    if name in _carriers:
        raise ValueError(f"{name} is carried twice")
    _carriers[name] = Carrier(name, move, back)


def move_all(old: Ticket, new: Ticket, plan: Plan) -> dict[str, Any]:
    """Move everything; returns what was done."""
    return {carrier.name: carrier.move(old, new, plan) for carrier in _carriers.values()}


def move_back(old: Ticket, new: Ticket, kept: Mapping[str, Any]) -> None:
    """Take everything back."""
    for carrier in reversed(_carriers.values()):
        if kept.get(carrier.name):
            carrier.back(old, new, kept[carrier.name])
