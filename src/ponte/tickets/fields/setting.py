"""Values are given to a ticket, all of them or none, each change told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ponte.customers.models import Customer
from ponte.events.recording import Actor, Entry, record_many
from ponte.lib import clock
from ponte.tickets.fields import catalogue, reading, resolving
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.catalogue import Catalogue
from ponte.tickets.fields.checking import Checked, Stage, check
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.fields.models import CustomField, FieldValue
from ponte.tickets.fields.rules import understood
from ponte.tickets.locking import hold_open, require_writer
from ponte.tickets.models import Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import LAST_UNSOLVED

TOLD = 300  # letters of a text that the journal keeps


@transaction.atomic
def set_values(
    ticket: Ticket,
    given: Mapping[str, Any],
    *,
    by: Actor | str,
    stage: Stage | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Give these fields these values (None empties); what is not named stays.

    `stage`: what the form asks for; by default as the ticket stands.

    Raises:
        InvalidFields: with everything that is wrong; nothing was changed.
        ClosedTicket, NotAllowed: nothing was changed.
    """
    require_writer(by)
    held = hold_open(ticket)
    found = catalogue.fresh()
    old = reading.held(held).values
    stage = stage or (Stage.CHANGE if held.state_type <= LAST_UNSOLVED else Stage.SOLVED)
    checked = judged(found, held, old, given, stage, by)
    changes = {key: value for key, value in checked.given.items() if value != old.get(key)}
    if not changes:
        return held
    at = at or clock.now()
    write(held, [(found.fields[key], value) for key, value in changes.items()])
    record_many([_told(held, found.fields[key], old.get(key), value, by, at) for key, value in changes.items()])
    reading.forget(held, ticket)
    held.updated_at = at
    keeping.keep_if_promised(held, at=at, changed=[found.fields[key].asked_as for key in changes])
    held.save(update_fields=["due_at", "updated_at"])
    return held


def judged(
    found: Catalogue, ticket: Ticket, old: Mapping[str, Any], given: Mapping[str, Any], stage: Stage, by: Actor | str
) -> Checked:
    """What `given` would come to on this ticket.

    Raises:
        InvalidFields: it may not be kept.
    """
    form = found.form_of(ticket)
    rules = understood(form.rules) if form else []
    checked = check(found.fields, rules, old, given, stage, by_customer=isinstance(by, Customer))
    faults = [*checked.faults, *resolving.faults(found.fields, checked.given, by)]
    if faults:
        raise InvalidFields(faults)
    return checked


def write(ticket: Ticket, changes: list[tuple[CustomField, Any]]) -> None:
    """Keep values that were checked; two statements."""
    FieldValue.objects.filter(ticket=ticket, field__in=[field.pk for field, _value in changes]).delete()
    FieldValue.objects.bulk_create(
        FieldValue(ticket=ticket, field=field, **row)
        for field, value in changes
        if value is not None
        for row in kinds.of(field).rows(value)
    )


def _told(ticket: Ticket, field: CustomField, old: Any, new: Any, by: Actor | str, at: datetime) -> Entry:
    return Entry(
        "ticket.field_changed",
        by,
        ticket.journal_name,
        ticket=ticket.pk,
        at=at,
        data={"field": field.key, "old": _plain(field, old), "new": _plain(field, new)},
    )


def _plain(field: CustomField, value: Any) -> Any:
    if value is None:
        return None
    plain = kinds.of(field).plain(value)
    return plain[:TOLD] if isinstance(plain, str) else plain
