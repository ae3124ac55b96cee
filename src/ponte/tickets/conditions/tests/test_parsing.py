"""What is written wrongly is refused with its path, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.team.models import Agent
from ponte.tickets.conditions import parsing, tree
from ponte.tickets.conditions.errors import InvalidConditions

URGENT = {"field": "priority", "operator": "is", "value": ["urgent"]}


def refused(data: Any, **given: Any) -> dict[str, str]:
    with pytest.raises(InvalidConditions) as caught:
        parsing.parse(data, **given)
    return {fault.path: fault.message for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], ""),
        ("priority", ""),
        ({"all": {}}, "all"),
        ({"all": [], "any": []}, ""),
        ({"all": [URGENT, 3]}, "all[1]"),
        ({"any": [{"not": []}]}, "any[0].not"),
        ({"version": 2, "all": []}, "version"),
        ({"version": True, "all": []}, "version"),
        ({"field": "mood", "operator": "is", "value": 1}, "field"),
        ({"field": ["priority"], "operator": "is", "value": 1}, "field"),
        ({"field": "priority", "operator": "contains", "value": "x"}, "operator"),
        ({"field": "priority", "value": "x"}, "operator"),
        ({"field": "priority", "operator": ["is"], "value": "x"}, "operator"),
        ({"all": [{**URGENT, "value": ["high", "awful"]}]}, "all[0].value[1]"),
        ({**URGENT, "value": "awful"}, "value"),
        ({**URGENT, "value": []}, "value"),
        ({**URGENT, "value": {"a": 1}}, "value"),
        ({**URGENT, "value": [["urgent"]]}, "value[0]"),
        ({**URGENT, "value": [str(each) for each in range(101)]}, "value"),
        ({**URGENT, "operator": "at_least", "value": ["low", "high"]}, "value"),
        ({**URGENT, "colour": "red"}, "colour"),
        ({"field": "priority", "operator": "is"}, "value"),
        ({"field": "due", "operator": "is_empty", "value": 1}, "value"),
        ({"field": "due", "operator": "within_next", "value": "4 parsecs"}, "value"),
        ({"field": "due", "operator": "within_next", "value": 4}, "value"),
        ({"field": "due", "operator": "before", "value": "2026-02-30"}, "value"),
        ({"field": "due", "operator": "before", "value": "2026-02-20T10:00"}, "value"),
        ({"field": "due", "operator": "before", "value": "9999-12-31"}, "value"),
        ({"field": "due", "operator": "is", "value": "someday"}, "value"),
        ({"field": "messages", "operator": "is", "value": "many"}, "value"),
        ({"field": "messages", "operator": "is", "value": "--3"}, "value"),
        ({"field": "messages", "operator": "is", "value": True}, "value"),
        ({"field": "messages", "operator": "is", "value": 10**16}, "value"),
        ({"field": "messages", "operator": "is", "value": 1.5}, "value"),
        ({"field": "spam", "operator": "is", "value": "perhaps"}, "value"),
        ({"field": "subject", "operator": "contains", "value": "x" * 201}, "value"),
        ({"field": "subject", "operator": "contains", "value": "a\x00b"}, "value"),
        ({"field": "subject", "operator": "contains", "value": "  "}, "value"),
        ({"field": "tags", "operator": "has_any", "value": [" , "]}, "value"),
        ({"field": "assignee", "operator": "is", "value": ["olena"]}, "value[0]"),
        ({"field": "assignee", "operator": "is", "value": [-4]}, "value[0]"),
        ({"field": "language", "operator": "is", "value": ["italiano!"]}, "value[0]"),
        ({"field": "requester_domain", "operator": "is", "value": ["@"]}, "value[0]"),
    ],
)
def test_it_is_refused_at(data: Any, path: str) -> None:
    faults = refused(data)
    assert list(faults) == [path]
    assert faults[path]


def test_every_fault_is_told_at_once() -> None:
    wrong = {"all": [{"field": "mood"}, {"not": {**URGENT, "value": "awful"}}, URGENT]}
    assert set(refused(wrong)) == {"all[0].field", "all[1].not.value"}


def test_nobody_looks_at_a_policy() -> None:
    mine = {"field": "assignee", "operator": "is", "value": ["me"]}
    parsing.parse(mine)
    assert list(refused(mine, has_reader=False)) == ["value[0]"]
    ours = {"field": "team", "operator": "is", "value": ["my_teams"]}
    assert list(refused(ours, has_reader=False)) == ["value[0]"]


def test_who_saves_must_name_what_exists(olena: Agent) -> None:
    written = {"field": "assignee", "operator": "is", "value": [olena.pk, 999_999]}
    parsing.parse(written)
    assert list(refused(written, checks_things=True)) == ["value[1]"]


def test_size_and_depth_are_limited() -> None:
    deep: Any = URGENT
    for _each in range(parsing.DEEPEST + 1):
        deep = {"all": [deep]}
    assert len(refused(deep)) == 1
    assert len(refused({"all": [URGENT] * (parsing.MOST_TESTS + 1)})) == 1
    parsing.parse({"all": [URGENT] * parsing.MOST_TESTS})
    with pytest.raises(InvalidConditions):
        parsing.parse_text("[" * 20_000)
    with pytest.raises(InvalidConditions):
        parsing.parse_text(" " * (parsing.LONGEST + 1))
    with pytest.raises(InvalidConditions):
        parsing.parse_text('{"all": [')


@pytest.mark.parametrize("nothing", [None, {}, {"version": 1}, {"all": []}])
def test_nothing_means_everything(nothing: Any) -> None:
    assert parsing.parse(nothing) == tree.EVERYTHING


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ({**URGENT, "value": "urgent"}, ["urgent"]),
        ({**URGENT, "value": ["urgent", "urgent"]}, ["urgent"]),
        ({"field": "assignee", "operator": "is", "value": "7"}, [7]),
        ({"field": "tags", "operator": "has_any", "value": "Rev C"}, ["rev-c"]),
        ({"field": "due", "operator": "within_next", "value": "04 h"}, "4h"),
        ({"field": "due", "operator": "before", "value": "2026-11-22T10:00:00+00:00"}, "2026-11-22T10:00:00Z"),
        ({"field": "spam", "operator": "is", "value": "yes"}, True),
        ({"field": "requester_domain", "operator": "is", "value": "@ACME.example"}, ["acme.example"]),
    ],
)
def test_values_are_kept_in_one_form(written: dict[str, Any], kept: Any) -> None:
    node = parsing.parse(written)
    assert isinstance(node, tree.Test)
    assert node.value == kept
    assert parsing.parse(tree.stored(node)).written() == node.written()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "any", "not", "field", "operator", "value", "version"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)
near_misses = st.fixed_dictionaries(
    {
        "field": st.sampled_from(["priority", "due", "tags", "assignee", "subject", "messages", "spam", "language"]),
        "operator": st.sampled_from(["is", "is_not", "has_any", "contains", "before", "within_last", "at_least"]),
        "value": json_values,
    }
)


@given(json_values | near_misses | st.builds(lambda parts: {"any": parts}, st.lists(near_misses, max_size=3)))
def test_nothing_but_a_fault_ever_comes_of_nonsense(data: Any) -> None:
    try:
        node = parsing.parse(data)
    except InvalidConditions as error:
        assert error.faults
    else:
        json.dumps(tree.stored(node))
