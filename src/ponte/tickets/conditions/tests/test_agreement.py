"""What the database finds and what memory finds are the same, for any condition and any ticket."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import engage
from tests.matters import open_matter

from ponte.customers.models import Customer, Identity, Organisation
from ponte.team.models import Agent, Team
from ponte.tickets import following
from ponte.tickets.conditions import context, fields, matching, parsing, selecting, tree
from ponte.tickets.conditions.kinds import periods
from ponte.tickets.conditions.kinds.reference import Reference
from ponte.tickets.conditions.operators import Takes
from ponte.tickets.models import NEVER, State, Ticket
from ponte.tickets.states import Channel, Priority, StateType, TicketType

AT = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # the hour before the clocks go forward in Rome
SUBJECTS = ["", "Batteria", "ЗЛАМАНА батарея", "50% off_now \\ done", "İstanbul ẞtraße", "a'b\"c", "ﬁne ʼN ǅ"]
LETTERS = st.sampled_from([*"aAbBİiıßẞ%_\\'\"іІґҐ ﬁŉǅΣς", "batteria", "ЗЛАМ", "off_"])
DOMAINS = ["example.org", "mail.example.org", "acme.example"]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Ticket]]:
    """Tickets of every kind, kept for all examples and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _tickets()
        transaction.set_rollback(True)


def _tickets() -> list[Ticket]:
    olena, tom, giulia = engage("olena"), engage("tom"), engage("giulia")
    acme = Organisation.objects.create(name="Acme")
    team = Team.objects.get(name="Battery and motor")
    states = list(State.objects.order_by("pk"))
    made = []
    for place in range(28):
        domain = DOMAINS[place % 3]
        ticket = open_matter(address=f"c{place % 9}@{domain}", name="" if place % 4 == 0 else f"Имя Name{place}")
        state = states[place % len(states)]
        shift = timedelta(hours=7 * (place - 14), minutes=30 * (place % 3))
        Ticket.objects.filter(pk=ticket.pk).update(
            subject=SUBJECTS[place % len(SUBJECTS)],
            state=state,
            state_type=state.type,
            priority=list(Priority)[place % 4],
            type=list(TicketType)[place % 4],
            channel=list(Channel)[place % len(Channel)],
            tags=[[], ["rev-c"], ["rev-c", "battery"], ["late"]][place % 4],
            language=["it", "", "uk", "pt-br"][place % 4],
            team=team if place % 3 else None,
            assignee=[None, olena, tom][place % 3],
            mailbox_address=["", "help@velora.example"][place % 2],
            is_spam=place % 5 == 0,
            message_count=place % 6,
            last_public_from_customer=place % 2 == 0,
            follows_up=made[-1] if place % 7 == 6 else None,
            created_at=AT - timedelta(days=place, hours=place),
            updated_at=AT - timedelta(hours=place * 5),
            waiting_since=None if place % 3 == 0 else AT - timedelta(hours=place),
            due_at=NEVER if place % 3 == 1 else AT + shift,
            first_replied_at=None if place % 2 else AT + shift,
            solved_at=AT + shift if state.type >= StateType.SOLVED else None,
            closed_at=AT if state.type == StateType.CLOSED else None,
        )
        if place % 4 == 1:
            following.follow(ticket, olena if place % 8 == 1 else giulia, by=giulia)
        made.append(ticket)
    Customer.objects.filter(identities__value__startswith="c3@").update(organisation=acme)
    Identity.objects.filter(value="c5@acme.example").delete()
    return list(Ticket.objects.select_related("requester").order_by("pk"))


def _values(field: fields.Field, takes: Takes) -> st.SearchStrategy[Any]:
    kind = field.kind
    if isinstance(kind, Reference):
        ids = list(kind.rows().values_list("pk", flat=True)[:4])
        return st.lists(st.sampled_from([*kind.tokens, *ids, 999_999]), min_size=1, max_size=3)
    if takes == Takes.NUMBER:
        top = Ticket.objects.order_by("-pk")[0].pk
        return st.integers(-1, 7) | st.integers(top - 30, top + 1) | st.sampled_from([10**15, -(10**12), 2**31])
    if takes == Takes.TEXT:
        return st.lists(LETTERS, min_size=1, max_size=4).map("".join).filter(str.strip)
    if takes == Takes.SPAN:
        return st.builds(lambda number, unit: f"{number}{unit}", st.integers(0, 90), st.sampled_from("mhdw"))
    days = st.dates(AT.date() - timedelta(20), AT.date() + timedelta(9)).map(str)
    if takes == Takes.DATE:
        return days | st.datetimes(AT.replace(tzinfo=None) - timedelta(20)).filter(lambda when: when.year < 9000).map(
            lambda when: when.isoformat() + "+02:00"
        )
    if takes == Takes.PERIOD:
        return days | st.sampled_from([*periods.PERIODS])
    if kind.name == "domain":
        return st.lists(st.sampled_from([*DOMAINS, "other.example"]), min_size=1, max_size=2)
    known = {"mailbox": ["help@velora.example"], "tags": ["rev-c", "battery", "late", "unknown"]}.get(field.key)
    words = st.sampled_from(known or [word for word, _label in kind.choices() or ()])
    if kind.name == "truth":
        return st.booleans()
    return words if takes == Takes.ONE else st.lists(words, min_size=1, max_size=3)


@st.composite
def leaves(draw: st.DrawFn) -> dict[str, Any]:
    field = draw(st.sampled_from(fields.registered()))
    operator = draw(st.sampled_from(field.kind.operators_of(field)))
    said = {"field": field.key, "operator": operator.key}
    if operator.takes == Takes.NOTHING:
        return said
    return {**said, "value": draw(_values(field, operator.takes))}


trees = st.recursive(
    leaves(),
    lambda inner: (
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3))
        | st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3))
        | st.builds(lambda part: {"not": part}, inner)
    ),
    max_leaves=6,
)


@settings(max_examples=250)
@given(data=st.data())
def test_the_database_and_memory_agree(world: list[Ticket], data: st.DataObject, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        written = data.draw(trees)
        reader = data.draw(st.sampled_from([None, engage("olena"), engage("giulia")]))
        seen = context.Context(reader, AT, context.of(Agent(time_zone="Europe/Rome")).zone)
        try:
            node = parsing.parse(written)
        except parsing.InvalidConditions as error:
            assert "levels" in str(error)
            return
        everything = Ticket.objects.filter(pk__in=[ticket.pk for ticket in world])
        found = set(selecting.select(everything, node, seen).values_list("pk", flat=True))
        assert found == {ticket.pk for ticket in world if matching.matches(node, ticket, seen)}
        contrary = set(selecting.select(everything, tree.Not(node), seen).values_list("pk", flat=True))
        assert contrary == {ticket.pk for ticket in world} - found
        assert parsing.parse(tree.stored(node)).written() == node.written()


@pytest.mark.parametrize("field", fields.registered(), ids=lambda field: field.key)
def test_every_field_and_operator_agrees(world: list[Ticket], field: fields.Field, django_db_blocker: Any) -> None:
    @settings(max_examples=8)
    @given(data=st.data())
    def each_operator(data: st.DataObject) -> None:
        for operator in field.kind.operators_of(field):
            value = None if operator.takes == Takes.NOTHING else data.draw(_values(field, operator.takes))
            written = {"field": field.key, "operator": operator.key, **({} if value is None else {"value": value})}
            node = parsing.parse(written)
            seen = context.Context(engage("olena"), AT, UTC)
            everything = Ticket.objects.filter(pk__in=[ticket.pk for ticket in world])
            found = set(selecting.select(everything, node, seen).values_list("pk", flat=True))
            assert found == {ticket.pk for ticket in world if matching.matches(node, ticket, seen)}, written

    with django_db_blocker.unblock():
        each_operator()
