"""What applying a macro to a ticket would change, before anything is changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from ponte.team.models import Agent
from ponte.tickets.macros.actions import KINDS, plain
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.rows import Rows
from ponte.tickets.models import Ticket


@dataclass(frozen=True)
class Change:
    """One thing that becomes another; both values are as actions write them."""

    what: str
    old: str
    new: str


@dataclass
class Plan:
    """`changes`: in the macro's order. `impossible`: actions on things that are gone. `already`: nothing to do."""

    changes: list[Change] = field(default_factory=list)
    impossible: list[tuple[str, str]] = field(default_factory=list)
    already: list[tuple[str, str]] = field(default_factory=list)

    def words(self) -> Rows:
        """The words of every value in it."""
        pairs = [(each.what, value) for each in self.changes for value in (each.old, each.new)]
        return Rows([*pairs, *self.impossible, *self.already])


def plan(macro: Macro, ticket: Ticket, *, by: Agent, but: Collection[str] = ()) -> Plan:
    """What would change; `but` leaves out what somebody else will set."""
    made = Plan()
    actions = [(what, plain(what, value, by)) for what, value in macro.actions if what not in but]
    there = Rows(actions)
    for what, value in actions:
        if not there.is_there(what, value):
            made.impossible.append((what, value))
            continue
        old = KINDS[what][0](ticket, value, by)
        if old == value:
            made.already.append((what, value))
        else:
            made.changes.append(Change(what, old, value))
    return made
