"""Which form a ticket has."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.tickets.fields import catalogue
from ponte.tickets.fields.models import Form
from ponte.tickets.locking import hold_open, require_writer
from ponte.tickets.models import Ticket
from ponte.tickets.sla import keeping


@transaction.atomic
def set_form(ticket: Ticket, form: Form | None, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Ask on this ticket what `form` asks (None: what is usual for its brand); values stay.

    Raises:
        ValueError: the ticket's brand does not have this form.
        ClosedTicket, NotAllowed: nothing was changed.
    """
    require_writer(by)
    held = hold_open(ticket)
    if form is not None and form.pk not in [each.pk for each in catalogue.fresh().forms_for(held.brand_id)]:
        raise ValueError(form.pk)
    old = held.form_id
    if old == (form.pk if form else None):
        return held
    held.form, held.updated_at = form, at or clock.now()
    ticket.form = form
    keeping.keep_if_promised(held, at=held.updated_at, changed=("form",))
    held.save(update_fields=["form", "due_at", "updated_at"])
    record(
        "ticket.form_changed",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=held.updated_at,
        old=old,
        new=form.pk if form else None,
    )
    return held
