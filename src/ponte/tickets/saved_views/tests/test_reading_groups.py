"""Groups read together are those read one by one, in one statement."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.team.models import Agent
from ponte.tickets.conditions import fields
from ponte.tickets.models import Ticket
from ponte.tickets.ordering import ORDERS
from ponte.tickets.saved_views import sorting
from ponte.tickets.saved_views.grouping import groups
from ponte.tickets.saved_views.reading_groups import alike, first_of_each
from ponte.tickets.states import Priority

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


@pytest.fixture
def some(matter: Matter, olena: Agent, tom: Agent, giulia: Agent) -> None:
    for number in range(24):
        matter(
            priority=list(Priority)[number % 4],
            assignee=[olena, tom, giulia, None][number % 4],
            language=["it", "uk", "en"][number % 3],
        )


@pytest.mark.parametrize("order", ["due", "recent", "priority", "created.down", "waiting.up"])
@pytest.mark.parametrize("name", ["assignee", "priority", "language", "team"])
@pytest.mark.usefixtures("some")
def test_they_are_those_of_each_group(
    name: str, order: str, django_assert_num_queries: Callable[..., object]
) -> None:
    field, by = fields.get(name), ORDERS.get(order) or sorting.by(order)
    assert field and by
    together = alike(groups(field))
    each = [
        (group, ticket.pk)
        for group in together
        for part in by.parts(Ticket.objects.filter(group.where))
        for ticket in part
    ]
    for most in (1, 7, 100):
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            found = first_of_each(together, Ticket.objects.all(), by.parts, most)
        assert found == each[:most]


def test_too_few_and_unlike_ones_are_read_alone(olena: Agent, tom: Agent, giulia: Agent) -> None:
    field = fields.get("assignee")
    assert field
    offered = groups(field)
    assert alike(offered) == offered[:-1]  # nobody's come last, and are no value
    assert alike(offered[-1:]) == []
    assert alike(offered[-3:]) == []


def test_what_holds_nothing_is_not_asked(olena: Agent, tom: Agent, giulia: Agent) -> None:
    field = fields.get("assignee")
    assert field
    assert first_of_each(alike(groups(field)), Ticket.objects.none(), ORDERS["due"].parts, 5) == []
