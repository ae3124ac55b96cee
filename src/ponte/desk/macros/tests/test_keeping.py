"""The page of macros: what it lists, and what its form keeps."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ponte.team.models import Agent, Team
from ponte.tickets import replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Colleague = Callable[[str], Agent]
PAGE = "/administration/macros/"
FILLED = {"name": "Hi", "audience": "me", "goes_to": "public"}


@pytest.fixture
def door(client: Client, colleague: Colleague) -> Callable[[str], Client]:
    def open_for(key: str) -> Client:
        client.force_login(colleague(key))
        return client

    return open_for


def test_everything_that_the_form_says_is_kept(door: Callable[[str], Client], team: Callable[[str], Team]) -> None:
    ours, pending = team("Battery and motor"), str(default_state(StateType.PENDING).pk)
    made = door("giulia").post(
        f"{PAGE}new",
        {
            "name": "Reset",
            "key": "reset",
            "audience": f"team:{ours.pk}",
            "goes_to": "note",
            "html_it": "<p>Ciao <b>tu</b></p>",
            "text_en": "Hello\r\n<b>you</b>",
            "state": pending,
            "assignee": "me",
            "priority": "4",
            "add_tags": ["battery", "reset, done"],
            "remove_tags": "waiting",
            "follow": "0",
        },
    )
    assert made.status_code == 302
    macro = Macro.objects.get()
    assert (macro.name, macro.key, macro.team, macro.owner, macro.goes_to) == ("Reset", "reset", ours, None, "note")
    assert macro.texts == {"it": "<p>Ciao <b>tu</b></p>", "en": "<p>Hello<br>&lt;b&gt;you&lt;/b&gt;</p>"}
    assert macro.actions == [
        ["assignee", "me"],
        ["priority", "4"],
        ["tag", "battery"],
        ["tag", "reset"],
        ["tag", "done"],
        ["tag", "-waiting"],
        ["follow", "0"],
        ["state", pending],
    ]


def test_formatting_and_order_that_are_not_touched_are_kept(door: Callable[[str], Client]) -> None:
    actions = [["priority", "4"], ["assignee", "none"], ["tag", "b"], ["tag", "a"]]
    macro = Macro.objects.create(name="Hi", texts={"en": "<p><b>Hi</b></p>"}, actions=actions)
    page = door("giulia").get(f"{PAGE}{macro.pk}").content.decode()
    assert "&lt;p&gt;&lt;b&gt;Hi&lt;/b&gt;&lt;/p&gt;" in page
    sent = {"name": "Hi", "audience": "everybody", "goes_to": "public", "text_en": "Hi", "text_it": "Ciao"}
    sent |= {"priority": "4", "assignee": "none"}
    assert door("giulia").post(f"{PAGE}{macro.pk}", {**sent, "add_tags": ["b", "a"]}).status_code == 302
    macro.refresh_from_db()
    assert macro.texts == {"en": "<p><b>Hi</b></p>", "it": "<p>Ciao</p>"}
    assert macro.actions == actions


def test_the_order_is_the_one_that_was_chosen(door: Callable[[str], Client]) -> None:
    sent = {**FILLED, "priority": "4", "assignee": "me", "add_tags": "late", "order": "tag,x,priority,assignee"}
    assert door("olena").post(f"{PAGE}new", sent).status_code == 302
    macro = Macro.objects.get()
    assert [what for what, _value in macro.actions] == ["tag", "priority", "assignee"]
    assert 'name="order" value="tag,priority,assignee"' in door("olena").get(f"{PAGE}{macro.pk}").content.decode()


def test_a_macro_of_ones_last_reply(door: Callable[[str], Client], ticket: Ticket, olena: Agent) -> None:
    client, address = door("olena"), f"{PAGE}new?reply={ticket.pk}"
    assert client.get(address).status_code == 200
    replying.reply(ticket, by=olena, html="<p>Tieni premuto <b>5</b> secondi.</p>", to=["marta.bellini@posteo.it"])
    page = client.get(address).content.decode()
    assert "&lt;b&gt;5&lt;/b&gt;" in page and ticket.subject in page
    assert f"new?reply={ticket.pk}" in client.get(f"/tickets/{ticket.pk}").content.decode()
    assert client.get(f"{PAGE}new?reply=999999").status_code == 404
    assert client.get(f"{PAGE}new?reply=x").status_code == 200


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Name"),
        ({"html_it": "<p>{{requester.frist}} typed</p>"}, "{{requester.frist}} is not a place"),
        ({}, "Write a text or choose something that it changes."),
        ({"audience": "everybody", "text_en": "Hi"}, "Select a valid choice"),
    ],
)
def test_what_is_refused_stays_on_the_page(door: Callable[[str], Client], fields: dict[str, Any], words: str) -> None:
    refused = door("olena").post(f"{PAGE}new", {**FILLED, "add_tags": "", **fields})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert words in page
    assert "typed" in page or "html_it" not in fields
    assert not Macro.objects.exists()


def test_only_those_who_may_change_one_reach_its_form(door: Callable[[str], Client]) -> None:
    shared = Macro.objects.create(name="Everybody’s", texts={"en": "x"})
    client = door("olena")
    assert "Everybody’s" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}{shared.pk}").status_code == 404
    assert client.post(f"{PAGE}{shared.pk}/removal").status_code == 404
    begun = client.get(f"{PAGE}new?like={shared.pk}").content.decode()
    assert "Everybody’s (copy)" in begun
    client.post(f"{PAGE}new?like={shared.pk}", {**FILLED, "name": "Mine", "text_en": "y"})
    assert Macro.objects.get(name="Mine").owner is not None
    shared.refresh_from_db()
    assert shared.texts == {"en": "x"}


@pytest.mark.parametrize(("who", "links"), [("olena", 2), ("giulia", 1), ("observer", 0)])
def test_whoever_may_use_it_finds_the_page(door: Callable[[str], Client], who: str, links: int) -> None:
    client = door(who)
    if links:
        assert client.get(PAGE).content.decode().count(f'href="{PAGE}"') >= links
    assert (f'href="{PAGE}"' in client.get("/inbox/all").content.decode()) == (who == "olena")


def test_something_gone_is_said_and_not_lost(door: Callable[[str], Client], olena: Agent) -> None:
    olena.is_active = False
    olena.save()
    macro = Macro.objects.create(name="Hi", actions=[["assignee", str(olena.pk)]])
    client = door("giulia")
    assert "Names something that is no longer in use" in client.get(PAGE).content.decode()
    assert "Olena Kovalenko (no longer in use)" in client.get(f"{PAGE}{macro.pk}").content.decode()


def test_removed_and_brought_back(door: Callable[[str], Client]) -> None:
    macro = Macro.objects.create(name="Hi", texts={"en": "x"})
    client = door("giulia")
    assert client.post(f"{PAGE}{macro.pk}/removal").status_code == 302
    assert "Removed Hi" in client.get(PAGE).content.decode()
    back = client.delete(f"{PAGE}{macro.pk}/removal", headers={"HX-Request": "true"})
    assert back.headers["HX-Redirect"] == PAGE
    macro.refresh_from_db()
    assert macro.is_active


def test_the_list_costs_the_same_for_any_number(
    door: Callable[[str], Client], django_assert_max_num_queries: Any, olena: Agent, team: Callable[[str], Team]
) -> None:
    ours = team("Battery and motor")
    for number in range(60):
        Macro.objects.create(
            name=f"Macro {number:02}",
            texts={"en": "x"},
            used_count=number % 7,
            actions=[["assignee", str(olena.pk)], ["team", str(ours.pk)], ["priority", "4"]],
        )
    client = door("giulia")
    client.get(PAGE)
    with django_assert_max_num_queries(16):
        page = client.get(PAGE).content.decode()
    assert "Macro 49" in page
    assert "Macro 50" not in page
    assert "Assignee: Olena Kovalenko" in page


def test_pages_in_either_order_show_each_once(door: Callable[[str], Client]) -> None:
    for number in range(120):
        Macro.objects.create(name=f"Macro {number:03}", texts={"en": "x"}, used_count=number % 5)
    client = door("giulia")
    for sort in ("", "used"):
        seen: list[str] = []
        address = f"?sort={sort}"
        while address:
            page = client.get(PAGE + address).content.decode()
            seen += re.findall(r">(Macro \d+)</a>", page)
            more = re.search(r'href="(\?[^"]*after=\d+)"', page)
            address = html.unescape(more[1]) if more else ""
        assert len(seen) == len(set(seen)) == 120
