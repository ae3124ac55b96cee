"""Merging: nothing attached is lost, nobody sees more than they may, and the clock follows who waits longest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ponte.customers import finding
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import attaching, changing, drafting, following, noting, participating, replying, tagging
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import ClosedTicket, NotAllowed
from ponte.tickets.incoming import IncomingFile
from ponte.tickets.links import linking
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import Role
from ponte.tickets.merges import merging, people
from ponte.tickets.merges.errors import NotMergeable
from ponte.tickets.merges.pointing import merges_of, survivors
from ponte.tickets.models import NEVER, Attachment, Draft, Follow, Message, MessageKind, Participant, Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
MARTA, OLAF = "marta.bellini@posteo.it", "olaf@posteo.de"


def test_everything_that_hangs_on_it_moves(matter: Matter, giulia: Agent, olena: Agent, mateo: Agent) -> None:
    kept, old, third = matter(minutes=90), matter(minutes=30, assignee=mateo), matter()
    noting.note(old, by=olena, html="<p>Revision C</p>")
    attaching.attach([IncomingFile("a.txt", "text/plain", b"x")], message=old.messages.get(kind=MessageKind.PUBLIC))
    following.follow(old, olena, by=olena)
    tagging.tag(old, "battery", by=giulia)
    tagging.tag(kept, "lido", by=giulia)
    drafting.save(old, by=olena, kind=MessageKind.PUBLIC, html="<p>half</p>")
    linking.link(old, Role.PARENT, third, by=giulia)
    numbers = set(old.messages.values_list("pk", flat=True))

    merging.merge(old, kept, by=giulia)

    old.refresh_from_db()
    kept.refresh_from_db()
    assert numbers <= set(kept.messages.values_list("pk", flat=True))
    assert (old.is_closed, old.message_count, kept.message_count) == (True, 0, 3)
    assert Attachment.objects.get().message.ticket_id == kept.pk  # type: ignore[union-attr]
    assert set(Follow.objects.filter(ticket=kept).values_list("agent", flat=True)) == {olena.pk, mateo.pk}
    assert kept.tags == ["lido", "battery"]
    assert Draft.objects.get().ticket_id == kept.pk
    assert Link.objects.get(kind="part").ticket_id == kept.pk
    assert kept.last_message_id == max(numbers)
    assert kept.waiting_since == kept.messages.earliest("pk").created_at


def test_it_points_to_the_survivor_through_a_chain(matter: Matter, giulia: Agent) -> None:
    one, two, three = matter(), matter(), matter()
    merging.merge(one, two, by=giulia)
    merging.merge(two, three, by=giulia)
    assert survivors([one.pk, two.pk, three.pk]) == {one.pk: three.pk, two.pk: three.pk}
    mine, others = merges_of(two)
    assert mine is not None and mine.into_id == three.pk
    assert [row.ticket_id for row in others] == [one.pk]
    told = Event.objects.filter(kind__in=["ticket.merged", "ticket.merged_into"]).order_by("id")
    assert [(event.kind, event.ticket_id) for event in told][:2] == [
        ("ticket.merged_into", one.pk),
        ("ticket.merged", two.pk),
    ]


def test_the_one_who_waits_longest_sets_the_clock(matter: Matter, giulia: Agent) -> None:
    """Also where the survivor was answered after that message: nobody answered the other ticket."""
    old, kept = matter(minutes=120), matter(minutes=60)
    waits = old.waiting_since
    replying.reply(kept, by=giulia, html="<p>Si</p>", to=[MARTA], state=default_state(StateType.PENDING))
    merging.merge(old, kept, by=giulia)
    kept.refresh_from_db()
    assert kept.waiting_since == waits
    assert kept.state_type == StateType.OPEN
    assert kept.due_at != NEVER
    old.refresh_from_db()
    assert (old.waiting_since, old.due_at) == (None, NEVER)


def test_nobody_joins_the_survivor_unasked(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter(address=OLAF, name="Olaf")
    rita, _ = finding.find_or_make("rita@posteo.de", by="system")
    eve, _ = finding.find_or_make("eve@posteo.de", by="system")
    participating.add(old, rita, "rita@posteo.de", by=giulia)
    participating.add(old, eve, "eve@posteo.de", by=giulia, confirmed=False)
    assert [(each.address, each.is_requester) for each in people.candidates(old, kept)] == [
        (OLAF, True),
        ("rita@posteo.de", False),
    ]
    merging.merge(old, kept, by=giulia)
    assert not Participant.objects.filter(ticket=kept).exists()


def test_those_whom_the_agent_confirms_join(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter(address=OLAF, name="Olaf")
    eve, _ = finding.find_or_make("eve@posteo.de", by="system")
    participating.add(old, eve, "eve@posteo.de", by=giulia, confirmed=False)
    merging.merge(old, kept, by=giulia, people=[OLAF, "eve@posteo.de", "stranger@posteo.de"])
    assert list(Participant.objects.filter(ticket=kept).values_list("address", "is_confirmed")) == [(OLAF, True)]


def test_the_customer_is_told_only_when_wanted_and_goes_on_waiting(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter(address=OLAF, minutes=200)
    drafting.save(old, by=giulia, kind=MessageKind.PUBLIC, html="<p>mine</p>")
    merging.merge(old, kept, by=giulia, tell="<p>We go on in one place.</p>")
    told = Message.objects.get(agent=giulia)
    assert (told.to, told.ticket_id, told.is_automatic) == ([OLAF], kept.pk, True)
    assert Draft.objects.get().html == "<p>mine</p>"
    kept.refresh_from_db()
    assert kept.waiting_since is not None
    assert kept.waiting_since < clock.now() - timedelta(minutes=199)
    merging.merge(matter(), kept, by=giulia)
    assert Message.objects.filter(agent=giulia).count() == 1


def test_two_drafts_of_one_agent_become_one(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    drafting.save(kept, by=giulia, kind=MessageKind.PUBLIC, html="<p>one</p>")
    drafting.save(old, by=giulia, kind=MessageKind.PUBLIC, html="<p>two</p>")
    merging.merge(old, kept, by=giulia)
    draft = Draft.objects.get()
    assert (draft.ticket_id, draft.html) == (kept.pk, "<p>one</p><p>two</p>")


def test_links_that_would_bite_their_tail_stay(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    linking.link(old, Role.DUPLICATE_OF, kept, by=giulia)
    merging.merge(old, kept, by=giulia)
    row = Link.objects.get()
    assert (row.ticket_id, row.other_id) == (old.pk, kept.pk)


def test_what_cannot_be_merged(matter: Matter, giulia: Agent, observer: Agent) -> None:
    one, other, closed = matter(), matter(), matter()
    changing.set_state(closed, default_state(StateType.CLOSED), by="system")
    with pytest.raises(NotMergeable, match="itself"):
        merging.merge(one, one, by=giulia)
    with pytest.raises(ClosedTicket):
        merging.merge(one, closed, by=giulia)
    with pytest.raises(NotAllowed):
        merging.merge(one, other, by=observer)
    merging.merge(one, other, by=giulia)
    with pytest.raises(NotMergeable, match="merged"):
        merging.merge(one, matter(), by=giulia)
