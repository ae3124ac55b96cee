"""One thing that waits for somebody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from ponte.tickets.models import Ticket


@dataclass(frozen=True)
class Line:
    """`step`: what to do next, in words. `done`: the address that ticks it off, "" where acting does.

    `moment` is shown in the style `style` (see `ponte.ui.moments`).
    """

    ticket: Ticket
    step: str
    icon: str
    moment: datetime | None = None
    style: str = "when"
    tone: str = ""
    done: str = ""
    place: str = ""

    @property
    def href(self) -> str:
        """Where the next step is taken."""
        return reverse("ticket:show", args=[self.ticket.pk]) + (f"#{self.place}" if self.place else "")


@dataclass(frozen=True)
class Section:
    """Lines of one sort, under their heading."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)
