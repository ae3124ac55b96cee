"""The same change on several tickets, each by itself: one that refuses does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model

from ponte.customers.models import Customer
from ponte.team.models import Agent, Team
from ponte.tickets import branding_tickets, changing, following, reading, tagging
from ponte.tickets.errors import ClosedTicket
from ponte.tickets.fields import coding
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.following_up import many
from ponte.tickets.following_up.errors import Finished
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Brand, Follow, State, Ticket
from ponte.tickets.solving import NotSolvable
from ponte.tickets.states import Priority, TicketType

NOBODY = "none"
Row = TypeVar("Row", bound=Model)


@dataclass
class Outcome:
    """`done`: (ticket id, old value, new value) of each that changed; `refused`: ids of closed ones,
    and of those that something keeps from being solved.
    """

    done: list[tuple[int, str, str]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


def change(tickets: Iterable[Ticket], what: str, value: str, *, by: Agent) -> Outcome:
    """Set `what` (a key of `CHANGES`) to `value` on each.

    `value` is an id or number as text, "none" for nobody, "me" for the actor.

    Raises:
        NotAllowed: `by` may only look.
        ValueError: there is no such change or no such value; nothing was changed.
    """
    if what != "read":
        require_writer(by)
    if what not in CHANGES:
        raise ValueError(what)
    look, make = CHANGES[what]
    value = plain(what, value, by)
    do = make(value, by)
    outcome = Outcome()
    for ticket in tickets:
        old = look(ticket, value, by)
        if old == value:
            continue
        try:
            do(ticket)
        except (ClosedTicket, NotSolvable, Finished, InvalidFields):
            outcome.refused.append(ticket.pk)
        else:
            outcome.done.append((ticket.pk, old, value))
    return outcome


def put_back(what: str, done: Iterable[tuple[Ticket, str, str]], *, by: Agent) -> int:
    """Undo an outcome, ticket by ticket, where nobody has changed it again; returns how many went back."""
    back = 0
    look, make = CHANGES[what]
    for ticket, old, new in done:
        if look(ticket, new, by) == new:
            try:
                make(old, by)(ticket)
            except (ClosedTicket, NotSolvable, Finished, InvalidFields, ValueError):
                continue
            back += 1
    return back


Look = Callable[[Ticket, str, Agent], str]
Make = Callable[[str, Agent], Callable[[Ticket], object]]


def _assign(value: str, by: Agent) -> Callable[[Ticket], object]:
    agent = None if value == NOBODY else _one(Agent, value)
    return lambda ticket: changing.assign(ticket, agent, by=by)


def _move(value: str, by: Agent) -> Callable[[Ticket], object]:
    team = None if value == NOBODY else _one(Team, value)
    return lambda ticket: changing.move_to_team(ticket, team, by=by)


def _state(value: str, by: Agent) -> Callable[[Ticket], object]:
    state = _one(State, value)
    return lambda ticket: changing.set_state(ticket, state, by=by)


def _priority(value: str, by: Agent) -> Callable[[Ticket], object]:
    priority = Priority(int(value))
    return lambda ticket: changing.set_priority(ticket, priority, by=by)


def _type(value: str, by: Agent) -> Callable[[Ticket], object]:
    kind = TicketType(value)
    return lambda ticket: changing.set_type(ticket, kind, by=by)


def _brand(value: str, by: Agent) -> Callable[[Ticket], object]:
    brand = _one(Brand, value)
    return lambda ticket: branding_tickets.set_brand(ticket, brand, by=by)


def _requester(value: str, by: Agent) -> Callable[[Ticket], object]:
    customer = Customer.objects.filter(pk=int(value)).first()
    if customer is None:
        raise ValueError(value)
    return lambda ticket: changing.set_requester(ticket, customer, by=by)


def _tag(value: str, by: Agent) -> Callable[[Ticket], object]:
    if not value.strip("-"):
        raise ValueError(value)
    if value.startswith("-"):
        return lambda ticket: tagging.untag(ticket, value[1:], by=by)
    return lambda ticket: tagging.tag(ticket, value, by=by)


def _spam(value: str, by: Agent) -> Callable[[Ticket], object]:
    if value not in ("0", "1"):
        raise ValueError(value)
    return lambda ticket: changing.set_spam(ticket, value == "1", by=by)


def _follow(value: str, by: Agent) -> Callable[[Ticket], object]:
    if value not in ("0", "1"):
        raise ValueError(value)
    act = following.follow if value == "1" else following.unfollow
    return lambda ticket: act(ticket, by, by=by)


def _follows(ticket: Ticket, value: str, by: Agent) -> str:
    return str(int(Follow.objects.filter(ticket=ticket, agent=by).exists()))


def _read(value: str, by: Agent) -> Callable[[Ticket], object]:
    if value not in ("0", "1"):
        raise ValueError(value)
    if value == "0":
        return lambda ticket: reading.mark_unread(ticket, by=by)
    return lambda ticket: reading.mark_read(ticket, by=by, up_to=ticket.last_message_id or 0)


def _one(model: type[Row], value: str) -> Row:
    found = model._default_manager.filter(pk=int(value), is_active=True).first()
    if found is None:
        raise ValueError(value)
    return found


def plain(what: str, value: str, by: Agent) -> str:
    """The value as it is kept: tags in their form, the actor for "me"."""
    if what == "tag":
        return ("-" if value.startswith("-") else "") + tagging.normalise(value)
    if what == "field":
        return coding.tidied(value)
    return str(by.pk) if value == "me" else value


def _tagged(ticket: Ticket, value: str) -> str:
    """`value` where the tag is as it says ("x": there, "-x": not there), else its opposite."""
    name, wanted = value.removeprefix("-"), not value.startswith("-")
    if (name in ticket.tags) == wanted:
        return value
    return f"-{name}" if wanted else name


CHANGES: dict[str, tuple[Look, Make]] = {
    "assignee": (lambda ticket, value, by: str(ticket.assignee_id or NOBODY), _assign),
    "team": (lambda ticket, value, by: str(ticket.team_id or NOBODY), _move),
    "state": (lambda ticket, value, by: str(ticket.state_id), _state),
    "type": (lambda ticket, value, by: str(ticket.type), _type),
    "brand": (lambda ticket, value, by: str(ticket.brand_id), _brand),
    "requester": (lambda ticket, value, by: str(ticket.requester_id), _requester),
    "priority": (lambda ticket, value, by: str(int(ticket.priority)), _priority),
    "tag": (lambda ticket, value, by: _tagged(ticket, value), _tag),
    "field": (coding.look, coding.make),
    "follow": (_follows, _follow),
    "snooze": (many.wakes, many.snooze),
    "remind": (many.reminds, many.remind),
    "spam": (lambda ticket, value, by: str(int(ticket.is_spam)), _spam),
    "read": (lambda ticket, value, by: str(int(reading.has_read(ticket, by=by))), _read),
}
