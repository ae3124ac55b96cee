"""What a job can do. Those of `changing_many`; further ones are registered by the rooms that have them."""

from __future__ import annotations

from ponte.team.models import Agent
from ponte.tickets.changing_many import CHANGES, Look, Make, plain

_further: dict[str, tuple[Look, Make]] = {}
FINAL: set[str] = {"read"}  # not taken back


def register(what: str, look: Look, make: Make, *, final: bool = False) -> None:
    """Add an action: `look(ticket, value, by)` tells how it is now, `make(value, by)` gives what changes a ticket.

    `final`: it cannot be put back.
    """
    if what in CHANGES or what in _further:
        raise ValueError(f"{what} is registered twice")
    _further[what] = look, make
    if final:
        FINAL.add(what)


def action(what: str) -> tuple[Look, Make]:
    """How to look and how to change.

    Raises:
        ValueError: there is no such action.
    """
    found = CHANGES.get(what) or _further.get(what)
    if found is None:
        raise ValueError(what)
    return found


def names() -> set[str]:
    """Everything that a job can do."""
    return CHANGES.keys() | _further.keys()


def known(what: str, value: str, by: Agent) -> str:
    """The value as it is kept ("me" is the actor).

    Raises:
        ValueError: there is no such action or no such value.
    """
    value = plain(what, value, by)
    if what in _further and not value:
        raise ValueError(value)  # nothing is what only taking back leads to
    action(what)[1](value, by)
    return value
