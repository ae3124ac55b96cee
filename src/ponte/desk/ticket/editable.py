"""Which properties of a ticket are edited in place: how each is chosen, and which behaviour sets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ponte.customers import finding as customers
from ponte.desk.inbox import filters
from ponte.team.models import Agent, Team
from ponte.tickets import branding_tickets, changing, participating, tagging
from ponte.tickets.models import Brand, State, Tag, Ticket
from ponte.tickets.narrowing import NOBODY
from ponte.tickets.states import Priority, TicketType


class Wrong(Exception):
    """A value that cannot be taken, in words."""


@dataclass(frozen=True)
class Property:
    """How one property is chosen and set. `kind`: select, text, tokens."""

    kind: str
    title: Callable[[], str]
    value: Callable[[Ticket], Any]
    choices: Callable[[], filters.Choices]
    put: Callable[[Ticket, list[str], Agent], object]
    help: Callable[[], str] = lambda: ""


def _first(values: list[str]) -> str:
    return values[0].strip() if values else ""


def _assignee(ticket: Ticket, values: list[str], by: Agent) -> object:
    value = _first(values)
    if value in ("", NOBODY):
        return changing.assign(ticket, None, by=by)
    agent = by if value == "me" else Agent.objects.filter(pk=int(value), is_active=True).first()
    if agent is None:
        raise Wrong(_("That colleague is no longer here. Choose another."))
    return changing.assign(ticket, agent, by=by)


def _team(ticket: Ticket, values: list[str], by: Agent) -> object:
    value = _first(values)
    if value in ("", NOBODY):
        return changing.move_to_team(ticket, None, by=by)
    team = Team.objects.filter(pk=int(value), is_active=True).first()
    if team is None:
        raise Wrong(_("That team no longer exists. Choose another."))
    return changing.move_to_team(ticket, team, by=by)


def _state(ticket: Ticket, values: list[str], by: Agent) -> object:
    state = State.objects.filter(pk=int(_first(values)), is_active=True).first()
    if state is None:
        raise Wrong(_("That state no longer exists. Choose another."))
    return changing.set_state(ticket, state, by=by)


def _brand(ticket: Ticket, values: list[str], by: Agent) -> object:
    brand = Brand.objects.filter(pk=int(_first(values)), is_active=True).first()
    if brand is None:
        raise Wrong(_("That brand no longer exists. Choose another."))
    return branding_tickets.set_brand(ticket, brand, by=by)


def _subject(ticket: Ticket, values: list[str], by: Agent) -> object:
    if not _first(values):
        raise Wrong(_("A subject helps everybody find this ticket: write a few words."))
    return changing.set_subject(ticket, _first(values), by=by)


def _tags(ticket: Ticket, values: list[str], by: Agent) -> None:
    wanted = {tagging.normalise(word) for value in values for word in value.split(",")} - {""}
    for gone in [tag for tag in ticket.tags if tag not in wanted]:
        tagging.untag(ticket, gone, by=by)
    for name in sorted(wanted - set(ticket.tags)):
        tagging.tag(ticket, name, by=by)


def _address(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        raise Wrong(_("“%(value)s” is not an e-mail address.") % {"value": value}) from None
    return customers.normalise(value)


def _requester(ticket: Ticket, values: list[str], by: Agent) -> object:
    customer, _made = customers.find_or_make(_address(_first(values)), by=by)
    return changing.set_requester(ticket, customer, by=by)


def _copied(ticket: Ticket, values: list[str], by: Agent) -> None:
    words = [word.strip() for value in values for word in value.replace(";", ",").split(",") if word.strip()]
    wanted = [_address(word) for word in words]
    rows = {row.address: row for row in ticket.participants.filter(is_confirmed=True)}
    for address in rows.keys() - set(wanted):
        participating.remove(rows[address], by=by)
    for address in wanted:
        if address not in rows:
            customer, _made = customers.find_or_make(address, by=by)
            participating.add(ticket, customer, address, by=by)


def _none() -> filters.Choices:
    return []


def _states() -> filters.Choices:
    return [(str(state.pk), state.name) for state in State.objects.filter(is_active=True)]


def _main_address(ticket: Ticket) -> str:
    row = ticket.requester.identities.order_by("-is_primary", "pk").first()
    return row.value if row else ""


def _choose(name: str) -> Callable[[], filters.Choices]:
    return filters.choices()[name]


def _types() -> filters.Choices:
    return [(str(value), str(label)) for value, label in TicketType.choices]


def _known_tags() -> filters.Choices:
    return [(name, name) for name in Tag.objects.order_by("name").values_list("name", flat=True)[:500]]


def _copied_now(ticket: Ticket) -> list[str]:
    return [row.address for row in ticket.participants.filter(is_confirmed=True)]


def _priority(ticket: Ticket, values: list[str], by: Agent) -> object:
    return changing.set_priority(ticket, Priority(int(_first(values))), by=by)


def _type(ticket: Ticket, values: list[str], by: Agent) -> object:
    return changing.set_type(ticket, TicketType(_first(values)), by=by)


def _language(ticket: Ticket, values: list[str], by: Agent) -> object:
    value = _first(values)
    if value not in dict(_choose("language")()):
        raise Wrong(_("Choose one of the languages that are offered."))
    return changing.set_language(ticket, value, by=by)


def _requester_help() -> str:
    return _(
        "The address of the customer whose matter this is. An unknown one makes a new customer."
        " Answers go there from now on; nobody is told of the change, and you can take it back."
    )


def _brand_help() -> str:
    return _(
        "The next answer goes out under this name, from its address and with its signature."
        " Nobody is told of the change, and you can take it back."
    )


PROPERTIES = {
    "assignee": Property(
        "select", lambda: _("Assignee"), lambda each: each.assignee_id or NOBODY, _choose("assignee"), _assignee
    ),
    "team": Property("select", lambda: _("Team"), lambda each: each.team_id or NOBODY, _choose("team"), _team),
    "state": Property("select", lambda: _("State"), lambda each: each.state_id, _states, _state),
    "priority": Property(
        "select", lambda: _("Priority"), lambda each: int(each.priority), _choose("priority"), _priority
    ),
    "type": Property("select", lambda: _("Type"), lambda each: each.type, _types, _type),
    "language": Property("select", lambda: _("Language"), lambda each: each.language, _choose("language"), _language),
    "brand": Property(
        "select", lambda: _("Brand"), lambda each: each.brand_id, _choose("brand"), _brand, _brand_help
    ),
    "subject": Property("text", lambda: _("Subject"), lambda each: each.subject, _none, _subject),
    "tags": Property("tokens", lambda: _("Tags"), lambda each: each.tags, _known_tags, _tags),
    "requester": Property("email", lambda: _("Customer"), _main_address, _none, _requester, _requester_help),
    "copied": Property(
        "tokens", lambda: _("In copy"), _copied_now, _none, _copied, lambda: _("They receive every reply.")
    ),
}
