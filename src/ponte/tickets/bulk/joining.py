"""Merging many into one, and linking many with one: each can be put back."""

from __future__ import annotations

from collections.abc import Callable

from ponte.team.models import Agent
from ponte.tickets.bulk.actions import register
from ponte.tickets.links import linking, unlinking
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import SIDES, Role
from ponte.tickets.merges import merging, undoing
from ponte.tickets.merges.models import Merge
from ponte.tickets.models import Ticket

ROLES = (Role.PROBLEM, Role.PARENT, Role.DUPLICATE_OF, Role.RELATED)  # many below one


def _merged_into(ticket: Ticket, value: str, by: Agent) -> str:
    """The number of the ticket that it is a part of, "" for none."""
    row = Merge.objects.filter(ticket=ticket, undone_at=None).first()
    return str(row.into_id) if row else ""


def _merge(value: str, by: Agent) -> Callable[[Ticket], object]:
    """Nobody of the merged tickets is let in or told: that is decided ticket by ticket."""
    if not value:
        return lambda ticket: undoing.undo(Merge.objects.get(ticket=ticket, undone_at=None), by=by)
    into = _seen(value, by)
    return lambda ticket: merging.merge(ticket, into, by=by)


def _linked(ticket: Ticket, value: str, by: Agent) -> str:
    """`value` ("problem:41", with "-" before it: not so) where it is as it says, else its opposite."""
    plain, wanted = value.removeprefix("-"), not value.startswith("-")
    if (_row(ticket, plain) is not None) == wanted:
        return value
    return f"-{plain}" if wanted else plain


def _row(ticket: Ticket, plain: str) -> Link | None:
    role, _colon, number = plain.partition(":")
    kind, first = SIDES[Role(role)]
    below, above = (ticket.pk, int(number)) if first else (int(number), ticket.pk)
    rows = Link.objects.filter(kind=kind)
    found = rows.filter(ticket=below, other=above).first()
    if found is None and role == Role.RELATED:
        found = rows.filter(ticket=above, other=below).first()
    return found


def _link(value: str, by: Agent) -> Callable[[Ticket], object]:
    plain = value.removeprefix("-")
    role, _colon, number = plain.partition(":")
    if role not in ROLES:
        raise ValueError(value)
    if value.startswith("-"):
        return lambda ticket: _unlink(ticket, plain, by)
    other = _seen(number, by)
    return lambda ticket: linking.link(ticket, Role(role), other, by=by)


def _unlink(ticket: Ticket, plain: str, by: Agent) -> None:
    row = _row(ticket, plain)
    if row is not None:
        unlinking.unlink(row, by=by)


def _seen(number: str, by: Agent) -> Ticket:
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise ValueError(number)
    found = Ticket.objects.visible_to(by).filter(pk=int(number)).first()
    if found is None:
        raise ValueError(number)
    return found


register("merge", _merged_into, _merge)
register("link", _linked, _link)
