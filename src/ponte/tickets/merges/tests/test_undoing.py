"""A merge taken back leaves both as they were, but for what came since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import drafting, following, receiving, rechecking, replying, tagging
from ponte.tickets.choosing_states import default_state
from ponte.tickets.incoming import Incoming
from ponte.tickets.links import linking
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import Role
from ponte.tickets.merges import merging, undoing
from ponte.tickets.merges.errors import NotMergeable
from ponte.tickets.merges.pointing import survivors
from ponte.tickets.models import Draft, Follow, MessageKind, Participant, Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
OLAF = "olaf@posteo.de"


def look(ticket: Ticket) -> dict[str, Any]:
    ticket.refresh_from_db()
    return {
        **{field.attname: getattr(ticket, field.attname) for field in Ticket._meta.concrete_fields},
        "updated_at": None,
        "messages": list(ticket.messages.order_by("pk").values_list("pk", flat=True)),
        "people": sorted(Participant.objects.filter(ticket=ticket).values_list("address", "is_confirmed")),
        "follows": sorted(Follow.objects.filter(ticket=ticket).values_list("agent_id", flat=True)),
        "drafts": sorted(Draft.objects.filter(ticket=ticket).values_list("agent_id", "kind", "html")),
        "links": sorted(Link.objects.filter(ticket=ticket).values_list("kind", "other")),
    }


def test_both_are_as_they_were(matter: Matter, giulia: Agent, olena: Agent) -> None:
    kept, old, third = matter(minutes=90), matter(address=OLAF, assignee=olena), matter()
    replying.reply(kept, by=giulia, html="<p>Ja</p>", to=["m@x.example"], state=default_state(StateType.PENDING))
    tagging.tag(old, "battery", by=giulia)
    following.follow(old, giulia, by=giulia)
    drafting.save(old, by=olena, kind=MessageKind.PUBLIC, html="<p>half</p>")
    linking.link(old, Role.PARENT, third, by=giulia)
    before = look(old), look(kept)
    row = merging.merge(old, kept, by=giulia, people=[OLAF])
    assert look(kept) != before[1]
    undoing.undo(row, by=giulia)
    assert (look(old), look(kept)) == before
    assert survivors([old.pk]) == {}
    assert rechecking.differences([old.pk, kept.pk]) == {}


def test_what_came_since_stays_with_the_survivor(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    row = merging.merge(old, kept, by=giulia)
    news = receiving.receive(kept, kept.requester, Incoming(text="Noch etwas", at=clock.now()))
    undoing.undo(row, by=giulia)
    news.refresh_from_db()
    assert news.ticket_id == kept.pk
    assert old.messages.count() == 1


def test_after_the_time_it_is_final(matter: Matter, giulia: Agent) -> None:
    row = merging.merge(matter(), matter(), by=giulia)
    with pytest.raises(NotMergeable, match="final"):
        undoing.undo(row, by=giulia, at=clock.now() + timedelta(days=merging.UNDO_DAYS, seconds=1))
    undoing.undo(row, by=giulia, at=clock.now() + timedelta(days=merging.UNDO_DAYS, seconds=-60))
    with pytest.raises(NotMergeable, match="final"):
        undoing.undo(row, by=giulia)


def test_the_last_merge_is_taken_back_first(matter: Matter, giulia: Agent) -> None:
    one, two, three = matter(), matter(), matter()
    first, second = merging.merge(one, two, by=giulia), merging.merge(two, three, by=giulia)
    with pytest.raises(NotMergeable, match="moved_on"):
        undoing.undo(first, by=giulia)
    undoing.undo(second, by=giulia)
    undoing.undo(first, by=giulia)
    assert [each.messages.count() for each in (one, two, three)] == [1, 1, 1]


def test_it_can_be_merged_again(matter: Matter, giulia: Agent) -> None:
    one, two = matter(), matter()
    undoing.undo(merging.merge(one, two, by=giulia), by=giulia)
    merging.merge(one, two, by=giulia)
    assert two.messages.count() == 2
