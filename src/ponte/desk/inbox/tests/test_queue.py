"""The queue's page, through its door."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.team.models import Agent, Team
from ponte.tickets import changing, reading
from ponte.tickets.models import Ticket
from ponte.tickets.queues import Queue
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


def rows(html: bytes) -> list[int]:
    return [int(found) for found in re.findall(rb'data-ticket="(\d+)"', html)]


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def test_the_most_overdue_stands_first_under_its_heading(signed_in: Client, matter: Matter) -> None:
    later = matter(minutes=5)
    late = matter(minutes=600)
    page = signed_in.get("/inbox/all")
    assert rows(page.content) == [late.pk, later.pk]
    assert page.content.index(b"Overdue") < page.content.index(b"data-ticket") < page.content.index(b"Later today")


@pytest.mark.parametrize("queue", list(Queue))
def test_every_queue_opens_when_it_is_empty(signed_in: Client, queue: Queue) -> None:
    page = signed_in.get(f"/inbox/{queue}")
    assert (page.status_code, rows(page.content)) == (200, [])
    assert b'class="empty"' in page.content


def test_queues_hold_what_they_say(signed_in: Client, giulia: Agent, olena: Agent, matter: Matter) -> None:
    mine, hers, nobodys = matter(assignee=giulia), matter(assignee=olena), matter()
    pending = matter(assignee=giulia, state=StateType.PENDING)
    solved, closed = matter(state=StateType.SOLVED), matter(state=StateType.CLOSED)
    spam = changing.set_spam(matter(), True, by=giulia)
    found = {queue: set(rows(signed_in.get(f"/inbox/{queue}").content)) for queue in Queue}
    assert found[Queue.MINE] == {mine.pk}
    assert found[Queue.UNASSIGNED] == {nobodys.pk}
    assert found[Queue.ALL] == {mine.pk, hers.pk, nobodys.pk, pending.pk}
    assert found[Queue.PENDING] == {pending.pk}
    assert found[Queue.SOLVED] == {solved.pk}
    assert found[Queue.CLOSED] == {closed.pk}
    assert found[Queue.SPAM] == {spam.pk}
    assert len(found[Queue.EVERYTHING]) == 7


def test_an_agent_sees_no_ticket_of_other_teams(client: Client, tom: Agent, team: Any, matter: Matter) -> None:
    theirs = matter(team=team("Battery and motor"))
    own = matter(team=team("App and display"))
    client.force_login(tom)
    assert rows(client.get("/inbox/all").content) == [own.pk]
    assert rows(client.get(f"/inbox/everything?q={theirs.pk}").content) == []


def test_strangers_sign_in_first(client: Client) -> None:
    assert client.get("/inbox/mine").headers["Location"].startswith("/sign-in")


def test_the_number_of_queries_does_not_grow_with_the_rows(
    signed_in: Client, matter: Matter, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection

    counted = []
    for number in (10, 40):
        for each in range(number):
            matter(address=f"c{number}-{each}@example.org", name="" if each % 2 else f"Customer {each}")
        signed_in.get("/inbox/all")
        with CaptureQueriesContext(connection) as queries:
            page = signed_in.get("/inbox/all")
        counted.append(len(queries))
    assert len(rows(page.content)) == 50
    assert counted[0] == counted[1] <= 6  # session, reader, list, addresses, states, views of the rail


@pytest.mark.parametrize("order", ["due", "priority", "recent", "newest", "oldest"])
def test_paging_shows_each_ticket_once_even_when_the_list_changes(
    signed_in: Client, giulia: Agent, matter: Matter, order: str
) -> None:
    made = [matter(minutes=each, priority=Priority(each % 4 + 1)) for each in range(1, 121)]
    seen: list[int] = []
    address = f"/inbox/all?sort={order}"
    while address:
        html = signed_in.get(address, headers={"HX-Request": "true", "HX-Target": "more"}).content
        seen += rows(html)
        if len(seen) == 50 and order != "recent":
            changing.set_state(made[-1], _state(StateType.SOLVED), by=giulia)
        more = re.search(rb'hx-get="(/inbox/all\?[^"]+)"[^>]*hx-boost="false"', html)
        address = more[1].decode().replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) >= 119


def _state(kind: StateType) -> Any:
    from ponte.tickets.choosing_states import default_state

    return default_state(kind)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("priority=4", True),
        ("priority=1", False),
        ("language=it", True),
        ("language=es", False),
        ("tag=rev-c", True),
        ("tag=nothing", False),
        ("assignee=none", True),
        ("channel=email", True),
        ("channel=phone", False),
        ("state=1", True),
        ("state=5", False),
        ("state=nonsense", False),
        ("team=none", True),
    ],
)
def test_filters_narrow_the_list(signed_in: Client, matter: Matter, query: str, fits: bool) -> None:
    ticket = matter(priority=Priority.URGENT, tags=["rev-c"])
    page = signed_in.get(f"/inbox/all?{query}")
    assert rows(page.content) == ([ticket.pk] if fits else [])
    assert b"Remove" in page.content


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("batteria", True),
        ("BATT", True),
        ("lido ferma", True),
        ("Bellini", True),
        ("marta.bellini@posteo", True),
        ("somebody@else", False),
        ("pedali", False),
        ("'; drop table", False),
        ("&|!:*", False),
    ],
)
def test_search_within_looks_at_subject_text_and_customer(
    signed_in: Client, matter: Matter, text: str, fits: bool
) -> None:
    ticket = matter()
    assert rows(signed_in.get("/inbox/all", {"q": text}).content) == ([ticket.pk] if fits else [])


def test_search_finds_a_number(signed_in: Client, matter: Matter) -> None:
    matter(subject="Other", text="other")
    ticket = matter()
    assert rows(signed_in.get("/inbox/all", {"q": f"#{ticket.pk}"}).content) == [ticket.pk]


def test_what_was_read_is_no_longer_bold_until_more_comes(signed_in: Client, giulia: Agent, ticket: Ticket) -> None:
    assert b"is-unread" in signed_in.get("/inbox/all").content
    reading.mark_read(ticket, by=giulia, up_to=ticket.last_message_id or 0)
    assert b"is-unread" not in signed_in.get("/inbox/all").content
    reading.mark_unread(ticket, by=giulia)
    assert b"is-unread" in signed_in.get("/inbox/all").content


def test_words_of_customers_are_never_markup(signed_in: Client, matter: Matter) -> None:
    matter(subject="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>", name="<b>x</b>")
    html = signed_in.get("/inbox/all").content
    assert b"<script>alert" not in html and b"<img src=x" not in html and b"<b>x</b>" not in html


def test_a_row_alone_is_given_only_while_it_belongs_to_the_queue(
    signed_in: Client, giulia: Agent, ticket: Ticket
) -> None:
    address = f"/inbox/unassigned?rows={ticket.pk}"
    assert rows(signed_in.get(address).content) == [ticket.pk]
    changing.assign(ticket, giulia, by=giulia)
    assert rows(signed_in.get(address).content) == []


def test_counts_are_capped_and_follow_the_reader(signed_in: Client, giulia: Agent, team: Any, matter: Matter) -> None:
    matter(assignee=giulia)
    matter(team=team("Battery and motor"))
    found = signed_in.get("/inbox/counts").json()
    assert (found["inbox.mine"], found["inbox.unassigned"], found["inbox.all"]) == ("1", "1", "2")


def test_home_is_the_queue_of_ones_work(client: Client, giulia: Agent, olena: Agent) -> None:
    for agent, place in ((giulia, "/inbox/team"), (olena, "/inbox/mine")):
        client.force_login(agent)
        assert client.get("/").headers["Location"] == place


def test_the_choices_and_filters_open(signed_in: Client, team: Callable[[str], Team]) -> None:
    team("Battery and motor")
    assert b"Battery and motor" in signed_in.get("/inbox/filters/all").content
    assert b"Battery and motor" in signed_in.get("/inbox/choices").content
    assert signed_in.get("/inbox/filters/nonsense").status_code == 404
