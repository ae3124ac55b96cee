"""What other areas show on a ticket's page: each registers a template and what it reads.

Places: "acts" (the buttons of its head), "strip" (the lines under its head), "context" (the pane beside), "thread"
(after the last message), "menu" (the ticket's menu). The template
gets what `read` returned as `part`, beside `ticket`, `agent` and `may_write`; None leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ponte.team.models import Agent
from ponte.tickets.models import Ticket

Read = Callable[[Ticket, Agent], Any]
PLACES = ("acts", "strip", "context", "thread", "menu")


@dataclass(frozen=True)
class Section:
    """One registered part of the page."""

    place: str
    name: str
    template: str
    read: Read
    order: int


@dataclass(frozen=True)
class Ready:
    """One part with what it read."""

    name: str
    template: str
    part: Any


_sections: dict[tuple[str, str], Section] = {}


def register(place: str, name: str, template: str, read: Read = lambda ticket, agent: True, order: int = 100) -> None:
    """Add a part to every ticket's page; called when an area is ready."""
    if place not in PLACES:
        raise ValueError(f"no place is called {place}")
    if (place, name) in _sections:
        raise ValueError(f"{name} is registered twice in {place}")
    _sections[place, name] = Section(place, name, template, read, order)


def ready(ticket: Ticket, agent: Agent) -> dict[str, list[Ready]]:
    """Every part that has something to show, by place, in order."""
    made: dict[str, list[Ready]] = {place: [] for place in PLACES}
    for each in sorted(_sections.values(), key=lambda section: (section.order, section.name)):
        part = each.read(ticket, agent)
        if part is not None:
            made[each.place].append(Ready(each.name, each.template, part))
    return made
