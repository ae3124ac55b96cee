"""A macro on a ticket, through its addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets import changing, solving
from ponte.tickets.choosing_states import default_state
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Draft, MessageKind, Ticket
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def macro(db: None) -> Macro:
    return Macro.objects.create(
        name="Battery reset",
        key="reset",
        texts={"it": "<p>Ciao {{requester.first_name}}</p>", "en": "<p>Hello {{team.name}}</p>"},
        actions=[["priority", "4"], ["tag", "battery"], ["state", str(default_state(StateType.SOLVED).pk)]],
    )


@pytest.fixture
def desk(client: Client, olena: Agent) -> Client:
    client.force_login(olena)
    return client


def test_the_menu_offers_ones_own_and_shared_ones(
    desk: Client, macro: Macro, ticket: Ticket, colleague: Callable[[str], Agent]
) -> None:
    Macro.objects.create(name="Not hers", owner=colleague("tom"), texts={"en": "x"})
    Macro.objects.create(name="Removed", is_active=False, texts={"en": "x"})
    [item] = desk.get(f"/tickets/{ticket.pk}/macros?q=res").json()["items"]
    assert item["label"] == "Battery reset"
    assert item["hint"] == "/reset · Priority: Urgent, + battery, State: Solved · Ciao Marta"
    [item] = desk.get(f"/tickets/{ticket.pk}/macros?language=uk").json()["items"]
    assert item["hint"].endswith("EN: Hello")


def test_looking_changes_nothing_and_says_everything(desk: Client, macro: Macro, ticket: Ticket) -> None:
    macro.actions.append(["team", "999999"])
    macro.save()
    address = f"/tickets/{ticket.pk}/macros/{macro.pk}"
    page = desk.get(address, {"language": "uk"}, headers=HX).content.decode()
    for words in (
        "Urgent",
        "when you send",
        "There is no text in Ukrainian. This one is in English.",
        "Not known, so left empty: the team’s name",
        "Left out, because it is no longer in use",
    ):
        assert words in page
    assert "Ciao Marta" in desk.get(address).content.decode()
    ticket.refresh_from_db()
    macro.refresh_from_db()
    assert (ticket.priority, macro.used_count) == (Priority.NORMAL, 0)


def test_applying_for_the_composer_and_taking_it_back(desk: Client, macro: Macro, ticket: Ticket) -> None:
    given = desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application", headers=HX).json()
    assert (given["html"], given["mode"]) == ("<p>Ciao Marta</p>", "reply")
    assert given["state"] == {"id": default_state(StateType.SOLVED).pk, "words": "Send: Solved"}
    ticket.refresh_from_db()
    assert (ticket.priority, ticket.tags, ticket.state_type) == (Priority.URGENT, ["battery"], StateType.NEW)
    address, method = given["toast"]["undo"]
    assert method == "DELETE"
    assert desk.delete(address, headers=HX).status_code == 200
    ticket.refresh_from_db()
    assert (ticket.priority, ticket.tags) == (Priority.NORMAL, [])


def test_without_script_the_text_goes_behind_the_draft(
    desk: Client, macro: Macro, ticket: Ticket, olena: Agent
) -> None:
    kind = MessageKind.PUBLIC
    Draft.objects.create(ticket=ticket, agent=olena, kind=kind, html="<p>Begun</p>", to=["x@posteo.it"])
    sent = desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application")
    assert sent.status_code == 302
    draft = Draft.objects.get(ticket=ticket, agent=olena, kind=kind)
    assert (draft.html, draft.to) == ("<p>Begun</p><p>Ciao Marta</p>", ["x@posteo.it"])
    assert "When you send, choose the state “Solved”." in desk.get(f"/tickets/{ticket.pk}").content.decode()


def test_a_state_without_a_reply_is_set_at_once(desk: Client, macro: Macro, ticket: Ticket) -> None:
    macro.goes_to = "note"
    macro.save()
    given = desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application", headers=HX).json()
    assert (given["mode"], given["state"]) == ("note", None)
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.SOLVED


def test_a_closed_ticket_refuses_in_words(desk: Client, macro: Macro, ticket: Ticket) -> None:
    changing.set_state(ticket, default_state(StateType.CLOSED), by="system")
    refused = desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application", headers=HX)
    assert refused.status_code == 422
    assert "closed" in refused.content.decode()
    assert desk.get(f"/tickets/{ticket.pk}/macros").json()["items"] == []
    macro.actions = []
    macro.save()
    assert desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application", headers=HX).status_code == 422
    macro.refresh_from_db()
    assert macro.used_count == 0
    assert "data-macro-apply" not in desk.get(f"/tickets/{ticket.pk}/macros/{macro.pk}").content.decode()


def test_what_stands_in_the_way_of_solving_is_said(
    desk: Client, macro: Macro, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = solving.Obstacle("test", "The order number is missing.")
    monkeypatch.setitem(solving._looks, "test", lambda each: [first])
    macro.goes_to = "note"
    macro.save()
    refused = desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application", headers=HX)
    assert (refused.status_code, refused.content.decode()) == (422, "The order number is missing.")
    ticket.refresh_from_db()
    assert ticket.priority == Priority.NORMAL


def test_what_only_asks_is_passed_by_applying_anyway(
    desk: Client, macro: Macro, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    soft = solving.Obstacle("test", "A part is open.", is_soft=True)
    monkeypatch.setitem(solving._looks, "test", lambda each: [soft])
    macro.goes_to, macro.actions = "note", [["state", str(default_state(StateType.SOLVED).pk)]]
    macro.save()
    page = desk.get(f"/tickets/{ticket.pk}/macros/{macro.pk}").content.decode()
    assert "A part is open." in page and "Apply anyway" in page
    assert desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application", headers=HX).status_code == 422
    done = desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application", {"anyway": "1"}, headers=HX)
    assert done.status_code == 200
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.SOLVED
    monkeypatch.setitem(solving._looks, "test", lambda each: [solving.Obstacle("test", "Never.")])
    changing.set_state(ticket, default_state(StateType.OPEN), by="system")
    assert "data-macro-apply" not in desk.get(f"/tickets/{ticket.pk}/macros/{macro.pk}").content.decode()


def test_another_persons_undo_is_not_mine(
    desk: Client, macro: Macro, ticket: Ticket, colleague: Callable[[str], Agent]
) -> None:
    given = desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application", headers=HX).json()
    desk.force_login(colleague("giulia"))
    assert desk.delete(given["toast"]["undo"][0], headers=HX).status_code == 404


def test_a_strangers_macro_is_not_there(
    desk: Client, macro: Macro, ticket: Ticket, colleague: Callable[[str], Agent]
) -> None:
    macro.owner = colleague("tom")
    macro.save()
    assert desk.get(f"/tickets/{ticket.pk}/macros/{macro.pk}").status_code == 404
    assert desk.post(f"/tickets/{ticket.pk}/macros/{macro.pk}/application").status_code == 404
