"""Checklists, replies at a time, time, drafts and templates through the door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import drafting
from ponte.tickets.checklists import keeping
from ponte.tickets.checklists.models import ChecklistItem
from ponte.tickets.handing.models import OpenDraft
from ponte.tickets.later import sending
from ponte.tickets.later.models import LaterReply
from ponte.tickets.models import Draft, Message, MessageKind, Ticket
from ponte.tickets.templates.models import TicketTemplate
from ponte.tickets.timing.models import TimeEntry

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MARTA = "marta.bellini@posteo.it"


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def page(client: Client, ticket: Ticket) -> str:
    return client.get(f"/tickets/{ticket.pk}").content.decode()


def test_a_checklist_is_worked_on(signed_in: Client, ticket: Ticket, giulia: Agent) -> None:
    kept = keeping.keep(None, "Warranty", keeping.parse("! Receipt"), by=giulia)
    signed_in.post(f"/tickets/{ticket.pk}/checklist", {"text": "Serial number"}, headers=HTMX)
    signed_in.post(f"/tickets/{ticket.pk}/checklist", {"kept": kept.pk}, headers=HTMX)
    html = page(signed_in, ticket)
    assert "Serial number" in html
    assert "before solving" in html
    stopped = signed_in.post(f"/tickets/{ticket.pk}/closure", headers=HTMX)
    asked = signed_in.get(stopped.headers["HX-Redirect"]).content.decode()
    assert "1 item of the checklist must be done first." in asked
    for item in ChecklistItem.objects.all():
        signed_in.post(f"/tickets/{ticket.pk}/checklist/{item.pk}", headers=HTMX)
    assert signed_in.post(f"/tickets/{ticket.pk}/closure", headers=HTMX).headers.get("HX-Redirect") is None


def test_send_later_see_it_wait_edit_and_send(signed_in: Client, ticket: Ticket, giulia: Agent) -> None:
    given = {"mode": "reply", "to": MARTA, "reply": "A domani", "seen": ticket.last_message_id}
    where = f"/tickets/{ticket.pk}/messages"
    assert signed_in.post(where, {**given, "later": "at", "later_at": ""}, headers=HTMX).status_code == 422
    assert signed_in.post(where, {**given, "later": "tomorrow"}, headers=HTMX).status_code == 200
    assert "reply goes out" in page(signed_in, ticket)
    row = LaterReply.objects.get()
    signed_in.delete(f"/tickets/{ticket.pk}/later/{row.pk}", headers=HTMX)
    assert Draft.objects.get().html == "<p>A domani</p>"
    at = (clock.now() + timedelta(days=2)).isoformat()
    signed_in.post(where, {**given, "later": at}, headers=HTMX)
    sending.send_due(clock.now() + timedelta(days=3))
    assert Message.objects.get(agent=giulia).text == "A domani"


def test_time_is_counted_shown_and_corrected(signed_in: Client, ticket: Ticket) -> None:
    signed_in.post(f"/tickets/{ticket.pk}/time/count", {"seconds": "30"})
    assert "part-time" in page(signed_in, ticket)
    row = TimeEntry.objects.get()
    signed_in.post(f"/tickets/{ticket.pk}/time", {"entry": row.pk, "minutes": "2,5"})
    signed_in.post(f"/tickets/{ticket.pk}/time", {"minutes": "10"})
    assert sorted(TimeEntry.objects.values_list("seconds", flat=True)) == [150, 600]
    wrong = signed_in.post(f"/tickets/{ticket.pk}/time", {"minutes": "soon"})
    assert "Write the minutes as a number" in wrong.content.decode()


def test_a_draft_is_handed_over_and_opened(signed_in: Client, ticket: Ticket, giulia: Agent, olena: Agent) -> None:
    draft = drafting.save(ticket, by=giulia, kind=MessageKind.PUBLIC, html="<p>half a thought</p>")
    where = f"/tickets/{ticket.pk}/handover"
    assert "half a thought" in signed_in.get(where).content.decode()
    assert signed_in.post(where, {"draft": draft.pk, "to": "x"}).status_code == 422
    signed_in.post(where, {"draft": draft.pk, "to": "team"})
    signed_in.force_login(olena)
    assert "Giulia Ferri wrote last" in page(signed_in, ticket)
    signed_in.post(f"/tickets/{ticket.pk}/open-drafts/{OpenDraft.objects.get().pk}", headers=HTMX)
    draft.refresh_from_db()
    assert draft.agent == olena


def test_a_template_fills_a_new_ticket(signed_in: Client, giulia: Agent) -> None:
    keeping.keep(None, "Warranty", keeping.parse("Receipt"), by=giulia)
    form = {
        "name": "Warranty case",
        "subject": "Warranty",
        "text": "Please send the receipt.",
        "priority": "3",
        "type": "task",
        "tags": "Warranty, Frame",
        "checklist": keeping.ChecklistTemplate.objects.get().pk,
    }
    assert signed_in.post("/administration/ticket-templates/", form).status_code == 302
    template = TicketTemplate.objects.get()
    assert "Warranty case" in signed_in.get("/administration/ticket-templates/").content.decode()
    html = signed_in.get(f"/tickets/new?template={template.pk}").content.decode()
    assert "Please send the receipt." in html
    typed = {"address": MARTA, "subject": "Warranty", "reply": "Hello", "priority": "3", "template": template.pk}
    signed_in.post("/tickets/new", typed)
    made = Ticket.objects.get()
    assert (made.type, made.priority) == ("task", 3)
    assert ChecklistItem.objects.get().ticket == made
    form["name"] = "Other"
    assert signed_in.post(f"/administration/ticket-templates/{template.pk}", form).status_code == 302
    signed_in.delete(f"/administration/ticket-templates/{template.pk}")
    assert not TicketTemplate.objects.exists()


def test_checklists_are_arranged(signed_in: Client) -> None:
    where = "/administration/checklists/"
    signed_in.post(where, {"name": "Warranty", "lines": "! Receipt\nPhotos"})
    row = keeping.ChecklistTemplate.objects.get()
    assert "! Receipt" in signed_in.get(f"{where}{row.pk}").content.decode()
    taken = signed_in.post(where, {"name": "Warranty", "lines": "x"})
    assert "There is one of this name already." in taken.content.decode()
    signed_in.delete(f"{where}{row.pk}")
    assert not keeping.ChecklistTemplate.objects.exists()
