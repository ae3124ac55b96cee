"""Reminders, promises and scheduled replies through the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import drafting
from ponte.tickets.later import sending
from ponte.tickets.models import Draft, Ticket


def test_reminders_and_promises_are_listed_and_ended(
    program: Callable[..., Program], giulia: Agent, olena: Agent
) -> None:
    caller = program(giulia)
    where = f"/tickets/{opened(caller)['id']}"
    due = (clock.now() + timedelta(days=1)).isoformat()
    reminder = caller.post(f"{where}/reminders", {"due": due, "note": "Call", "agent": olena.pk}).json()
    assert (reminder["kind"], reminder["agent"]["id"], reminder["note"]) == ("reminder", olena.pk, "Call")
    assert caller.put(f"{where}/promise", {"due": due}).json()["kind"] == "promise"
    assert [each["kind"] for each in caller.get(f"{where}/next-steps").json()["items"]] == ["reminder", "promise"]
    assert caller.delete(f"{where}/reminders/{reminder['id']}").status_code == 204
    assert caller.delete(f"{where}/reminders/{reminder['id']}").status_code == 404
    assert caller.delete(f"{where}/promise").status_code == 204
    assert caller.get(f"{where}/next-steps").json()["items"] == []
    for path, method in ((f"{where}/reminders", "POST"), (f"{where}/promise", "PUT")):
        for past in ("2001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"):
            assert caller.ask(method, path, {"due": past}).json()["errors"][0]["path"] == "due"


def test_a_reply_goes_out_later_and_leaves_the_draft_alone(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    made = opened(caller)["id"]
    ticket = Ticket.objects.get(pk=made)
    drafting.save(ticket, by=giulia, kind="public", html="<p>Half a sentence</p>")
    where = f"/tickets/{made}/scheduled-replies"
    due = clock.now() + timedelta(hours=1)
    later = caller.post(where, {"text": "Did it arrive?", "send_at": due.isoformat()}).json()
    assert (later["status"], later["to"]) == ("waiting", ["marta.bellini@posteo.it"])
    again = caller.post(where, {"text": "x", "send_at": due.isoformat()})
    assert (again.status_code, again.json()["code"]) == (409, "one-waits")
    assert [each["id"] for each in caller.get(where).json()["items"]] == [later["id"]]
    sending.send_due(due + timedelta(seconds=1))
    assert caller.get(f"/tickets/{made}/messages").json()["items"][-1]["text"] == "Did it arrive?"
    assert Draft.objects.get(ticket=ticket, kind="public").html == "<p>Half a sentence</p>"


def test_a_scheduled_reply_is_called_off(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    where = f"/tickets/{opened(caller)['id']}/scheduled-replies"
    assert (
        caller.post(where, {"text": "x", "send_at": "2001-01-01T00:00:00Z"}).json()["errors"][0]["path"] == "send_at"
    )
    due = (clock.now() + timedelta(hours=1)).isoformat()
    later = caller.post(where, {"text": "x", "send_at": due}).json()
    assert caller.delete(f"{where}/{later['id']}").status_code == 204
    assert caller.delete(f"{where}/{later['id']}").status_code == 404
