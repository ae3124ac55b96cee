"""What a macro can do to a ticket: how each thing stands now, and how it is set.

An action is `[what, value]`; values are ids or numbers as text, "none" for nobody and no team, "me" for whoever
applies it, a tag's name with "-" before it to take it away, "1" and "0" for following and not following, and
`product=ebike` for a field of the company.
"""

from __future__ import annotations

from ponte.team.models import Agent
from ponte.tickets import tagging
from ponte.tickets.changing_many import CHANGES, NOBODY, Look, Make
from ponte.tickets.fields import coding
from ponte.tickets.states import Priority, TicketType

ME = "me"


# In the order in which a form writes them; a macro keeps its own.
KINDS: dict[str, tuple[Look, Make]] = {
    "assignee": CHANGES["assignee"],
    "team": CHANGES["team"],
    "priority": CHANGES["priority"],
    "type": CHANGES["type"],
    "brand": CHANGES["brand"],
    "tag": CHANGES["tag"],
    "field": CHANGES["field"],
    "follow": CHANGES["follow"],
    "state": CHANGES["state"],
}
OF_ROWS = {"assignee", "team", "state", "brand"}  # their values are ids


def is_well_formed(what: str, value: str) -> bool:
    """Whether this could be done on some ticket; says nothing about rows that are gone."""
    if what in OF_ROWS:
        nobody = (what in ("assignee", "team") and value == NOBODY) or (what == "assignee" and value == ME)
        return nobody or (value.isascii() and value.isdigit() and len(value) < 19)
    if what == "priority":
        return value in {str(int(each)) for each in Priority}
    if what == "type":
        return value in TicketType.values
    if what == "tag":
        return bool(tagging.normalise(value.removeprefix("-")))
    if what == "field":
        return coding.is_lawful(value)
    return what == "follow" and value in ("0", "1")


def plain(what: str, value: str, by: Agent) -> str:
    """The value with "me" as an id, and a tag as it is kept."""
    if what == "tag":
        return ("-" if value.startswith("-") else "") + tagging.normalise(value.removeprefix("-"))
    if what == "field" and coding.is_lawful(value):
        return coding.tidied(value)
    return str(by.pk) if what == "assignee" and value == ME else value
