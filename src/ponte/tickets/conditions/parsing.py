"""Understanding a condition: from JSON to a tree, or everything that is wrong with it, each with its path."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from ponte.tickets.conditions import fields
from ponte.tickets.conditions.errors import Fault, InvalidConditions, Refused
from ponte.tickets.conditions.operators import Takes
from ponte.tickets.conditions.tree import EVERYTHING, VERSION, All, AnyOf, Node, Not, Test

DEEPEST = 6  # levels of groups
MOST_TESTS = 60
LONGEST = 40_000  # characters of JSON


def parse(data: Any, *, has_reader: bool = True, checks_things: bool = False) -> Node:
    """The tree of what was written; None and {} mean everything.

    `has_reader` False: nobody looks (deadlines, routing), so "me" and "my_teams" are refused.
    `checks_things`: also refuse teams, agents and so on that do not exist. Do so when somebody saves; what was
    saved before stays lawful when a team goes.

    Raises:
        InvalidConditions: with every fault and its path.
    """
    parser = _Parser(has_reader, checks_things)
    node = parser.whole(data)
    if parser.faults:
        raise InvalidConditions(parser.faults)
    return node


def parse_text(text: str, *, has_reader: bool = True, checks_things: bool = False) -> Node:
    """`parse` for JSON that is still text; empty text means everything."""
    if len(text) > LONGEST:
        raise InvalidConditions([Fault("", _("This condition is too long."))])
    try:
        data = json.loads(text) if text.strip() else None
    except (ValueError, RecursionError) as error:
        raise InvalidConditions([Fault("", _("This is not JSON: %(why)s") % {"why": str(error)[:200]})]) from error
    return parse(data, has_reader=has_reader, checks_things=checks_things)


class _Parser:
    def __init__(self, has_reader: bool, checks_things: bool) -> None:
        self.has_reader, self.checks_things = has_reader, checks_things
        self.faults: list[Fault] = []
        self.tests = 0

    def whole(self, data: Any) -> Node:
        if data is None or data == {}:
            return EVERYTHING
        if isinstance(data, dict) and "version" in data:
            if isinstance(data["version"], bool) or data["version"] != VERSION:
                return self.fault("version", _("This version of the language is not known; write 1."))
            data = {key: value for key, value in data.items() if key != "version"}
            if not data:
                return EVERYTHING
        return self.node(data, "", 1)

    def fault(self, path: str, message: str, *, is_missing: bool = False) -> Node:
        self.faults.append(Fault(path, message, is_missing))
        return EVERYTHING

    def node(self, data: Any, path: str, depth: int) -> Node:
        if not isinstance(data, dict):
            return self.fault(path, _("Here must stand a condition or a group."))
        if depth > DEEPEST:
            return self.fault(
                path, _("Groups stand too deep in each other; %(most)s levels are allowed.") % {"most": DEEPEST}
            )
        keys = set(data)
        if keys == {"all"} or keys == {"any"}:
            (word,) = keys
            parts = self.parts(data[word], _join(path, word), depth)
            return All(parts) if word == "all" else AnyOf(parts)
        if keys == {"not"}:
            return Not(self.node(data["not"], _join(path, "not"), depth + 1))
        if "field" in keys:
            return self.test(data, path)
        return self.fault(path, _("Write all, any, not, or a field with its operator."))

    def parts(self, given: Any, path: str, depth: int) -> tuple[Node, ...]:
        if not isinstance(given, list):
            self.fault(path, _("Here must stand a list of conditions."))
            return ()
        made = []
        for place, each in enumerate(given):
            if self.tests > MOST_TESTS:
                break
            made.append(self.node(each, f"{path}[{place}]", depth + 1))
        return tuple(made)

    def test(self, data: dict[str, Any], path: str) -> Node:
        self.tests += 1
        if self.tests > MOST_TESTS:
            return self.fault(path, _("There are too many conditions; %(most)s are allowed.") % {"most": MOST_TESTS})
        for key in data.keys() - {"field", "operator", "value"}:
            self.fault(_join(path, str(key)[:40]), _("This word is not known here."))
        field = fields.get(data["field"]) if isinstance(data["field"], str) else None
        if field is None:
            return self.fault(
                _join(path, "field"), _("There is no field %(name)s.") % {"name": _shown(data["field"])}
            )
        known = field.kind.operators_of(field)
        operator = next((each for each in known if each.key == data.get("operator")), None)
        if operator is None:
            offered = ", ".join(each.key for each in known)
            return self.fault(_join(path, "operator"), _("Choose one of: %(offered)s.") % {"offered": offered})
        value = data.get("value")
        if operator.takes == Takes.NOTHING:
            if value is not None:
                return self.fault(_join(path, "value"), _("This operator takes no value."))
            return Test(field, operator)
        if value is None or value == "" or value == []:
            return self.fault(_join(path, "value"), _("Say what it is compared with."), is_missing=True)
        try:
            value = field.kind.check(operator, value, has_reader=self.has_reader)
            if self.checks_things:
                field.kind.check_things(operator, value)
        except Refused as refused:
            return self.fault(_join(path, "value") + refused.path, refused.message)
        return Test(field, operator, value)


def _join(path: str, word: str) -> str:
    return f"{path}.{word}" if path else word


def _shown(value: Any) -> str:
    return str(value)[:60]
