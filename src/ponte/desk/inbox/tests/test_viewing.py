"""Views in the inbox, through their door."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.desk.inbox import viewing
from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views import counting
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
UNSOLVED = {"field": "state_type", "operator": "is_not", "value": ["solved", "closed"]}
URGENT = {"field": "priority", "operator": "is", "value": ["urgent"]}


def rows(html: bytes) -> list[int]:
    return [int(found) for found in re.findall(rb'data-ticket="(\d+)"', html)]


def headings(html: bytes) -> list[str]:
    return [found.decode() for found in re.findall(rb'class="row-group"><h2>([^<]+)', html)]


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


@pytest.fixture
def view(giulia: Agent) -> Callable[..., View]:
    def made(*parts: Any, **given: Any) -> View:
        wanted = {"name": "Mine", "conditions": {"all": [UNSOLVED, *parts]}, **given}
        return make(Wanted(**wanted), by=giulia)

    return made


def test_a_view_holds_what_fits_and_shows_its_columns(
    signed_in: Client, view: Callable[..., View], matter: Matter
) -> None:
    urgent, _calm = matter(priority=Priority.URGENT, tags=["rev-c"]), matter()
    made = view(URGENT, columns=("tags", "brand"))
    page = signed_in.get(f"/inbox/views/{made.pk}")
    assert rows(page.content) == [urgent.pk]
    assert b'<span class="muted">Tags</span> rev-c' in page.content
    assert f'href="/inbox/views/{made.pk}" aria-current="page"'.encode() in page.content


def test_spam_stays_out_unless_it_is_asked_for(
    signed_in: Client, giulia: Agent, view: Callable[..., View], matter: Matter
) -> None:
    spam, ham = changing.set_spam(matter(), True, by=giulia), matter()
    either = {"any": [{"field": "spam", "operator": "is", "value": each} for each in (True, False)]}
    assert rows(signed_in.get(f"/inbox/views/{view().pk}").content) == [ham.pk]
    assert set(rows(signed_in.get(f"/inbox/views/{view(either).pk}").content)) == {ham.pk, spam.pk}


def test_a_view_shows_nobody_more_than_they_may_see(
    client: Client, tom: Agent, giulia: Agent, team: Any, matter: Matter
) -> None:
    matter(team=team("Battery and motor"))
    own = matter(team=team("App and display"))
    shared = make(Wanted("All", {"all": [UNSOLVED]}, sharing="everyone"), by=giulia)
    client.force_login(tom)
    assert rows(client.get(f"/inbox/views/{shared.pk}").content) == [own.pk]
    assert client.get("/inbox/view-counts").json() == {f"inbox.view-{shared.pk}": "1"}


def test_filters_search_and_orders_work_within(signed_in: Client, view: Callable[..., View], matter: Matter) -> None:
    one = matter(priority=Priority.URGENT, subject="Ruota")
    two = matter(priority=Priority.URGENT, subject="Sella", language="es")
    made = view(URGENT)
    address = f"/inbox/views/{made.pk}"
    assert rows(signed_in.get(f"{address}?language=es").content) == [two.pk]
    assert rows(signed_in.get(f"{address}?q=ruota").content) == [one.pk]
    assert rows(signed_in.get(f"{address}?sort=newest").content) == [two.pk, one.pk]
    assert b"<select" in signed_in.get(f"/inbox/filters/view-{made.pk}").content
    assert rows(signed_in.get(f"{address}?rows={one.pk},{two.pk},x").content) == [one.pk, two.pk]


@pytest.mark.parametrize("order", ["due", "recent", "priority"])
def test_groups_stand_in_order_and_paging_shows_each_ticket_once(
    signed_in: Client, view: Callable[..., View], matter: Matter, order: str
) -> None:
    made = [matter(minutes=each, priority=Priority(each % 3 + 2)) for each in range(1, 111)]
    address, seen, said = f"/inbox/views/{view(group='priority', sort=order).pk}", [], []
    while address:
        html = signed_in.get(address, headers={"HX-Request": "true", "HX-Target": "more"}).content
        seen += rows(html)
        said += headings(html)
        more = re.search(rb'hx-get="(/inbox/views/\d+\?[^"]+)"[^>]*hx-boost="false"', html)
        address = more[1].decode().replace("&amp;", "&") if more else ""
    assert said == ["Urgent", "High", "Normal"]
    by_priority = {ticket.pk: ticket.priority for ticket in made}
    assert [by_priority[pk] for pk in seen] == sorted(by_priority.values(), reverse=True)
    assert len(seen) == len(set(seen)) == 110


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("assignee", ["Olena Kovalenko", "Tom Hughes", "Nobody"]),
        ("language", ["Italian", "Spanish", "Other"]),
        ("state_type", ["New", "Open"]),
    ],
)
def test_groups_are_called_as_people_call_them(
    signed_in: Client, view: Callable[..., View], matter: Matter, olena: Agent, tom: Agent, group: str,
    expected: list[str],
) -> None:  # fmt: skip
    matter(assignee=tom, language="es")
    matter(assignee=olena, language="fr", state=StateType.OPEN)
    matter()
    assert headings(signed_in.get(f"/inbox/views/{view(group=group).pk}").content) == expected


def test_a_cursor_that_makes_no_sense_gives_an_empty_page(signed_in: Client, view: Callable[..., View]) -> None:
    for after in ("x", "4~", "4~1", "~", "9~1.2.3"):
        assert signed_in.get(f"/inbox/views/{view(group='priority').pk}?after={after}").status_code == 200


def test_a_view_that_takes_too_long_says_so(
    signed_in: Client, view: Callable[..., View], matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter()
    made = view()
    monkeypatch.setattr(viewing, "PATIENCE", 1)
    _make_slow(monkeypatch)
    page = signed_in.get(f"/inbox/views/{made.pk}")
    assert page.status_code == 200
    assert b"takes too long" in page.content
    monkeypatch.setattr(counting, "PATIENCE", 1)
    assert signed_in.get("/inbox/view-counts").json() == {f"inbox.view-{made.pk}": ""}


def _make_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every read of a view sleeps in the database."""
    from django.db.models import BooleanField
    from django.db.models.expressions import RawSQL

    from ponte.tickets.saved_views import contents

    usual = contents.tickets_that
    asleep = RawSQL("pg_sleep(0.2) IS NOT NULL", [], output_field=BooleanField())
    monkeypatch.setattr(contents, "tickets_that", lambda *given: usual(*given).filter(asleep))


def test_a_view_of_a_field_that_is_gone_says_so(signed_in: Client, view: Callable[..., View]) -> None:
    made = view()
    View.objects.filter(pk=made.pk).update(conditions={"field": "mood", "operator": "is", "value": "x"})
    page = signed_in.get(f"/inbox/views/{made.pk}")
    assert b"There is no field mood" in page.content
    assert signed_in.get("/inbox/view-counts").json() == {f"inbox.view-{made.pk}": ""}
    assert signed_in.get(f"/inbox/views/{made.pk}?rows=1").status_code == 200


def test_the_number_of_queries_does_not_grow_with_rows_or_views(
    signed_in: Client, view: Callable[..., View], matter: Matter
) -> None:
    made = view(columns=("brand", "organisation", "state", "team"), group="assignee")
    counted = []
    for number in (5, 40):
        for each in range(number):
            matter(address=f"c{number}-{each}@example.org", name="" if each % 2 else f"Customer {each}")
            view(name=f"View {number} {each}")
        signed_in.get(f"/inbox/views/{made.pk}")
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(f"/inbox/views/{made.pk}")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20
    with CaptureQueriesContext(connection) as queries:
        assert len(signed_in.get("/inbox/view-counts").json()) == 30
    assert len(queries) <= 8
