"""Which of its belongings a ticket has, asked in one statement: most have few, and pages are opened all day.

An area that shows something of a ticket registers the table that it lies in, and reads it only where `has` says so.
"""

from __future__ import annotations

from functools import lru_cache

from ponte.search.statements import fetch
from ponte.tickets.models import Ticket

_asked: dict[str, str] = {}


def register(name: str, asked: str) -> None:
    """What follows FROM in a subquery that finds a row where the ticket `%(ticket)s` has `name`."""
    if name in _asked:
        raise ValueError(f"{name} is registered twice")
    _asked[name] = asked
    _statement.cache_clear()


def has(ticket: Ticket, name: str) -> bool:
    """Whether the ticket has `name`; asked once for each ticket read."""
    known: frozenset[str] | None = ticket.__dict__.get("_has")
    if known is None:
        (row,) = fetch(_statement(), {"ticket": ticket.pk})
        known = frozenset(each for each, there in zip(_asked, row, strict=True) if there)
        ticket.__dict__["_has"] = known
    return name in known


@lru_cache(maxsize=1)
def _statement() -> str:
    return "SELECT " + ", ".join(f"EXISTS (SELECT FROM {asked})" for asked in _asked.values())


def _of_the_page() -> None:
    for name, table in [
        ("participants", "tickets_participant"),
        ("followers", "tickets_follow"),
        ("clocks", "sla_clock"),
        ("presence", "tickets_presence"),
        ("drafts", "tickets_draft"),
    ]:
        register(name, f"{table} WHERE ticket_id = %(ticket)s")
    register(
        "files",
        "tickets_attachment file JOIN tickets_message message ON message.id = file.message_id"
        " WHERE message.ticket_id = %(ticket)s",
    )


_of_the_page()
