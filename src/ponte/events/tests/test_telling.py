"""Events as sentences, for every registered kind and in every language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from ponte.customers.models import Customer
from ponte.events.kinds import Kind, all_kinds
from ponte.events.models import Event
from ponte.events.naming import is_named
from ponte.events.telling import in_english, sentence_of, tell
from ponte.team.models import Agent, Team

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
PLACE = re.compile(r"%\((\w+)\)s")


def event(kind: str, actor: str, subject: str = "ticket:41", **data: Any) -> Event:
    return Event(at=AT, kind=kind, actor=actor, subject=subject, data=data)


def variants(kind: Kind) -> list[str]:
    """Every sentence a kind may choose, tried with empty and with full data."""
    tries: list[dict[str, Any]] = [{}, {"old": 1}, {"new": 1}, {"old": 1, "new": 1}, {"flagged": True}]
    tries += [
        {"by_reply": True},
        {"confirmed": False},
        {"follows_up": 1},
        {"detail": "x"},
        {"new": 1, "actor": "agent:1"},
    ]
    tries += [{"field": "is_spam", "new": True}, {"field": "is_spam", "new": False}]
    return [sentence_of(kind, data) for data in tries]


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_sentence_speaks_of_what_its_event_holds(kind: Kind, language: str) -> None:
    with override("en"):
        english = variants(kind)
    with override(language):
        translated = variants(kind)
    for source, sentence in zip(english, translated, strict=True):
        assert set(PLACE.findall(sentence)) <= {*kind.schema, "actor", "subject"}
        assert set(PLACE.findall(sentence)) == set(PLACE.findall(source))
        assert "%" not in PLACE.sub("", sentence).replace("%%", "")


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_numbers_in_sentences_are_named_things(kind: Kind) -> None:
    places = {place for sentence in variants(kind) for place in PLACE.findall(sentence)}
    for place in places & kind.schema.keys():
        if kind.schema[place] is int:
            assert place in kind.refers, f"{kind.name}.{place} would be told as a bare number"
    assert kind.refers.keys() <= kind.schema.keys()
    assert all(is_named(thing) for thing in kind.refers.values() if isinstance(thing, str))


@pytest.mark.django_db
def test_ids_become_names() -> None:
    giulia = Agent.objects.create(email="giulia@velora.example", name="Giulia Ferri")
    olena = Agent.objects.create(email="olena@velora.example", name="Olena Kovalenko")
    told = tell([event("ticket.assigned", giulia.journal_name, old=None, new=olena.pk)])[0]
    assert told.text == "Giulia Ferri assigned it to Olena Kovalenko"
    assert told.html == "<b>Giulia Ferri</b> assigned it to <b>Olena Kovalenko</b>"
    assert tell([event("ticket.assigned", olena.journal_name, new=olena.pk)])[0].text == "Olena Kovalenko took it"


@pytest.mark.django_db
def test_a_page_costs_one_query_for_each_kind_of_thing() -> None:
    agents = [Agent.objects.create(email=f"a{n}@velora.example", name=f"A {n}") for n in range(20)]
    team = Team.objects.create(name="Battery and motor")
    marta = Customer.objects.create(name="Marta Bellini")
    rows = [event("ticket.assigned", "system", old=None, new=agent.pk) for agent in agents]
    rows += [event("ticket.moved", agent.journal_name, old=None, new=team.pk) for agent in agents]
    rows += [event("ticket.replied", marta.journal_name, message=1, channel="email")]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tell(rows)
    assert len(queries) == 3


@pytest.mark.django_db
def test_what_is_gone_or_unknown_is_told_all_the_same() -> None:
    assert tell([event("ticket.assigned", "agent:999", old=None, new=998)])[0].text == (
        "no. 999 (gone) assigned it to no. 998 (gone)"
    )
    assert tell([event("chat.begun", "system")])[0].text == "Ponte: chat.begun"
    assert tell([event("ticket.tagged", "system")])[0].text == "Ponte added the tag —"


@pytest.mark.django_db
def test_names_cannot_bring_markup_or_places() -> None:
    rogue = Agent.objects.create(email="r@velora.example", name="<script>%(new)s")
    told = tell([event("ticket.tagged", rogue.journal_name, tag="100%s")])[0]
    assert told.html == "<b>&lt;script&gt;%(new)s</b> added the tag <b>100%s</b>"


@pytest.mark.django_db
def test_the_language_of_the_reader_is_used_and_english_for_logs() -> None:
    row = event("ticket.changed", "system", field="language", old="it", new="uk")
    with override("it"):
        assert "ucraino" in tell([row])[0].text
        assert in_english(row) == "Ponte changed the language from Italian to Ukrainian"
