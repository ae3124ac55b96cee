"""Linking: both sides, no circle, one above."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed
from ponte.tickets.links import linking, reading, unlinking
from ponte.tickets.links.errors import NotLinkable
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import CHOSEN_BY_PEOPLE, OPPOSITE, SIDES, Role
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


@pytest.mark.parametrize("role", list(Role))
def test_both_sides_show_it_and_tell_it(role: Role, matter: Matter, giulia: Agent) -> None:
    one, other = matter(), matter(subject="Ladestation")
    linking.link(one, role, other, by=giulia)
    assert [(group.role, group.rows[0].number) for group in reading.groups(one, giulia)] == [(role, other.pk)]
    assert [(g.role, g.rows[0].number) for g in reading.groups(other, giulia)] == [(OPPOSITE[role], one.pk)]
    told = Event.objects.filter(kind="ticket.linked").order_by("ticket_id")
    assert [(event.ticket_id, event.data) for event in told] == [
        (one.pk, {"role": role, "other": other.pk}),
        (other.pk, {"role": OPPOSITE[role], "other": one.pk}),
    ]


def test_saying_it_twice_from_either_side_changes_nothing(matter: Matter, giulia: Agent) -> None:
    one, other = matter(), matter()
    for role in CHOSEN_BY_PEOPLE:
        linking.link(one, role, other, by=giulia) if role in (Role.RELATED, Role.PART) else None
    before = Event.objects.count()
    linking.link(other, Role.RELATED, one, by=giulia)
    linking.link(other, Role.PARENT, one, by=giulia)
    assert Link.objects.count() == 2
    assert Event.objects.count() == before


def test_a_ticket_is_not_linked_with_itself(ticket: Ticket, giulia: Agent) -> None:
    with pytest.raises(NotLinkable, match="itself"):
        linking.link(ticket, Role.RELATED, ticket, by=giulia)


@pytest.mark.parametrize("role", [Role.PARENT, Role.PROBLEM, Role.DUPLICATE_OF])
def test_links_upward_never_go_in_a_circle(role: Role, matter: Matter, giulia: Agent) -> None:
    first, second, third = matter(), matter(), matter()
    linking.link(first, role, second, by=giulia)
    linking.link(second, role, third, by=giulia)
    with pytest.raises(NotLinkable, match="circle"):
        linking.link(third, role, first, by=giulia)
    with pytest.raises(NotLinkable, match="circle"):
        linking.link(first, OPPOSITE[role], third, by=giulia)
    assert Link.objects.count() == 2


def test_only_one_stands_above(matter: Matter, giulia: Agent) -> None:
    one, other, third = matter(), matter(), matter()
    linking.link(one, Role.PARENT, other, by=giulia)
    with pytest.raises(NotLinkable, match="taken"):
        linking.link(one, Role.PARENT, third, by=giulia)
    linking.link(one, Role.PROBLEM, third, by=giulia)


def test_taking_it_away_tells_both(matter: Matter, giulia: Agent, observer: Agent) -> None:
    one, other = matter(), matter()
    row = linking.link(one, Role.PART, other, by=giulia)
    with pytest.raises(NotAllowed):
        unlinking.unlink(row, by=observer)
    unlinking.unlink(row, by=giulia)
    unlinking.unlink(row, by=giulia)
    assert reading.groups(one, giulia) == []
    assert Event.objects.filter(kind="ticket.unlinked").count() == 2


def test_a_ticket_out_of_sight_is_a_number_alone(matter: Matter, team: Callable[..., object], tom: Agent) -> None:
    one, secret = matter(), matter(team=team("Battery and motor"))
    linking.link(one, Role.RELATED, secret, by="system")
    (group,) = reading.groups(one, tom)
    assert (group.rows[0].number, group.rows[0].ticket) == (secret.pk, None)


def test_every_role_has_a_side_and_an_opposite() -> None:
    assert set(SIDES) == set(Role) == set(OPPOSITE)
    assert all(OPPOSITE[OPPOSITE[role]] == role for role in Role)
