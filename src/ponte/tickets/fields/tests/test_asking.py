"""What the database finds by the company's fields and what memory finds are the same."""

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

from ponte.team.models import Agent
from ponte.tickets.conditions import context, fields, matching, parsing, selecting, tree, wording
from ponte.tickets.conditions.kinds import periods
from ponte.tickets.conditions.operators import Takes
from ponte.tickets.fields import catalogue, reading, setting
from ponte.tickets.fields.tests.cast import every_kind, field
from ponte.tickets.models import Ticket

AT = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
STORIES = ["İstanbul ẞtraße", "50% off_now \\ done", "Ця батарея", "ab" * 80, "AB" * 80 + "c", "a", "b a"]
KEYS = ["product", "serial", "story", "kilometres", "refund", "bought", "parts", "fault", "safety", "mechanic"]
VALUES: dict[str, list[Any]] = {
    "product": ["ebike", "scooter", None],
    "serial": ["AB-1234", "AB-1235", "ZZ-0001", None],
    "story": [*STORIES, None],
    "kilometres": [0, "0.5", 12, 99_999.5, None],
    "refund": ["0", "49.90", 50, None],
    "bought": [*(str(AT.date() + timedelta(days)) for days in (-40, -8, -7, -1, 0, 1, 7, 30)), None],
    "parts": [["motor"], ["motor", "seat"], ["display"], None],
    "fault": ["battery", "battery/charging", "battery/charging/dead", "battery/range", "brakes", None],
    "safety": ["yes", "no", None],
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Ticket]]:
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue.forget()
        every_kind()
        people = [engage("olena").pk, engage("tom").pk, None]
        made = [open_matter(address=f"c{place}@example.org") for place in range(30)]
        for place, ticket in enumerate(made):
            given = {key: each[(place * 7 + place // 5) % len(each)] for key, each in VALUES.items()}
            more = {"mechanic": people[place % 3], "order": made[place - 1].pk if place % 4 else None}
            more["dealer"] = ticket.requester_id if place % 3 else None
            setting.set_values(ticket, {**given, **more}, by="system")
        yield list(Ticket.objects.filter(pk__in=[ticket.pk for ticket in made]).order_by("pk"))
        transaction.set_rollback(True)
    catalogue.forget()


def _values(known: fields.Field, takes: Takes, world: list[Ticket]) -> st.SearchStrategy[Any]:
    key = known.key.removeprefix("fields.")
    days = st.dates(AT.date() - timedelta(45), AT.date() + timedelta(35)).map(str)
    if takes == Takes.SPAN:
        return st.builds(lambda number, unit: f"{number}{unit}", st.integers(0, 90), st.sampled_from("mhdw"))
    if takes in (Takes.DATE, Takes.PERIOD):
        return days | st.sampled_from([*periods.PERIODS]) if takes == Takes.PERIOD else days
    if takes == Takes.NUMBER:
        return st.sampled_from([0, 0.5, "0,5", 12, 49.9, 50, 99_999.5, -3, 10**10])
    if takes == Takes.TEXT:
        words = st.sampled_from([*STORIES, "AB-12", "ab-1234", "i̇", "ß", "_", "%", "батарея"])
        return words | st.text(st.sampled_from("aAbB%_-1"), min_size=1, max_size=3).filter(str.strip)
    if key in ("mechanic", "order", "dealer"):
        ids = [each.requester_id if key == "dealer" else each.pk for each in world[:5]]
        if key == "mechanic":
            ids = list(Agent.objects.values_list("pk", flat=True)[:4])
        return st.lists(st.sampled_from([*ids, 999_999]), min_size=1, max_size=3)
    if known.kind.name == "truth":
        return st.booleans()
    words = st.sampled_from([word for word, _label in known.kind.choices() or ()])
    return st.lists(words, min_size=1, max_size=3)


def _leaf(data: st.DataObject, world: list[Ticket]) -> dict[str, Any]:
    known = data.draw(st.sampled_from(list(catalogue.current().asked.values())))
    operator = data.draw(st.sampled_from(known.kind.operators_of(known)))
    said = {"field": known.key, "operator": operator.key}
    if operator.takes == Takes.NOTHING:
        return said
    return {**said, "value": data.draw(_values(known, operator.takes, world))}


@settings(max_examples=250)
@given(data=st.data())
def test_the_database_and_memory_agree(world: list[Ticket], data: st.DataObject, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        word = data.draw(st.sampled_from(["all", "any"]))
        written = {word: [_leaf(data, world) for _each in range(data.draw(st.integers(1, 3)))]}
        node = parsing.parse(written)
        seen = context.Context(engage("olena"), AT, context.of(Agent(time_zone="Europe/Rome")).zone)
        everything = Ticket.objects.filter(pk__in=[ticket.pk for ticket in world])
        found = set(selecting.select(everything, node, seen).values_list("pk", flat=True))
        reading.remember(world)
        assert found == {ticket.pk for ticket in world if matching.matches(node, ticket, seen)}
        contrary = set(selecting.select(everything, tree.Not(node), seen).values_list("pk", flat=True))
        assert contrary == {ticket.pk for ticket in world} - found
        assert parsing.parse(tree.stored(node)).written() == node.written()
        assert wording.sentence(node)


@pytest.mark.django_db
def test_a_field_is_known_as_soon_as_it_is_made_and_says_itself() -> None:
    written = {"field": "fields.colour", "operator": "is", "value": "red"}
    with pytest.raises(parsing.InvalidConditions):
        parsing.parse(written)
    field("colour", "text", names={"en": "Colour", "it": "Colore"})
    assert wording.sentence(parsing.parse(written)) == "Colour is “red”"


@pytest.mark.django_db
def test_a_branch_stands_for_what_is_under_it(ticket: Ticket) -> None:
    every_kind()
    setting.set_values(ticket, {"fault": "battery/charging/dead"}, by="system")
    node = parsing.parse({"field": "fields.fault", "operator": "is", "value": ["battery"]})
    assert selecting.select(Ticket.objects.all(), node, context.Context()).get() == ticket
    assert wording.sentence(node) == "Fault is Battery"
