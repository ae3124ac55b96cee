"""The form and the language are the same thing said twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from ponte.desk.conditions import opening, reading
from ponte.desk.conditions.drafts import Group, Line
from ponte.tickets.conditions import parsing

HIGH = {"field": "priority", "operator": "is", "value": ["high", "urgent"]}
RECENT = {"field": "created", "operator": "within_last", "value": "2h"}
TODAY = {"field": "created", "operator": "is", "value": "today"}
DAY = {"field": "created", "operator": "is", "value": "2026-11-22"}
SPAM = {"field": "spam", "operator": "is", "value": True}
EMPTY = {"field": "due", "operator": "is_empty"}
TAGS = {"field": "tags", "operator": "has_all", "value": ["rev-c", "late"]}
TREES: list[dict[str, Any]] = [
    {"all": [HIGH, RECENT, EMPTY, TODAY, DAY]},
    {"any": [HIGH, SPAM]},
    {"not": {"any": [HIGH, TAGS]}},
    {"not": {"all": [HIGH, SPAM]}},
    {"all": [HIGH, {"any": [RECENT, TAGS]}, {"not": {"any": [SPAM]}}]},
    {"all": [{"any": [{"all": [HIGH, {"not": {"all": [TAGS, SPAM]}}]}, TODAY]}]},
    {"all": []},
]


def sent(node: Line | Group, name: str) -> list[tuple[str, str]]:
    """As the browser sends it."""
    if isinstance(node, Group):
        inner = [pair for place, part in enumerate(node.parts) for pair in sent(part, f"{name}-{place}")]
        return [(f"{name}-mode", node.mode), *inner]
    return [
        (f"{name}-field", node.key),
        (f"{name}-operator", node.operator),
        *((f"{name}-value", value) for value in node.values),
    ]


@pytest.mark.parametrize("written", TREES)
def test_what_the_form_shows_is_what_was_there(written: dict[str, Any]) -> None:
    draft = opening.of({"version": 1, **written})
    assert draft.text is None
    assert parsing.parse(draft.written()).written() == written


@pytest.mark.parametrize("written", TREES)
def test_what_is_sent_is_what_was_shown(written: dict[str, Any]) -> None:
    form = QueryDict(mutable=True)
    for name, value in sent(opening.of(written).root, "c"):
        form.appendlist(name, value)
    assert parsing.parse(reading.read(form, "c").written()).written() == written


@pytest.mark.parametrize(
    "strange",
    [[], "x", 7, {"field": 3}, {"all": 5}, {"all": [{"any": {}}]}, {"any": [], "all": []}, {**HIGH, "value": [{}]}],
)
def test_what_is_not_built_like_a_condition_is_shown_as_it_is(strange: Any) -> None:
    draft = opening.of(strange)
    assert (draft.text is not None) is bool(strange)


def test_a_broken_line_keeps_everything(db: None) -> None:
    draft = opening.of({"all": [{"field": "mood", "operator": "is", "value": ["blue", "7"]}, HIGH]})
    assert draft.written()["all"][0] == {"field": "mood", "operator": "is", "value": ["blue", "7"]}


def test_faults_find_their_lines_and_groups() -> None:
    form = QueryDict(
        "c-mode=none&c-0-field=priority&c-0-operator=is&c-0-value=awful&c-1-mode=all"
        "&c-2-mode=any&c-2-0-field=tags&c-2-0-operator=has_any&c-2-0-value=,"
    )
    draft = reading.read(form, "c")
    draft.place()
    with pytest.raises(parsing.InvalidConditions) as caught:
        parsing.parse(draft.written())
    faults = [(fault.path, fault.message) for fault in caught.value.faults]
    assert draft.put_faults([*faults, ("", "whole")]) == ["whole"]
    assert {line.path: bool(line.faults) for line in draft.lines()} == {"0": True, "2-0": True}
    assert draft.put_faults([("not.any[1]", "here")]) == []
    group = draft.at("2")
    assert isinstance(group, Group) and group.faults == ["here"]


def test_words_that_are_still_in_the_search_count() -> None:
    form = QueryDict("c-mode=all&c-0-field=tags&c-0-operator=has_any&c-0-value=late&c-0-find=rev-c%2C late, new one")
    assert reading.read(form, "c").written()["all"][0]["value"] == ["late", "rev-c", "new one"]
