"""What a form asks: which fields, when they are shown, when they must be filled. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ponte.tickets.fields.models import CustomField
from ponte.tickets.fields.options import is_under

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Term:
    """Shown when `field` is one of `values`; of no values: when it is filled."""

    field: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One field of a form. `when`: all of these must hold."""

    field: str
    on_create: bool = False
    on_solve: bool = False
    when: tuple[Term, ...] = ()

    def written(self) -> dict[str, Any]:
        """As JSON."""
        when = [{"field": term.field, "is": list(term.values)} for term in self.when]
        return {"field": self.field, "create": self.on_create, "solve": self.on_solve, "when": when}


def understood(written: Sequence[Mapping[str, Any]]) -> list[Rule]:
    """Of JSON that was checked when it was kept."""
    return [
        Rule(
            each["field"],
            bool(each.get("create")),
            bool(each.get("solve")),
            tuple(Term(term["field"], tuple(term.get("is") or ())) for term in each.get("when") or ()),
        )
        for each in written
    ]


def shown(rules: Sequence[Rule], fields: Mapping[str, CustomField], values: Values) -> list[Rule]:
    """Those whose conditions hold, in order. A condition looks at what stands before it and is shown itself."""
    found: dict[str, Rule] = {}
    for rule in rules:
        field = fields.get(rule.field)
        if field is None or field.is_archived:
            continue
        if all(term.field in found and holds(term, fields[term.field], values) for term in rule.when):
            found[rule.field] = rule
    return list(found.values())


def holds(term: Term, field: CustomField, values: Values) -> bool:
    """Whether the field has a value that the term asks for."""
    value = values.get(field.key)
    if value is None:
        return False
    if not term.values:
        return True
    if field.kind == "tree":
        return any(is_under(value, branch) for branch in term.values)
    if field.kind == "many":
        return not set(value).isdisjoint(term.values)
    return (str(value).lower() if isinstance(value, bool) else str(value)) in term.values
