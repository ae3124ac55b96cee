"""The list, the number, and marking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.channels.notices.making import make
from ponte.channels.notices.models import Notice
from ponte.channels.notices.news import News
from ponte.channels.notices.sorts import Sort
from ponte.demo.cast import BATTERY
from ponte.desk.inbox import numbers
from ponte.lib import clock
from ponte.team.models import Agent, Membership, Team
from ponte.tickets import noting
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


@pytest.fixture
def ticket(matter: Matter, team: Callable[[str], Team], olena: Agent) -> Ticket:
    return matter(team=team(BATTERY))


def tell(agent: Agent, ticket: Ticket | None, number: int = 1, **given: object) -> Notice:
    """One notice; those of other numbers are minutes older."""
    at = clock.now() - timedelta(minutes=2 * number)
    news = News(agent.pk, Sort.ASSIGNED, f"event:{number}", at, ticket=ticket.pk if ticket else None, **given)  # type: ignore[arg-type]
    make([news], {agent.pk: agent})
    return Notice.objects.get(agent=agent, source=f"event:{number}")


def unread(client: Client) -> int:
    return int(client.get("/notifications/number").json()["notices"])


def test_the_list_says_what_happened(client: Client, olena: Agent, giulia: Agent, ticket: Ticket) -> None:
    tell(olena, ticket, actor=giulia.journal_name)
    client.force_login(olena)
    page = client.get("/notifications").content.decode()
    assert "Giulia Ferri gave you this ticket" in page
    assert ticket.subject in page


def test_the_bell_has_its_number_on_every_page(client: Client, olena: Agent, ticket: Ticket) -> None:
    tell(olena, ticket)
    client.force_login(olena)
    assert 'data-count="notices">1<' in client.get("/today").content.decode()


def test_the_number_costs_no_page_a_query(client: Client, olena: Agent, ticket: Ticket) -> None:
    client.force_login(olena)
    client.get("/today")
    numbers.forget(olena)
    with CaptureQueriesContext(connection) as before:
        client.get("/today")
    for number in range(5):
        tell(olena, ticket, number)
    numbers.forget(olena)
    with CaptureQueriesContext(connection) as after:
        client.get("/today")
    assert len(after) == len(before)


def test_the_list_costs_the_same_at_any_length(client: Client, olena: Agent, matter: Matter, giulia: Agent) -> None:
    client.force_login(olena)

    def cost() -> int:
        numbers.forget(olena)
        with CaptureQueriesContext(connection) as queries:
            client.get("/notifications")
        return len(queries)

    tell(olena, matter(assignee=olena), 1, actor=giulia.journal_name)
    cost()
    few = cost()
    for number in range(2, 30):
        tell(olena, matter(assignee=olena), number, actor=giulia.journal_name)
    assert cost() == few


def test_a_click_reads_it_and_leads_to_the_message(
    client: Client, olena: Agent, giulia: Agent, ticket: Ticket
) -> None:
    message = noting.note(ticket, by=giulia, html="<p>x</p>")
    notice = tell(olena, ticket, message=message.pk)
    client.force_login(olena)
    answer = client.get(f"/notifications/{notice.pk}")
    assert answer.headers["Location"] == f"/tickets/{ticket.pk}#message-{message.pk}"
    assert unread(client) == 0


@pytest.mark.parametrize("target", ["", "talk"])
def test_opening_the_ticket_reads_all_of_it(client: Client, olena: Agent, ticket: Ticket, target: str) -> None:
    tell(olena, ticket, 1)
    tell(olena, ticket, 2)
    client.force_login(olena)
    page = client.get(f"/tickets/{ticket.pk}", headers={"HX-Target": target} if target else {})
    assert page.status_code == 200
    assert unread(client) == 0


def test_a_page_that_nobody_looks_at_reads_nothing(client: Client, olena: Agent, ticket: Ticket) -> None:
    tell(olena, ticket)
    client.force_login(olena)
    client.get(f"/tickets/{ticket.pk}/now?after=0")
    assert unread(client) == 1
    client.get(f"/tickets/{ticket.pk}/now?after=0&seen=1")
    assert unread(client) == 0


def test_a_ticket_page_costs_no_query_more(client: Client, olena: Agent, ticket: Ticket) -> None:
    client.force_login(olena)
    client.get(f"/tickets/{ticket.pk}")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/tickets/{ticket.pk}")
    assert not [query for query in queries if query["sql"].startswith(("UPDATE", "SELECT \"notices_"))]


def test_what_one_may_not_see_any_more_is_gone(client: Client, olena: Agent, ticket: Ticket) -> None:
    notice = tell(olena, ticket)
    Membership.objects.filter(agent=olena).delete()
    client.force_login(olena)
    assert unread(client) == 0
    assert ticket.subject not in client.get("/notifications").content.decode()
    assert client.get(f"/notifications/{notice.pk}").status_code == 404


def test_all_are_read_and_back(client: Client, olena: Agent, ticket: Ticket, matter: Matter) -> None:
    tell(olena, ticket, 1)
    read_before = tell(olena, matter(assignee=olena), 5)
    Notice.objects.filter(pk=read_before.pk).update(read_at=clock.now() - timedelta(hours=1))
    client.force_login(olena)
    answer = client.post("/notifications/reading", headers={"HX-Request": "true"})
    assert unread(client) == 0
    assert "1 notification marked as read" in answer.headers["HX-Trigger"]
    import json

    address, method = json.loads(answer.headers["HX-Trigger"])["ponte:toast"]["undo"]
    assert method == "DELETE"
    client.delete(address, headers={"HX-Request": "true"})
    assert unread(client) == 1


def test_one_is_read_and_back(client: Client, olena: Agent, ticket: Ticket) -> None:
    notice = tell(olena, ticket)
    client.force_login(olena)
    client.post(f"/notifications/{notice.pk}/reading")
    assert unread(client) == 0
    client.delete(f"/notifications/{notice.pk}/reading")
    assert unread(client) == 1
    assert "is-unread" in client.get("/notifications?unread=1").content.decode()


def test_what_was_about_a_ticket_that_is_gone_says_so(client: Client, olena: Agent) -> None:
    notice = tell(olena, None)
    client.force_login(olena)
    assert "no longer there" in client.get(f"/notifications/{notice.pk}", follow=True).content.decode()


def test_anothers_are_not_there(client: Client, olena: Agent, giulia: Agent, ticket: Ticket) -> None:
    notice = tell(olena, ticket)
    client.force_login(giulia)
    assert client.get(f"/notifications/{notice.pk}").status_code == 404
    assert client.post(f"/notifications/{notice.pk}/reading").status_code == 404
