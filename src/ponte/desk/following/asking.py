"""What a form of follow-ups asks for, understood and done."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.errors import ClosedTicket, NotAllowed, TicketError
from ponte.tickets.following_up import moments, promising, reminding, snoozing
from ponte.tickets.following_up.errors import Finished, NotToCome
from ponte.tickets.following_up.models import Kind
from ponte.tickets.models import Ticket
from ponte.ui.moments import ahead


class Wrong(Exception):
    """A follow-up that cannot be made, in words."""


def make(ticket: Ticket, given: QueryDict, agent: Agent) -> str:
    """Make the follow-up that `kind`, `at` (or `own`) and `note` say; returns what was done, in words.

    Raises:
        Wrong: nothing was changed.
    """
    try:
        kind = Kind(given.get("kind", ""))
    except ValueError:
        raise Wrong(_("Choose what is to happen.")) from None
    try:
        return _make(ticket, kind, _moment(given, agent), given.get("note", ""), agent)
    except TicketError as error:
        raise Wrong(words_for(error)) from error


def _make(ticket: Ticket, kind: Kind, at: datetime | None, note: str, agent: Agent) -> str:
    if kind == Kind.SNOOZE:
        snoozing.snooze(ticket, at, by=agent, note=note)
        return _("Snoozed until %(moment)s") % {"moment": ahead(at)} if at else _("Snoozed until the customer writes")
    if at is None:
        raise Wrong(_("Choose when."))
    if kind == Kind.REMINDER:
        reminding.remind(ticket, at, by=agent, note=note)
        return _("Reminder set for %(moment)s") % {"moment": ahead(at)}
    promising.promise(ticket, at, by=agent, note=note)
    return _("Promised by %(moment)s") % {"moment": ahead(at)}


def _moment(given: QueryDict, agent: Agent) -> datetime | None:
    word = given.get("at", "")
    if word == "reply":
        return None
    try:
        return moments.read(given.get("own", "") if word in ("", "own") else word, clock.now(), agent.time_zone)
    except ValueError:
        raise Wrong(_("Choose when: one of the moments, or your own date and time.")) from None


def words_for(error: TicketError) -> str:
    """A refusal as the agent reads it."""
    if isinstance(error, NotToCome):
        return _("Choose a moment that is still to come, within five years.")
    if isinstance(error, Finished):
        return _("This ticket is solved. Open it again first, or set a reminder.")
    if isinstance(error, ClosedTicket):
        return _("This ticket is closed, and closed is final. You can still set a reminder.")
    if isinstance(error, NotAllowed):
        return _("You may look at tickets but not change them.")
    return _("This could not be done. Nothing was changed.")
