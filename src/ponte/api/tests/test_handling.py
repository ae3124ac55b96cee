"""Views, macros and snoozing through the API."""

from __future__ import annotations

from collections.abc import Callable

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Message
from ponte.tickets.saved_views.models import Sharing, View


def test_a_view_is_a_list(program: Callable[..., Program], giulia: Agent, olena: Agent) -> None:
    caller = program(giulia)
    wanted, _other = opened(caller, priority="urgent")["id"], opened(caller)["id"]
    conditions = {"version": 1, "field": "priority", "operator": "is", "value": ["urgent"]}
    view = View.objects.create(name="Urgent", owner=giulia, sharing=Sharing.MINE, conditions=conditions)
    assert [each["name"] for each in caller.get("/views").json()["items"] if each["id"] == view.pk] == ["Urgent"]
    assert [each["id"] for each in caller.get(f"/tickets?view={view.pk}").json()["items"]] == [wanted]
    assert program(olena).get(f"/tickets?view={view.pk}").json()["errors"][0]["path"] == "view"


def test_a_macro_changes_and_words_but_sends_nothing(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    ticket = opened(caller)["id"]
    macro = Macro.objects.create(name="Reset", texts={"en": "<p>Hold it</p>"}, actions=[["priority", "4"]])
    assert macro.pk in [each["id"] for each in caller.get("/macros?q=res").json()["items"]]
    told = caller.post(f"/tickets/{ticket}/macros", {"macro": macro.pk}).json()
    assert (told["html"], told["changes"][0]["what"]) == ("<p>Hold it</p>", "priority")
    assert caller.get(f"/tickets/{ticket}").json()["priority"] == "urgent"
    assert Message.objects.count() == 1


def test_put_aside_and_taken_up(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    where = f"/tickets/{opened(caller)['id']}/snooze"
    assert caller.put(where, {"until": "2001-01-01T00:00:00Z"}).json()["errors"][0]["path"] == "until"
    assert caller.put(where, {"note": "New battery"}).status_code == 204
    assert caller.delete(where).status_code == 204
    kinds = Event.objects.filter(kind__in=["ticket.snoozed", "ticket.woken"]).order_by("pk")
    assert [each.kind for each in kinds] == ["ticket.snoozed", "ticket.woken"]
