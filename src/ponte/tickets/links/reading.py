"""What a ticket is linked to, as the pane shows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from ponte.team.models import Agent
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import Role, role_of
from ponte.tickets.models import Ticket
from ponte.tickets.states import LAST_UNSOLVED

MOST = 50


@dataclass(frozen=True)
class Linked:
    """One linked ticket. `ticket` is None where its reader may not see it: then only the number is said."""

    link: int
    number: int
    ticket: Ticket | None


@dataclass(frozen=True)
class Group:
    """All that are the same to this ticket. `solved` of `number`: the roll-up."""

    role: Role
    rows: list[Linked]
    solved: int

    @property
    def number(self) -> int:
        return len(self.rows)


def groups(ticket: Ticket, reader: Agent) -> list[Group]:
    """Everything linked, by what it is; two queries, one when there is nothing."""
    rows = list(Link.objects.filter(Q(ticket=ticket) | Q(other=ticket)).order_by("-pk")[:MOST])
    if not rows:
        return []
    others = {row.pk: row.other_id if row.ticket_id == ticket.pk else row.ticket_id for row in rows}
    seen = Ticket.objects.visible_to(reader).select_related("state").in_bulk(set(others.values()))
    found: dict[Role, list[Linked]] = {}
    for row in sorted(rows, key=lambda each: others[each.pk]):
        role = role_of(row.kind, is_first=row.ticket_id == ticket.pk)
        found.setdefault(role, []).append(Linked(row.pk, others[row.pk], seen.get(others[row.pk])))
    return [Group(role, found[role], _solved(found[role])) for role in Role if role in found]


def _solved(rows: list[Linked]) -> int:
    return Counter(row.ticket is not None and row.ticket.state_type > LAST_UNSOLVED for row in rows)[True]
