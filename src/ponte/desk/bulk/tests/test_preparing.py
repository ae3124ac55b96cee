"""Before many are changed: what is missing is asked for, and what will happen is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client

from ponte.team.models import Agent, Team
from ponte.tickets.bulk.models import Job
from ponte.tickets.escalating import defining
from ponte.tickets.macros import keeping
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def choose(client: Client, change: str, *tickets: Ticket) -> str:
    given = {"chosen": [each.pk for each in tickets], "change": change}
    return str(client.post("/inbox/changes", given, headers=HTMX).headers["HX-Redirect"])


def test_the_menu_offers_all_of_it(signed_in: Client, giulia: Agent) -> None:
    keeping.add(Macro(name="Take it", actions=[["assignee", "me"]]), by=giulia)
    menu = signed_in.get("/inbox/choices").content.decode()
    for words in ("Macro", "Take it", "Escalate…", "Link with another ticket…", "Merge into another ticket…"):
        assert words in menu


def test_a_macro_is_looked_at_first(signed_in: Client, matter: Matter, giulia: Agent) -> None:
    macro = keeping.add(Macro(name="Take it", actions=[["priority", "4"]]), by=giulia)
    where = choose(signed_in, f"macro:{macro.pk}", matter(), matter(state=StateType.CLOSED))
    page = signed_in.get(where).content.decode()
    assert "Macro: Take it" in page and "2 tickets are chosen." in page
    assert "Closed, and closed is final" in page and "This cannot be put back." in page
    assert not Job.objects.exists()
    assert signed_in.post("/bulk/new", QueryDict(where.partition("?")[2]).dict()).status_code == 302
    assert Job.objects.get().total == 2


def test_merging_asks_for_the_number_and_warns_of_strangers(signed_in: Client, matter: Matter) -> None:
    kept, same, other = matter(), matter(), matter(address="olaf@posteo.de")
    where = choose(signed_in, "merge:", same, other)
    assert "Number of the ticket that stays" in signed_in.get(where).content.decode()
    wrong = signed_in.get(f"{where}&number=%23999999").content.decode()
    assert "No ticket that you may see has this number." in wrong
    page = signed_in.get(f"{where}&number=%23{kept.pk}").content.decode()
    assert f"Merge into #{kept.pk}" in page and "1 of them is another customer" in page
    given = {**QueryDict(where.partition("?")[2]).dict(), "number": str(kept.pk)}
    assert signed_in.post("/bulk/new", given).status_code == 302
    assert Job.objects.get().value == str(kept.pk)


def test_escalating_asks_for_the_card_and_keeps_what_was_typed(
    signed_in: Client, matter: Matter, admin: Agent, team: Callable[[str], Team]
) -> None:
    path = defining.define(None, by=admin, name="Firmware", to_team=team("Product"), questions=["Serial number"])
    where = choose(signed_in, "escalate:", matter())
    assert "Where it goes" in signed_in.get(where).content.decode()
    assert "Serial number" in signed_in.get(f"{where}&path={path.pk}").content.decode()
    given = {**QueryDict(where.partition("?")[2]).dict(), "path": str(path.pk), "reason": "Fault", "tried": "Reset"}
    refused = signed_in.post("/bulk/new", given)
    assert refused.status_code == 422
    assert "Reset" in refused.content.decode() and "They need this to help" in refused.content.decode()
    whole = {**given, "needed": "Help", "answer-0": "LD3-77120"}
    assert signed_in.post("/bulk/new", whole).status_code == 302
    assert "LD3-77120" in Job.objects.get().value


def test_who_may_only_look_begins_nothing(client: Client, observer: Agent, matter: Matter) -> None:
    client.force_login(observer)
    ticket = matter()
    answer = client.post("/bulk/new", {"what": "priority", "value": "4", "ids": str(ticket.pk)})
    assert answer.status_code == 422
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "address", ["https://evil.example/inbox/all", "//evil.example/inbox/all", "javascript:alert(1)"]
)
def test_it_leads_back_to_no_other_site(signed_in: Client, address: str) -> None:
    answer = signed_in.get("/bulk/new", {"what": "merge", "address": address})
    assert answer.status_code == 422
    assert f'href="{address}"' not in answer.content.decode()


def test_without_a_change_it_says_what_is_missing(signed_in: Client) -> None:
    answer = signed_in.get("/bulk/new")
    assert answer.status_code == 422
    assert "Change tickets" in answer.content.decode()
