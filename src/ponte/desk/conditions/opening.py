"""A draft from what is kept: also from what is broken, so that people can mend it line by line."""

from __future__ import annotations

import json
import re
from typing import Any

from ponte.desk.conditions.drafts import ON_A_DATE, Draft, Group, Line
from ponte.tickets.conditions.kinds.periods import PERIODS
from ponte.tickets.conditions.operators import Takes

_span = re.compile(r"(\d{1,5})\s*([mhdw])")
DEEPEST = 12  # beyond it JSON is shown as it is


class _Strange(Exception):
    """This is not built like a condition."""


def of(data: Any) -> Draft:
    """From JSON as it is kept or typed; what is not built like a condition at all is shown as JSON."""
    if isinstance(data, dict):
        data = {key: value for key, value in data.items() if key != "version"}
    try:
        node = _node(data, 0) if data else Group("all")
    except _Strange:
        return Draft(text=json.dumps(data, ensure_ascii=False, indent=2))
    return Draft(node if isinstance(node, Group) else Group("all", [node]))


def _node(data: Any, depth: int) -> Line | Group:
    if not isinstance(data, dict) or depth > DEEPEST:
        raise _Strange
    keys = set(data)
    if keys in ({"all"}, {"any"}):
        (word,) = keys
        return Group(word, _parts(data[word], depth))
    if keys == {"not"}:
        inner = data["not"]
        if isinstance(inner, dict) and set(inner) in ({"any"}, {"all"}):
            return Group("none" if "any" in inner else "not_all", _parts(next(iter(inner.values())), depth))
        return Group("none", [_node(inner, depth + 1)])
    if "field" not in keys or not keys <= {"field", "operator", "value"} or not isinstance(data["field"], str):
        raise _Strange
    return _line(data["field"], str(data.get("operator") or ""), data.get("value"))


def _parts(given: Any, depth: int) -> list[Line | Group]:
    if not isinstance(given, list):
        raise _Strange
    return [_node(each, depth + 1) for each in given]


def _line(key: str, operator: str, value: Any) -> Line:
    line = Line(key, operator)
    chosen = line.chosen
    if isinstance(value, list):
        if any(isinstance(each, dict | list) for each in value):
            raise _Strange
        line.values = [_word(each) for each in value]
    elif isinstance(value, dict):
        raise _Strange
    elif chosen and chosen.takes == Takes.SPAN and (found := _span.fullmatch(str(value))):
        line.values = [found[1], found[2]]
    elif chosen and chosen.takes == Takes.PERIOD and value not in PERIODS and value:
        line.values = [ON_A_DATE, _word(value)]
    elif value is not None:
        line.values = [_word(value)]
    return line


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
