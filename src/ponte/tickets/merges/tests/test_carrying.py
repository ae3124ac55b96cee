"""Nothing that hangs on a ticket is forgotten by a merge: whoever adds a table must say what becomes of its rows."""

from __future__ import annotations

from django.apps import apps

from ponte.tickets.merges.carrying import _carriers
from ponte.tickets.models import Draft, Ticket

# Table: the carrier that takes it along, or "" with the reason why it stays.
KNOWN = {
    "tickets.Message": "messages",
    "tickets.Participant": "people",
    "tickets.Follow": "followers",
    "tickets.Draft": "drafts",
    "links.Link": "links",
    "checklists.ChecklistItem": "checklist",
    "timing.TimeEntry": "time",
    "following_up.FollowUp": "follow_ups",
    "escalating.Escalation": "escalations",
    "later.LaterReply": "later",
    "handing.OpenDraft": "drafts",  # hangs on the draft
    "email.MessageReference": "messages",  # these three follow their messages (channels.email.moving)
    "email.Outgoing": "messages",
    "email.Inbound": "messages",
    "tickets.Reading": "",  # what was read of the old ticket says nothing of the other
    "tickets.Presence": "",  # who looks at it this minute
    "tickets.Ticket": "",  # a ticket that follows another up goes on doing so
    "merges.Merge": "",
    "bulk.Item": "",  # tells what a job did to that ticket
    "sla.Clock": "",  # `sla.keeping.settle` makes those of both anew
    "watching.Finding": "",  # looked for anew
    "ticket_fields.FieldValue": "fields",
    "notices.Notice": "",  # tells what happened on that ticket, and leads to it
    "routing.Place": "",  # the router places both anew
    "email.BlockedSender": "",  # the ticket for which it was blocked
}


def test_every_table_that_hangs_on_a_ticket_is_known() -> None:
    found = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in (Ticket, Draft)
    } - {"tickets.Attachment"}  # hangs on its message or draft
    assert found == KNOWN.keys()
    assert {carrier for carrier in KNOWN.values() if carrier} <= _carriers.keys()
