"""What a form wants filled before solving stands in the way."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ponte.tickets.fields import catalogue, reading
from ponte.tickets.fields.checking import Stage, check
from ponte.tickets.fields.errors import Fault
from ponte.tickets.fields.rules import understood
from ponte.tickets.models import Ticket
from ponte.tickets.solving import Obstacle, before_solving


def missing(ticket: Ticket) -> list[Fault]:
    """What must be filled still; no statement where the ticket's form asks for nothing."""
    found = catalogue.current()
    form = found.form_of(ticket)
    rules = understood(form.rules) if form else []
    if not any(rule.on_create or rule.on_solve for rule in rules):
        return []
    return check(found.fields, rules, reading.held(ticket).values, {}, Stage.SOLVE).faults


def _look(ticket: Ticket) -> Iterator[Obstacle]:
    for fault in missing(ticket):
        words = _("%(field)s must be filled before solving.") % {"field": fault.label}
        yield Obstacle("field", words, path=fault.path)


before_solving("fields", _look)
