"""Applying a macro: its changes are made in one act, its text is given back as it reads on this ticket."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, noting
from ponte.tickets.errors import TicketError
from ponte.tickets.locking import require_writer
from ponte.tickets.macros.actions import KINDS
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.planning import Change, Plan, plan
from ponte.tickets.macros.wording import Wording, word
from ponte.tickets.models import State, Ticket


@dataclass(frozen=True)
class Applied:
    """What was changed, what could not be, and the text (None: the macro has none; nothing is sent by itself)."""

    plan: Plan
    text: Wording | None


@transaction.atomic
def apply(
    macro: Macro,
    ticket: Ticket,
    *,
    by: Agent,
    language: str = "",
    but: Collection[str] = (),
    anyway: bool = False,
    at: datetime | None = None,
) -> Applied:
    """Change the ticket as the macro says. Actions on things that are gone are left out and told of.

    `but`: actions to leave out, such as "state" where it will be set by sending.
    `anyway`: a state is set though something stands in the way that only asks.
    The text is only worded: the caller puts it into a draft, sends it, or adds it as a note.

    Raises:
        ClosedTicket: it changes what a closed ticket no longer lets change; nothing was changed.
        NotAllowed: `by` may only look.
        NotSolvable: its state would solve the ticket and something stands in the way; nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    text = word(macro, ticket, by=by, language=language)
    made = plan(macro, ticket, by=by, but=but)
    for change in made.changes:
        if change.what == "state":
            changing.set_state(ticket, State.objects.get(pk=change.new), by=by, at=at, anyway=anyway)
        else:
            KINDS[change.what][1](change.new, by)(ticket)
    Macro.objects.filter(pk=macro.pk).update(used_count=F("used_count") + 1, last_used_at=at)
    record(
        "macro.applied",
        by=by,
        subject=macro.journal_name,
        ticket=ticket.pk,
        customer=ticket.requester_id,
        at=at,
        macro=macro.pk,
        name=macro.name,
        changes=[change.what for change in made.changes],
        language=text.language if text else None,
    )
    return Applied(made, text)


@transaction.atomic
def apply_unattended(macro: Macro, ticket: Ticket, *, by: Agent, at: datetime | None = None) -> Applied:
    """Apply where nobody reads the text before it goes: a note is added; a reply is not written.

    Nor is the state of a macro that answers the customer set: nothing is solved before it is answered.
    Raises as `apply` does.
    """
    applied = apply(macro, ticket, by=by, but={"state"} if macro.is_reply else (), at=at)
    if applied.text and not macro.is_reply:
        noting.note(ticket, by=by, html=applied.text.html, at=at)
    return applied


@transaction.atomic
def put_back(ticket: Ticket, changes: Iterable[Change], *, by: Agent) -> int:
    """Undo changes where nobody has changed them again since; returns how many went back.

    Raises:
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    back = 0
    for change in reversed(list(changes)):
        look, make = KINDS[change.what]
        if look(ticket, change.new, by) != change.new:
            continue
        try:
            with transaction.atomic():
                make(change.old, by)(ticket)
        except (TicketError, ValueError):
            continue
        back += 1
    return back
