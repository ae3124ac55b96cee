"""The lines of a form's editor: one for each field that it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from ponte.tickets.fields import catalogue
from ponte.tickets.fields.models import CustomField
from ponte.tickets.fields.rules import Rule, Term

MOST = 100


@dataclass
class Line:
    """`before`: the fields that its condition may look at."""

    rule: Rule
    before: list[CustomField] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def known(self) -> CustomField | None:
        """Its field, unless that is gone."""
        return catalogue.current().fields.get(self.rule.field)

    @property
    def term(self) -> Term | None:
        """The condition that the editor shows."""
        return next(iter(self.rule.when), None)

    @property
    def terms(self) -> list[tuple[str, str]]:
        """The fields to depend on."""
        return [("", _("Always")), *((each.key, each.label) for each in self.before)]

    @property
    def values(self) -> list[tuple[str, str]]:
        """What the condition may ask for; empty where it only asks whether there is something."""
        asked = catalogue.current().fields.get(self.term.field) if self.term else None
        if asked is None:
            return []
        if asked.kind == "truth":
            return [("true", _("Yes")), ("false", _("No"))]
        return [(each.path, each.label) for each in asked.options.values()]


def of(rules: Sequence[Rule]) -> list[Line]:
    """A line for each, knowing what stands before it."""
    fields = catalogue.current().fields
    lines = []
    before: list[CustomField] = []
    for rule in rules:
        lines.append(Line(rule, list(before)))
        if rule.field in fields:
            before.append(fields[rule.field])
    return lines


def read(post: QueryDict) -> list[Line]:
    """What was sent; `line` says in which order the lines stand."""
    rules = []
    for number in post.getlist("line")[:MOST]:
        key = post.get(f"line-{number}-field", "")
        when = post.get(f"line-{number}-when", "")
        values = post.getlist(f"line-{number}-is") if post.get(f"line-{number}-was") == when else []
        terms = (Term(when, tuple(value for value in values if value)),) if when else ()
        rules.append(Rule(key, f"line-{number}-create" in post, f"line-{number}-solve" in post, terms))
    return of(rules)


def act(lines: list[Line], asked: str) -> list[Line]:
    """`add:key`, `drop:2`, `up:2`, `down:2`; anything else only looks."""
    rules = [line.rule for line in lines]
    word, _colon, value = asked.partition(":")
    if word == "add" and value and len(rules) < MOST:
        return of([*rules, Rule(value)])
    if not value.isdigit() or int(value) >= len(rules):
        return of(rules)
    place = int(value)
    if word == "drop":
        del rules[place]
    elif word in ("up", "down"):
        to = max(0, min(len(rules) - 1, place + (-1 if word == "up" else 1)))
        rules.insert(to, rules.pop(place))
    return of(rules)
