"""The rules alone, without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ponte.tickets.fields.checking import Stage, check
from ponte.tickets.fields.models import CustomField
from ponte.tickets.fields.rules import Rule, Term
from ponte.tickets.fields.written import read


def known(kind: str, key: str = "x", **more: Any) -> dict[str, CustomField]:
    return {key: CustomField(key=key, kind=kind, names={"en": key}, **more)}


PRODUCT = known("one", "product", choices=read("E-bike {ebike}\nScooter {scooter}\n~ Bell {bell}"))
SERIAL = known("pattern", "serial", settings={"pattern": "[A-Z]{2}[0-9]{2}", "example": "AB12", "capitals": True})
DAY = known("date", "bought")
FAULT = known("tree", "fault", choices=read("Battery {battery}\n  Charging {charging}"))
ALL = {**PRODUCT, **SERIAL, **DAY, **FAULT}
RULES = [
    Rule("product", on_create=True),
    Rule("serial", on_create=True, when=(Term("product", ("ebike",)),)),
    Rule("bought", on_solve=True, when=(Term("serial"),)),
    Rule("fault", on_solve=True),
]


@pytest.mark.parametrize(
    ("kind", "more", "given", "value"),
    [
        ("text", {}, "  one line ", "one line"),
        ("text", {}, "", None),
        ("text", {"settings": {"lines": "several"}}, "a\r\nb", "a\nb"),
        ("number", {"settings": {"decimals": 2}}, "1,5", Decimal("1.5")),
        ("number", {"settings": {}}, "1 200", Decimal(1200)),
        ("money", {"settings": {"currency": "EUR"}}, 12.5, Decimal("12.5")),
        ("date", {}, "2026-02-28", date(2026, 2, 28)),
        ("truth", {}, "no", False),
        ("truth", {}, True, True),
        ("person", {}, "#41", 41),
        ("ticket", {}, 7, 7),
    ],
)
def test_a_value_is_understood(kind: str, more: dict[str, Any], given: Any, value: Any) -> None:
    found = check(known(kind, **more), [], {}, {"x": given}, Stage.CHANGE)
    assert (found.faults, found.given["x"]) == ([], value)


@pytest.mark.parametrize(
    ("kind", "more", "given", "words"),
    [
        ("text", {}, "a\nb", "one line"),
        ("text", {}, "x" * 301, "too long"),
        ("text", {}, "\x00", "cannot be kept"),
        ("text", {}, 4, "Write text"),
        ("number", {"settings": {}}, "1.5", "whole number"),
        ("number", {"settings": {"decimals": 1}}, "1.55", "at most 1 digit"),
        ("number", {"settings": {"min": 0}}, -1, "at least 0"),
        ("number", {"settings": {"max": 9}}, 10, "at most 9"),
        ("number", {"settings": {}}, "1e400", "too large"),
        ("number", {"settings": {}}, "NaN", "Write a number"),
        ("number", {"settings": {}}, True, "Write a number"),
        ("number", {"settings": {}}, [], "Write a number"),
        ("money", {"settings": {"currency": "JPY"}}, "1.5", "whole number"),
        ("date", {}, "2026-02-30", "2026-11-22"),
        ("date", {}, "28/02/2026", "2026-11-22"),
        ("truth", {}, "maybe", "yes or no"),
        ("truth", {}, 3, "yes or no"),
        ("person", {}, "Olena", "number"),
        ("person", {}, 1.5, "number"),
    ],
)
def test_a_wrong_value_is_told(kind: str, more: dict[str, Any], given: Any, words: str) -> None:
    (fault,) = check(known(kind, **more), [], {}, {"x": given}, Stage.CHANGE).faults
    assert words in fault.message
    assert fault.path == "fields.x"


def test_what_a_form_needs_at_once_is_asked_for() -> None:
    (fault,) = check(ALL, RULES, {}, {}, Stage.CREATE).faults
    assert (fault.key, fault.is_missing) == ("product", True)


def test_a_field_that_depends_is_asked_for_when_it_is_shown() -> None:
    assert [each.key for each in check(ALL, RULES, {}, {"product": "ebike"}, Stage.CREATE).faults] == ["serial"]
    assert check(ALL, RULES, {}, {"product": "scooter"}, Stage.CREATE).faults == []


def test_dependence_goes_on_through_several_fields() -> None:
    old = {"product": "ebike", "serial": "AB12"}
    assert [each.key for each in check(ALL, RULES, old, {}, Stage.SOLVE).faults] == ["bought", "fault"]
    hidden = {"product": "scooter", "serial": "AB12"}
    assert [each.key for each in check(ALL, RULES, hidden, {}, Stage.SOLVE).faults] == ["fault"]


def test_what_was_missing_before_a_change_is_not_held_against_it() -> None:
    assert check(ALL, RULES, {}, {"fault": "battery"}, Stage.CHANGE).faults == []


def test_what_must_be_there_is_not_emptied() -> None:
    old = {"product": "ebike", "serial": "AB12", "fault": "battery"}
    assert [each.key for each in check(ALL, RULES, old, {"product": None}, Stage.CHANGE).faults] == ["product"]
    assert check(ALL, RULES, old, {"fault": None}, Stage.CHANGE).faults == []
    assert [each.key for each in check(ALL, RULES, old, {"fault": ""}, Stage.SOLVED).faults] == ["fault"]


def test_a_wrong_value_is_not_called_missing_too() -> None:
    (fault,) = check(ALL, RULES, {}, {"product": "boat"}, Stage.CREATE).faults
    assert not fault.is_missing


def test_an_archived_choice_stays_but_is_not_chosen_anew() -> None:
    assert check(ALL, [], {"product": "bell"}, {"product": "bell"}, Stage.CHANGE).faults == []
    (fault,) = check(ALL, [], {}, {"product": "bell"}, Stage.CHANGE).faults
    assert "no longer be chosen" in fault.message


def test_an_archived_field_is_only_emptied() -> None:
    fields = known("text", is_archived=True)
    assert check(fields, [], {"x": "a"}, {"x": None}, Stage.CHANGE).faults == []
    (fault,) = check(fields, [], {"x": "a"}, {"x": "b"}, Stage.CHANGE).faults
    assert "no longer in use" in fault.message


def test_a_field_that_nobody_made_is_told() -> None:
    (fault,) = check({}, [], {}, {"colour": "red"}, Stage.CHANGE).faults
    assert "colour" in fault.message


def test_customers_fill_only_what_is_theirs() -> None:
    fields = {**known("text", "ours"), **known("text", "theirs", access="edited")}
    found = check(fields, [Rule("ours", on_create=True)], {}, {"theirs": "a"}, Stage.CREATE, by_customer=True)
    assert found.faults == []
    assert check(fields, [], {}, {"ours": "a"}, Stage.CREATE, by_customer=True).faults[0].key == "ours"


def test_a_pattern_that_would_take_for_ever_takes_no_time() -> None:
    fields = known("pattern", settings={"pattern": "(a+)+(a|a)*b", "example": ""})
    (fault,) = check(fields, [], {}, {"x": "a" * 150}, Stage.CHANGE).faults
    assert "must fit" in fault.message


def test_capitals_are_made_before_looking() -> None:
    assert check(SERIAL, [], {}, {"serial": "ab12"}, Stage.CHANGE).given == {"serial": "AB12"}
