"""A change of several properties, all or none."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ponte.api import finding, naming, problems
from ponte.api.schemas.tickets import TicketChange
from ponte.api.tickets.shape import PRIORITIES
from ponte.team import permissions
from ponte.team.models import Agent, Team
from ponte.tickets import branding_tickets, changing, tagging
from ponte.tickets.fields import choosing, setting
from ponte.tickets.locking import hold_open
from ponte.tickets.models import Brand, Ticket
from ponte.tickets.states import TicketType


@transaction.atomic
def change_as_asked(ticket: Ticket, asked: TicketChange, *, by: Agent) -> None:
    """Do what the body names; the state last, so that a ticket may be changed and closed at once.

    Raises:
        Problem, NotAllowed, ClosedTicket: nothing was changed.
    """
    permissions.require(by, "write")
    given = asked.model_fields_set - {"anyway"}
    if not given:
        raise problems.wrong("", _("Name at least one field to change."))
    hold_open(ticket)
    _properties(ticket, asked, given, by)
    _place(ticket, asked, given, by)
    if "form" in given:
        _form(ticket, asked, by)
    if "fields" in given:
        setting.set_values(ticket, asked.fields, by=by)
    if given & {"tags", "add_tags", "remove_tags"}:
        _tags(ticket, asked, given, by)
    if "state" in given:
        changing.set_state(ticket, naming.state(asked.state, "state"), by=by, anyway=asked.anyway)


def _properties(ticket: Ticket, asked: TicketChange, given: Iterable[str], by: Agent) -> None:
    if "subject" in given:
        changing.set_subject(ticket, asked.subject, by=by)
    if "priority" in given:
        changing.set_priority(ticket, PRIORITIES[asked.priority], by=by)
    if "type" in given:
        changing.set_type(ticket, TicketType(asked.type), by=by)
    if "language" in given:
        changing.set_language(ticket, asked.language, by=by)
    if "is_spam" in given:
        changing.set_spam(ticket, asked.is_spam, by=by)
    if "requester" in given:
        changing.set_requester(ticket, naming.customer(asked.requester, "requester", by=by), by=by)


def _place(ticket: Ticket, asked: TicketChange, given: Iterable[str], by: Agent) -> None:
    if "brand" in given:
        branding_tickets.set_brand(ticket, finding.named(Brand, asked.brand, "brand"), by=by)
    if "team" in given:
        team = None if asked.team is None else finding.named(Team, asked.team, "team")
        changing.move_to_team(ticket, team, by=by)
    if "assignee" in given:
        changing.assign(ticket, naming.agent(asked.assignee, "assignee", by=by), by=by)


def _form(ticket: Ticket, asked: TicketChange, by: Agent) -> None:
    try:
        choosing.set_form(ticket, naming.form(asked.form, "form"), by=by)
    except ValueError:
        raise problems.wrong("form", _("The ticket's brand does not have this form.")) from None


def _tags(ticket: Ticket, asked: TicketChange, given: Iterable[str], by: Agent) -> None:
    now = list(Ticket.objects.values_list("tags", flat=True).get(pk=ticket.pk))
    wanted = {tagging.normalise(tag) for tag in (asked.tags if "tags" in given else now)}
    wanted |= {tagging.normalise(tag) for tag in (asked.add_tags if "add_tags" in given else [])}
    wanted -= {tagging.normalise(tag) for tag in (asked.remove_tags if "remove_tags" in given else [])}
    for tag in now:
        if tag not in wanted:
            tagging.untag(ticket, tag, by=by)
    for tag in sorted(wanted - set(now) - {""}):
        tagging.tag(ticket, tag, by=by)
