"""The form and the language are the same thing said twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from ponte.desk.views import drafts
from ponte.tickets.conditions import parsing

HIGH = {"field": "priority", "operator": "is", "value": ["high", "urgent"]}
RECENT = {"field": "created", "operator": "within_last", "value": "2h"}
SPAM = {"field": "spam", "operator": "is", "value": True}
EMPTY = {"field": "due", "operator": "is_empty"}
TAGS = {"field": "tags", "operator": "has_all", "value": ["rev-c", "late"]}


@pytest.mark.parametrize(
    "written",
    [
        {"all": [HIGH, RECENT, EMPTY]},
        {"any": [HIGH, SPAM]},
        {"not": {"any": [HIGH, TAGS]}},
        {"all": [HIGH, {"any": [RECENT, TAGS]}, {"not": {"any": [SPAM]}}]},
        {"all": []},
    ],
)
def test_what_the_form_shows_is_what_was_there(written: dict[str, Any]) -> None:
    draft = drafts.of(parsing.parse(written))
    assert draft.text is None
    assert parsing.parse(draft.written()).written() == written


@pytest.mark.parametrize(
    "written",
    [
        {"all": [{"any": [{"all": [HIGH]}]}]},
        {"not": {"all": [HIGH, SPAM]}},
        {"all": [{"not": {"all": [HIGH, SPAM]}}]},
        {"all": [{"any": [HIGH]}] * 12},
    ],
)
def test_what_the_form_cannot_show_is_json(written: dict[str, Any]) -> None:
    draft = drafts.of(parsing.parse(written))
    assert draft.text is not None
    assert parsing.parse(draft.written()).written() == written


def test_buttons_add_and_remove() -> None:
    draft = drafts.Draft()
    for word in ("line:0", "line:0", "group", "line:1", "drop:0:0", "drop:1:0"):
        draft.act(word)
    assert [len(group.lines) for group in draft.groups] == [1, 1]
    for word in ("drop:9:9", "drop:0", "line:x", "ungroup:0", "line", "nonsense", ":::", "line:-1"):
        draft.act(word)
    assert [len(group.lines) for group in draft.groups] == [1, 1]
    draft.act("ungroup:1")
    draft.act("text")
    assert draft.text is not None and "state_type" in draft.text


def test_faults_find_their_lines() -> None:
    form = QueryDict(
        "mode-0=none&c-0-0-field=priority&c-0-0-operator=is&c-0-0-value=awful"
        "&mode-1=all&mode-2=any&c-2-0-field=tags&c-2-0-operator=has_any&c-2-0-value=,"
    )
    draft = drafts.read(form)
    with pytest.raises(parsing.InvalidConditions) as caught:
        parsing.parse(draft.written())
    assert draft.put_faults([(fault.path, fault.message) for fault in caught.value.faults] + [("", "whole")]) == [
        "whole"
    ]
    assert [bool(group.lines and group.lines[0].faults) for group in draft.groups] == [True, False, True]
