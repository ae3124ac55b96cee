"""A draft from a form that was sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from ponte.desk.conditions import controls
from ponte.desk.conditions.drafts import MODES, Draft, Group, Line
from ponte.tickets.conditions.kinds.lists import MOST
from ponte.tickets.conditions.operators import Takes

DEEPEST = 12
MOST_LINES = 200  # the language refuses more than it allows; this only bounds the work
LONGEST_TEXT = 50_000
LONGEST = 4000  # characters of one value, where a list may be typed


def read(given: QueryDict, name: str) -> Draft:
    """What the controls whose names begin with `name` hold."""
    if f"{name}-text" in given:
        return Draft(text=str(given[f"{name}-text"])[:LONGEST_TEXT])
    draft = Draft(_Reader(given).group(name, 0))
    for line in draft.lines():
        _finish(line)
    return draft


@dataclass
class _Reader:
    given: QueryDict
    room: int = MOST_LINES

    def group(self, name: str, depth: int) -> Group:
        mode = self.given.get(f"{name}-mode", "all")
        group = Group(mode if mode in MODES else "all")
        while self.room and depth <= DEEPEST:
            here = f"{name}-{len(group.parts)}"
            if f"{here}-field" in self.given:
                self.room -= 1
                group.parts.append(self.line(here))
            elif f"{here}-mode" in self.given:
                self.room -= 1
                group.parts.append(self.group(here, depth + 1))
            else:
                break
        return group

    def line(self, name: str) -> Line:
        values = [value[:LONGEST] for value in self.given.getlist(f"{name}-value")[: MOST + 1]]
        return Line(
            str(self.given[f"{name}-field"])[:60],
            self.given.get(f"{name}-operator", "")[:40],
            values,
            self.given.get(f"{name}-find", "")[:LONGEST].strip(),
        )


def _finish(line: Line) -> None:
    """What is still in the search: words of one's own are values, and so is a name that only one has."""
    if line.find and line.chosen and line.chosen.takes == Takes.MANY and line.known:
        if controls.is_free(line.known):
            typed = [word.strip() for word in line.find.split(",")]
            line.values += [word for word in typed if word and word not in line.values][: MOST + 1]
            line.find = ""
        else:
            fitting = [value for value, label in controls.find(line.known, line.find) if _same(label, line.find)]
            if len(fitting) == 1:
                line.values, line.find = [*line.values, *(each for each in fitting if each not in line.values)], ""


def _same(label: str, typed: str) -> bool:
    return label.casefold() == typed.casefold()
