"""What moves with a merged ticket: each carrier moves one thing and can move it back.

Rooms that hang things on tickets register a carrier when their app is ready; none forgets a ticket's belongings
by being unknown here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


@dataclass(frozen=True)
class Plan:
    """Who merges, when, and what they decided. `people`: addresses that join the surviving thread."""

    by: Agent
    at: datetime = field(default_factory=clock.now)
    people: frozenset[str] = frozenset()


Move = Callable[[Ticket, Ticket, Plan], Any]
Back = Callable[[Ticket, Ticket, Any], None]
Say = Callable[[Ticket, Ticket], Iterable[str]]


@dataclass(frozen=True)
class Carrier:
    """`move(old, new, plan)` gives what it did, as JSON; `back(old, new, done)` takes that back.

    `say(old, new)`: what somebody who is about to merge should know, in their language.
    """

    name: str
    move: Move
    back: Back
    say: Say = lambda old, new: ()
    first: bool = False


_carriers: dict[str, Carrier] = {}


def carries(
    name: str, move: Move, back: Back, say: Say = lambda old, new: (), *, first: bool = False
) -> None:
    """Register a carrier; they move in the order of registration (`first` ones before) and go back in reverse."""
    if name in _carriers:
        raise ValueError(f"{name} is carried twice")
    _carriers[name] = Carrier(name, move, back, say, first)


def _in_order() -> list[Carrier]:
    return sorted(_carriers.values(), key=lambda carrier: not carrier.first)


def said(old: Ticket, new: Ticket) -> list[str]:
    """What merging `old` into `new` would mean beyond the usual, in words."""
    return [words for carrier in _in_order() for words in carrier.say(old, new)]


def move_all(old: Ticket, new: Ticket, plan: Plan) -> dict[str, Any]:
    """Move everything; returns what was done."""
    return {carrier.name: carrier.move(old, new, plan) for carrier in _in_order()}


def move_back(old: Ticket, new: Ticket, kept: Mapping[str, Any]) -> None:
    """Take everything back."""
    for carrier in reversed(_in_order()):
        if kept.get(carrier.name):
            carrier.back(old, new, kept[carrier.name])
