"""Every column that sorts, both ways, page by page: each ticket once, and those without a value last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.saved_views import columns, sorting
from ponte.tickets.saved_views.sorting import VALUE, By
from ponte.tickets.states import Priority

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
SORTABLE = [f"{key}.{way}" for key, each in columns.standing().items() if each.sort for way in ("up", "down")]


@pytest.fixture
def some(matter: Matter, olena: Agent, tom: Agent, team: Callable[..., Team]) -> None:
    now = clock.now()
    subjects = ["Zebra", "zebra", "\u00c9cran", "ecran 2", "", "\u0410\u043a\u0443\u043c"]
    for number in range(12):
        ticket = matter(subject=subjects[number % 6], priority=list(Priority)[number % 4])
        moments = {
            "created_at": now - timedelta(hours=number % 5),
            "updated_at": now - timedelta(hours=number % 3),
            "waiting_since": None if number % 3 else now - timedelta(minutes=number),
            "solved_at": None if number % 4 else now,
            "due_at": NEVER if number % 2 else now + timedelta(hours=number % 5),
            "assignee": [None, olena, tom][number % 3],
            "message_count": number % 4,
        }
        Ticket.objects.filter(pk=ticket.pk).update(**moments)


def paged(order: By, size: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        page: list[dict[str, Any]] = []
        for part in order.parts(Ticket.objects.all(), after):
            page += part.values("id", VALUE)[: size + 1 - len(page)]
        found += page[:size]
        if len(page) <= size:
            return found
        after = order.cursor(page[size - 1])


@pytest.mark.parametrize("key", SORTABLE)
@pytest.mark.usefixtures("some")
def test_each_ticket_stands_once_and_in_order(key: str) -> None:
    order = sorting.by(key)
    assert order is not None
    rows = paged(order, 5)
    assert rows == paged(order, 100)
    assert len({row["id"] for row in rows}) == len(rows) == 12
    filled = [(row[VALUE], row["id"]) for row in rows if row[VALUE] is not None]
    assert filled == sorted(filled, reverse=order.descending)
    assert all(row[VALUE] is None for row in rows[len(filled) :])


@pytest.mark.usefixtures("some")
def test_capitals_and_accents_do_not_matter() -> None:
    order = sorting.by("subject.up")
    assert order is not None
    names = dict(Ticket.objects.values_list("pk", "subject"))
    firsts = list(dict.fromkeys(names[row["id"]].casefold() for row in paged(order, 50)))
    assert firsts == ["", "\u00e9cran", "ecran 2", "zebra", "\u0430\u043a\u0443\u043c"]


@pytest.mark.usefixtures("some")
def test_people_stand_by_their_names(olena: Agent, tom: Agent) -> None:
    order = sorting.by("assignee.up")
    assert order is not None
    whose = dict(Ticket.objects.values_list("pk", "assignee"))
    assert list(dict.fromkeys(whose[row["id"]] for row in paged(order, 50))) == [olena.pk, tom.pk, None]


@pytest.mark.parametrize("key", ["", "tags.up", "created", "created.sideways", ".up", "nothing.down"])
def test_what_is_no_order(key: str) -> None:
    assert sorting.by(key) is None


@pytest.mark.parametrize("key", ["created.up", "subject.down", "solved.down", "messages.up"])
@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "1",
        ".",
        "1.",
        "t.1",
        "9" * 30 + ".1",
        "-1.x",
        "t!!!.1",
        "\u0661.1",
        "-.9999999999999999999",
        "tgA.1",
        "--1.1",
    ],
)
def test_a_place_that_makes_no_sense_is_refused(key: str, cursor: str) -> None:
    order = sorting.by(key)
    assert order is not None
    try:
        parts = order.parts(Ticket.objects.all(), cursor)
    except ValueError:
        return
    for part in parts:
        list(part.values("id")[:1])
