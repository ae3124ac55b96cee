"""A view while it is being put together: what the form holds, however unfinished."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from ponte.tickets.conditions import fields
from ponte.tickets.conditions.fields import Field
from ponte.tickets.conditions.operators import Operator, Takes
from ponte.tickets.conditions.tree import All, AnyOf, Node, Not, Test

MOST_ROWS, MOST_GROUPS = 30, 10
UNITS = ("m", "h", "d", "w")
_span = re.compile(r"(\d+)([mhdw])")


@dataclass
class Line:
    """One condition: field, operator, and the value as the controls hold it."""

    key: str = "state_type"
    operator: str = ""
    values: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def known(self) -> Field | None:
        return fields.get(self.key)

    @property
    def chosen(self) -> Operator | None:
        """The operator, or the field's first when it has not this one."""
        if self.known is None:
            return None
        offered = self.known.kind.operators_of(self.known)
        return next((each for each in offered if each.key == self.operator), offered[0])

    def written(self) -> dict[str, Any]:
        """As the language has it; what is missing stays missing, so that it is told."""
        operator = self.chosen
        said = {"field": self.key, "operator": operator.key if operator else self.operator}
        if operator is None or operator.takes == Takes.NOTHING:
            return said
        given = [value for value in self.values if value.strip()]
        if operator.takes == Takes.SPAN:
            return {**said, "value": "".join(given[:2]) if given and given[0] not in UNITS else ""}
        if operator.takes == Takes.MANY:
            return {**said, "value": _split(given, self.known)}
        return {**said, "value": given[0] if given else ""}


@dataclass
class Group:
    """Lines that stand together. `mode`: all, any, or none (of them)."""

    mode: str = "any"
    lines: list[Line] = field(default_factory=list)

    def written(self) -> dict[str, Any]:
        parts = [line.written() for line in self.lines]
        return {"not": {"any": parts}} if self.mode == "none" else {self.mode: parts}


@dataclass
class Draft:
    """`groups[0]` is the outermost; the others stand within it. `text`: JSON, where the form is too narrow for it."""

    groups: list[Group] = field(default_factory=lambda: [Group("all", [])])
    text: str | None = None

    def written(self) -> Any:
        """As JSON, for parsing."""
        if self.text is not None:
            return json.loads(self.text)
        first, *rest = self.groups
        parts = [line.written() for line in first.lines] + [group.written() for group in rest if group.lines]
        return {"not": {"any": parts}} if first.mode == "none" else {first.mode: parts}

    def put_faults(self, faults: list[tuple[str, str]]) -> list[str]:
        """Say each fault at its line; answers those that belong to none."""
        places = self._places()
        left = []
        for path, message in faults:
            line = next((line for start, line in places if path == start or path.startswith(f"{start}.")), None)
            if line is not None:
                line.faults.append(message)
            else:
                left.append(f"{path}: {message}" if path else message)
        return left

    def _places(self) -> list[tuple[str, Line]]:
        if self.text is not None:
            return []
        first, *rest = self.groups
        start = "not.any" if first.mode == "none" else first.mode
        places = [(f"{start}[{index}]", line) for index, line in enumerate(first.lines)]
        filled = [group for group in rest if group.lines]
        for index, group in enumerate(filled, start=len(first.lines)):
            inner = "not.any" if group.mode == "none" else group.mode
            places += [(f"{start}[{index}].{inner}[{place}]", line) for place, line in enumerate(group.lines)]
        return places

    def act(self, word: str) -> None:
        """Do what a button of the form says: `line:2`, `group`, `drop:0:3`, `ungroup:1`, `text`."""
        name, *numbers = word.split(":")
        places = [int(number) if number.isascii() and number.isdigit() else -1 for number in numbers]
        if name == "group" and len(self.groups) <= MOST_GROUPS:
            self.groups.append(Group("any", [Line()]))
        elif name == "text":
            self.text = json.dumps(self.written(), ensure_ascii=False, indent=2)
        elif places and 0 <= places[0] < len(self.groups):
            group = self.groups[places[0]]
            if name == "line" and len(group.lines) < MOST_ROWS:
                group.lines.append(Line())
            elif name == "drop" and len(places) == 2 and 0 <= places[1] < len(group.lines):
                del group.lines[places[1]]
            elif name == "ungroup" and places[0]:
                del self.groups[places[0]]


def read(given: QueryDict) -> Draft:
    """From the form."""
    if "text" in given:
        return Draft(text=str(given["text"])[:50_000])
    groups = []
    for number in range(MOST_GROUPS + 1):
        if f"mode-{number}" not in given:
            break
        mode = str(given[f"mode-{number}"])
        lines = []
        for place in range(MOST_ROWS):
            prefix = f"c-{number}-{place}"
            if f"{prefix}-field" not in given:
                break
            values = [value[:400] for value in given.getlist(f"{prefix}-value")[:100]]
            lines.append(Line(str(given[f"{prefix}-field"])[:60], given.get(f"{prefix}-operator", "")[:40], values))
        groups.append(Group(mode if mode in ("all", "any", "none") else "all", lines))
    return Draft(groups or [Group("all", [])])


def of(node: Node) -> Draft:
    """From a condition; one that the form cannot show is shown as JSON."""
    outer = _group(node)
    if outer is None:
        single = _line(node)
        if single is not None:
            return Draft([Group("all", [single])])
        return Draft(text=json.dumps(node.written(), ensure_ascii=False, indent=2))
    mode, parts = outer
    draft = Draft([Group(mode, [])])
    for part in parts:
        line = _line(part)
        if line is not None:
            draft.groups[0].lines.append(line)
            continue
        inner = _group(part)
        lines = [_line(each) for each in inner[1]] if inner else [None]
        if inner is None or any(each is None for each in lines) or len(draft.groups) > MOST_GROUPS:
            return Draft(text=json.dumps(node.written(), ensure_ascii=False, indent=2))
        draft.groups.append(Group(inner[0], [each for each in lines if each]))
    return draft


def _group(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    if isinstance(node, All | AnyOf):
        return ("all" if isinstance(node, All) else "any", node.parts) if len(node.parts) <= MOST_ROWS else None
    if isinstance(node, Not):
        inner = node.part
        if isinstance(inner, AnyOf) and len(inner.parts) <= MOST_ROWS:
            return "none", inner.parts
        return ("none", (inner,)) if isinstance(inner, Test) else None
    return None


def _line(node: Node) -> Line | None:
    if not isinstance(node, Test):
        return None
    value = node.value
    if node.operator.takes == Takes.SPAN and (found := _span.fullmatch(str(value))):
        values = [found[1], found[2]]
    elif isinstance(value, list):
        values = [str(each) for each in value]
    elif isinstance(value, bool):
        values = ["true" if value else "false"]
    else:
        values = [] if value is None else [str(value)]
    return Line(node.field.key, node.operator.key, values)


def _split(given: list[str], known: Field | None) -> list[str]:
    """Where people type a list they part it by commas."""
    if known is not None and known.kind.is_chosen:
        return given
    return [word.strip() for value in given for word in value.split(",") if word.strip()]
