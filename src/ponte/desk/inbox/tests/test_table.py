"""A view as a table: remembered for each person, sorted by its headings, live and paged."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views import columns
from ponte.tickets.saved_views.limiting import TooSlow
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
UNSOLVED = {"field": "state_type", "operator": "is", "value": ["new", "open"]}


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


@pytest.fixture
def view(giulia: Agent) -> View:
    return make(Wanted("All", UNSOLVED, columns=("tags", "created"), sharing="everyone"), by=giulia)


def ids(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-ticket="(\d+)"', html)]


def test_it_is_remembered_for_one_person_and_view(
    signed_in: Client, view: View, matter: Matter, olena: Agent, team: Callable[[str], object]
) -> None:
    matter()
    address = f"/inbox/views/{view.pk}"
    assert "<table" not in signed_in.get(address).content.decode()
    assert signed_in.post(f"{address}/mode", {"mode": "grid"}).status_code == 404
    assert signed_in.post(f"{address}/mode", {"mode": "table"}).headers["Location"] == address
    page = signed_in.get(address).content.decode()
    assert "<table" in page and 'hx-boost="true"' not in page
    assert "<table" not in signed_in.get(f"{address}?as=list").content.decode()
    pane = signed_in.get(address, headers={"HX-Request": "true", "HX-Target": "queue"}).content.decode()
    assert "<table" not in pane, "beside a ticket it stays a list"
    signed_in.force_login(olena)
    assert "<table" not in signed_in.get(address).content.decode()


def test_headings_sort_and_turn_round(signed_in: Client, view: View, matter: Matter) -> None:
    one, two = matter(subject="b"), matter(subject="a")
    page = signed_in.get(f"/inbox/views/{view.pk}?as=table").content.decode()
    assert "sort=subject.up&amp;as=table" in page and "sort=number" not in page
    page = signed_in.get(f"/inbox/views/{view.pk}?as=table&sort=subject.up").content.decode()
    assert ids(page) == [two.pk, one.pk]
    assert 'aria-sort="ascending"' in page and "sort=subject.down&amp;as=table" in page
    page = signed_in.get(f"/inbox/views/{view.pk}?as=table&sort=subject.down").content.decode()
    assert ids(page) == [one.pk, two.pk] and 'aria-sort="descending"' in page


def test_every_column_can_be_drawn(signed_in: Client, giulia: Agent, matter: Matter) -> None:
    matter(subject="<b>bold</b>", tags=["a&b"])
    keys = list(columns.known())
    for start in range(0, len(keys), 15):
        view = make(Wanted(f"V{start}", UNSOLVED, columns=tuple(keys[start : start + 15])), by=giulia)
        page = signed_in.get(f"/inbox/views/{view.pk}?as=table")
        assert page.status_code == 200 and "<b>bold" not in page.content.decode()
        assert signed_in.get(f"/inbox/views/{view.pk}").status_code == 200


def test_pages_go_on_and_rows_come_alone(signed_in: Client, view: View, matter: Matter) -> None:
    known = [matter(subject=f"{number:03}").pk for number in range(60)]
    address = f"/inbox/views/{view.pk}?as=table&sort=subject.down"
    first = signed_in.get(address).content.decode()
    link = re.search(r'hx-get="([^"]+after=[^"]+)"', first)
    assert link and 'hx-target="closest tr"' in first
    more = signed_in.get(
        link[1].replace("&amp;", "&"), headers={"HX-Request": "true", "HX-Target": "x"}
    ).content.decode()
    assert ids(first) + ids(more) == known[::-1]
    rows = signed_in.get(f"{address}&rows={known[3]},{known[4]}").content.decode()
    assert rows.lstrip().startswith("<tr") and f'id="row-{known[3]}"' in rows


def test_a_table_costs_no_more_statements_than_a_list(signed_in: Client, view: View, matter: Matter) -> None:
    def cost(query: str) -> int:
        counted = []
        for _time in range(3):  # numbers of the rail are read anew from time to time
            with CaptureQueriesContext(connection) as asked:
                assert signed_in.get(f"/inbox/views/{view.pk}?{query}").status_code == 200
            counted.append(len(asked))
        return min(counted)

    matter()
    for query in ("as=list", "as=table"):
        cost(query)
    few = cost("as=table")
    for _number in range(5):
        matter()
    assert cost("as=table") == few <= cost("as=list")


def test_an_order_that_takes_too_long_leads_back(
    signed_in: Client, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*given: object, **named: object) -> None:
        raise TooSlow

    monkeypatch.setattr("ponte.desk.inbox.listing.page", never)
    page = signed_in.get(f"/inbox/views/{view.pk}?as=table&sort=subject.up").content.decode()
    assert "So many tickets cannot be put in this order in time" in page and "In the view's own order" in page


def test_headings_of_groups_tell_how_many(
    signed_in: Client, giulia: Agent, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter(language="it"), matter(language="it"), matter(language="uk")
    view = make(Wanted("By language", UNSOLVED, group="language"), by=giulia)
    page = signed_in.get(f"/inbox/views/{view.pk}").content.decode()
    assert 'data-group="Italian"' in page
    sizes = signed_in.get(f"/inbox/views/{view.pk}?groups=1").json()
    assert sizes == {"Italian": "2", "Ukrainian": "1"}
    every = signed_in.get("/inbox/all?groups=1").json()
    assert sum(int(number) for number in every.values()) == 3, every
    assert signed_in.get("/inbox/all?groups=1&sort=newest").json() == {}
    assert signed_in.get("/inbox/all?groups=1&team=x").json() == {}
