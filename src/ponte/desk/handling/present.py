"""Which of its belongings a ticket has, asked in one statement: most have none, and pages are opened all day."""

from __future__ import annotations

from django.db import connection

from ponte.tickets.models import Ticket

_ASKED = {
    "links": "links_link WHERE ticket_id = %(id)s OR other_id = %(id)s",
    "merges": "merges_merge WHERE undone_at IS NULL AND (ticket_id = %(id)s OR into_id = %(id)s)",
    "checklist": "checklists_checklistitem WHERE ticket_id = %(id)s",
    "kept": "checklists_checklisttemplate",
    "time": "timing_timeentry WHERE ticket_id = %(id)s",
    "later": "later_laterreply later JOIN tickets_draft draft ON draft.id = later.draft_id"
    " WHERE draft.ticket_id = %(id)s",
    "opened": "handing_opendraft opened JOIN tickets_draft draft ON draft.id = opened.draft_id"
    " WHERE draft.ticket_id = %(id)s",
}
_SQL = "SELECT " + ", ".join(f"EXISTS (SELECT FROM {asked})" for asked in _ASKED.values())


def has(ticket: Ticket, name: str) -> bool:
    """Whether the ticket has `name`; asked once for each ticket read."""
    known: frozenset[str] | None = ticket.__dict__.get("_has")
    if known is None:
        with connection.cursor() as cursor:
            cursor.execute(_SQL, {"id": ticket.pk})
            row = cursor.fetchone()
        known = frozenset(each for each, there in zip(_ASKED, row, strict=True) if there)
        ticket.__dict__["_has"] = known
    return name in known
