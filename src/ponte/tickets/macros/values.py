"""What the places of a text stand for on a ticket."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.customers.models import IdentityKind
from ponte.team.models import Agent
from ponte.tickets.models import Ticket

Read = Callable[[Ticket, Agent], str]


def first_name(name: str) -> str:
    """How one is called: "Marta" of "Marta Bellini" and of "Bellini, Marta"; "" where no name is known."""
    if "@" in name:
        return ""
    return (name.rpartition(",")[2].split() or [""])[0]


def _email(ticket: Ticket, by: Agent) -> str:
    rows = ticket.requester.identities.filter(kind=IdentityKind.EMAIL).order_by("-is_primary", "pk")
    return rows.values_list("value", flat=True).first() or ""


def _organisation(ticket: Ticket, by: Agent) -> str:
    return ticket.requester.organisation.name if ticket.requester.organisation else ""


PLACES: dict[str, tuple[Any, Read]] = {
    "requester.first_name": (_("the customer’s first name"), lambda ticket, by: first_name(ticket.requester.name)),
    "requester.name": (_("the customer’s whole name"), lambda ticket, by: ticket.requester.name),
    "requester.email": (_("the customer’s address"), _email),
    "requester.organisation": (_("where the customer belongs"), _organisation),
    "ticket.number": (_("the ticket’s number"), lambda ticket, by: str(ticket.pk)),
    "ticket.subject": (_("the ticket’s subject"), lambda ticket, by: ticket.subject),
    "brand.name": (_("the brand’s name"), lambda ticket, by: ticket.brand.name),
    "team.name": (_("the team’s name"), lambda ticket, by: ticket.team.name if ticket.team else ""),
    "assignee.first_name": (
        _("the assignee’s first name"),
        lambda ticket, by: first_name(ticket.assignee.name) if ticket.assignee else "",
    ),
    "assignee.name": (
        _("the assignee’s whole name"),
        lambda ticket, by: ticket.assignee.name if ticket.assignee else "",
    ),
    "agent.first_name": (_("your first name"), lambda ticket, by: first_name(by.name)),
    "agent.name": (_("your whole name"), lambda ticket, by: by.name),
}


def values_for(names: Collection[str], ticket: Ticket, by: Agent) -> dict[str, str]:
    """The values of those places that are known."""
    return {name: PLACES[name][1](ticket, by) for name in names if name in PLACES}
