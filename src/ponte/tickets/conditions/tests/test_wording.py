"""Conditions as people say them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from ponte.team.models import Agent
from ponte.tickets.conditions import fields, parsing, wording
from ponte.tickets.conditions.operators import Takes

HIGH = {"field": "priority", "operator": "is", "value": ["high", "urgent"]}
NOBODY = {"field": "assignee", "operator": "is", "value": ["nobody"]}
TAGGED = {"field": "tags", "operator": "has_all", "value": ["rev-c", "battery"]}
RECENT = {"field": "created", "operator": "within_last", "value": "2h"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, "Every ticket"),
        ({"any": []}, "No ticket"),
        ({"all": [HIGH, NOBODY]}, "Priority is high or urgent and nobody is assigned"),
        ({"any": [{"all": [HIGH, NOBODY]}, RECENT]},
         "(priority is high or urgent and nobody is assigned) or created within the last 2 hours"),
        ({"not": NOBODY}, "Somebody is assigned"),
        ({"not": {"any": [HIGH, TAGGED]}},
         "Not (priority is high or urgent or tags: rev-c and battery)"),
        ({"field": "subject", "operator": "contains", "value": "50%"}, "Subject contains “50%”"),
        ({"field": "created", "operator": "before", "value": "2026-11-22"}, "Created before 22 November 2026"),
        ({"field": "created", "operator": "is", "value": "today"}, "Created today"),
        ({"field": "spam", "operator": "is", "value": True}, "It is spam"),
        ({"field": "due", "operator": "is_empty"}, "Due is not set"),
        ({"field": "priority", "operator": "at_least", "value": "high"}, "Priority is at least high"),
        ({"field": "channel", "operator": "is_not", "value": ["api"]}, "Channel is not API"),
    ],
)  # fmt: skip
def test_it_says(written: Any, said: str) -> None:
    assert wording.sentence(parsing.parse(written)) == said


def test_people_are_called_by_name_and_the_gone_by_number(olena: Agent) -> None:
    written = {"field": "assignee", "operator": "is", "value": [olena.pk, 999_999]}
    assert wording.sentence(parsing.parse(written)) == "Assignee is Olena Kovalenko or #999999 (gone)"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("it", "Priorità: alta o urgente e nessuno è assegnato"),
        ("es", "Prioridad: alta o urgente y nadie está asignado"),
        ("uk", "Пріоритет: висока або термінова і нікого не призначено"),
        ("pt-br", "Prioridade: alta ou urgente e ninguém está designado"),
    ],
)
def test_in_every_language(language: str, said: str) -> None:
    with translation.override(language):
        assert wording.sentence(parsing.parse({"all": [HIGH, NOBODY]})) == said


@pytest.mark.django_db
@pytest.mark.parametrize("field", fields.registered(), ids=lambda field: field.key)
def test_every_operator_has_words_in_every_language(field: fields.Field) -> None:
    values = {
        Takes.SPAN: "3d", Takes.DATE: "2026-11-22", Takes.PERIOD: "today", Takes.NUMBER: 4, Takes.TEXT: "abc",
    }  # fmt: skip
    for operator in field.kind.operators_of(field):
        value: Any = values.get(operator.takes)
        if operator.takes in (Takes.MANY, Takes.ONE):
            first = (field.kind.choices() or [("4", "")])[0][0]
            value = {"domain": "acme.example", "tags": "a"}.get(field.kind.name, first)
        written = {"field": field.key, "operator": operator.key, **({"value": value} if value else {})}
        for language in ("en", "it", "es", "uk", "pt-br"):
            with translation.override(language):
                said = wording.sentence(parsing.parse(written))
                assert "%(" not in said
                assert said


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "14 days"), ("it", "14 giorni"), ("es", "14 días"), ("uk", "14 днів"), ("pt-br", "14 dias")],
)
def test_days_have_a_word_in_every_language(language: str, words: str) -> None:
    node = parsing.parse({"field": "created", "operator": "within_last", "value": "14d"})
    with translation.override(language):
        assert words in wording.sentence(node)
