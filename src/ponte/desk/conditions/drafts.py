"""A condition while it is being put together: what the form holds, however unfinished or broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from ponte.tickets.conditions import fields
from ponte.tickets.conditions.fields import Field
from ponte.tickets.conditions.operators import Operator, Takes

MODES = ("all", "any", "none", "not_all")
DEEPEST = 4  # groups in groups that the form offers; the language refuses what stands too deep
UNITS = ("m", "h", "d", "w")
ON_A_DATE = "date"  # the choice beside "today" and "this week" that takes a day


@dataclass
class Line:
    """One condition: field, operator, and the value as the controls hold it. `find`: a search that is not over."""

    key: str = "state_type"
    operator: str = ""
    values: list[str] = field(default_factory=list)
    find: str = ""
    path: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def known(self) -> Field | None:
        """The field; None when it is gone."""
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
        if operator is None:
            return {**said, "value": self.values} if self.values else said
        if operator.takes == Takes.NOTHING:
            return said
        given = [value for value in self.values if value.strip()]
        if operator.takes == Takes.SPAN:
            return {**said, "value": "".join(given[:2]) if given and given[0] not in UNITS else ""}
        if operator.takes == Takes.MANY:
            return {**said, "value": given}
        if operator.takes == Takes.PERIOD and given and given[0] == ON_A_DATE:
            given = given[1:]
        return {**said, "value": given[0] if given else ""}


@dataclass
class Group:
    """Conditions that stand together. `mode`: all, any, none, or not all of them."""

    mode: str = "any"
    parts: list[Line | Group] = field(default_factory=list)
    path: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked; such a group within another is left out."""
        return all(isinstance(part, Group) and part.is_empty for part in self.parts)

    @property
    def depth(self) -> int:
        """How many groups it stands in."""
        return 0 if not self.path else self.path.count("-") + 1

    @property
    def filled(self) -> list[Line | Group]:
        """Its parts without empty groups."""
        return [part for part in self.parts if isinstance(part, Line) or not part.is_empty]

    def written(self) -> dict[str, Any]:
        parts = [part.written() for part in self.filled]
        if self.mode in ("none", "not_all"):
            return {"not": {"any" if self.mode == "none" else "all": parts}}
        return {self.mode: parts}


@dataclass
class Draft:
    """`root` is the outermost group. `text`: JSON, where somebody writes it. `focus`: what was just moved."""

    root: Group = field(default_factory=lambda: Group("all"))
    text: str | None = None
    focus: str = ""

    def __post_init__(self) -> None:
        self.place()

    def place(self) -> None:
        """Give every part its path: "0-1" is the second part of the first."""
        for path, node in walk(self.root):
            node.path = path

    def written(self) -> Any:
        """As JSON, for parsing.

        Raises:
            ValueError: what was typed is no JSON.
        """
        if self.text is None:
            return self.root.written()
        try:
            return json.loads(self.text) if self.text.strip() else None
        except RecursionError as error:
            raise ValueError("nested too deep") from error

    def lines(self) -> Iterator[Line]:
        """Every line, from the top."""
        for _path, node in walk(self.root):
            if isinstance(node, Line):
                yield node

    def put_faults(self, faults: list[tuple[str, str]]) -> list[str]:
        """Say each fault at its line or group; answers those that belong to none."""
        places = [] if self.text is not None else _places(self.root, "")
        left = []
        for path, message in faults:
            fitting = [pair for pair in places if path == pair[0] or path.startswith((f"{pair[0]}.", f"{pair[0]}["))]
            node = max(fitting, key=lambda pair: len(pair[0]), default=("", None))[1]
            if node is not None and (isinstance(node, Line) or node is not self.root):
                node.faults.append(message)
            else:
                left.append(f"{path}: {message}" if path and self.text is not None else message)
        return left

    def at(self, path: str) -> Line | Group | None:
        """The part at a path, None when there is none."""
        node: Line | Group = self.root
        for word in path.split("-") if path else ():
            if isinstance(node, Line) or not word.isdecimal() or int(word) >= len(node.parts):
                return None
            node = node.parts[int(word)]
        return node

    def parent(self, path: str) -> tuple[Group, int] | None:
        """The group in which a part stands, and its place there."""
        above, _dash, last = path.rpartition("-")
        group = self.at(above)
        if self.at(path) is None or not path or not isinstance(group, Group):
            return None
        return group, int(last)

    def copy(self) -> Draft:
        """One that may be changed."""
        return deepcopy(self)


def walk(node: Line | Group, path: str = "") -> Iterator[tuple[str, Line | Group]]:
    """Every part with its path, from the top."""
    yield path, node
    if isinstance(node, Group):
        for place, part in enumerate(node.parts):
            yield from walk(part, f"{path}-{place}" if path else str(place))


def _places(group: Group, path: str) -> list[tuple[str, Line | Group]]:
    """Every part by its path in the language."""
    inner = {"none": "not.any", "not_all": "not.all"}.get(group.mode, group.mode)
    start = f"{path}.{inner}" if path else inner
    found: list[tuple[str, Line | Group]] = [(path, group)] if path else []
    for place, part in enumerate(group.filled):
        here = f"{start}[{place}]"
        found += _places(part, here) if isinstance(part, Group) else [(here, part)]
    return found
