"""Whether values may be kept: one pure function for the interface, the API and, later, the customers' forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.errors import Fault, Refused
from ponte.tickets.fields.models import Access, CustomField
from ponte.tickets.fields.rules import Rule, Values, shown


class Stage(Enum):
    """What is being done."""

    CREATE = "create"
    CHANGE = "change"
    SOLVE = "solve"
    SOLVED = "solved"  # changing what is solved: what solving asked for stays


@dataclass
class Checked:
    """`given`: what was given, understood, None to empty. `after`: everything as it will be. `faults`: in order."""

    given: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def check(
    fields: Mapping[str, CustomField],
    rules: Sequence[Rule],
    old: Values,
    given: Mapping[str, Any],
    stage: Stage,
    *,
    by_customer: bool = False,
) -> Checked:
    """Understand what was `given` beside the `old` values, under a form's `rules`.

    A field that is not shown is never asked for; what is given for it is kept all the same.
    """
    found = Checked(after=dict(old))
    for key, raw in given.items():
        known = fields.get(key)
        if known is None or (by_customer and known.access != Access.EDITED):
            found.faults.append(Fault(key, key, _("There is no field %(name)s.") % {"name": key[:60]}))
            continue
        try:
            value = raw if _is_as_it_was(raw, old.get(key)) else kinds.of(known).read(known, raw)
        except Refused as refused:
            found.faults.append(Fault(key, known.label, refused.message))
            continue
        if known.is_archived and value is not None and value != old.get(key):
            found.faults.append(Fault(key, known.label, _("This field is no longer in use.")))
            continue
        found.given[key] = value
        if value is None:
            found.after.pop(key, None)
        else:
            found.after[key] = value
    wrong = {fault.key for fault in found.faults}
    for rule in shown(rules, fields, found.after):
        if rule.field in wrong or rule.field in found.after or not _is_asked(rule, stage, given):
            continue
        known = fields[rule.field]
        if by_customer and known.access != Access.EDITED:
            continue
        found.faults.append(Fault(rule.field, known.label, _missing(stage), is_missing=True))
    return found


def _is_asked(rule: Rule, stage: Stage, given: Mapping[str, Any]) -> bool:
    if stage is Stage.CREATE:
        return rule.on_create
    if stage is Stage.SOLVE:
        return rule.on_create or rule.on_solve
    # What was already missing before a change is not held against it; what must be there is not emptied.
    return rule.field in given and (rule.on_create or (stage is Stage.SOLVED and rule.on_solve))


def _missing(stage: Stage) -> str:
    if stage in (Stage.SOLVE, Stage.SOLVED):
        return _("Fill this before the ticket is solved.")
    return _("Fill this.")


def _is_as_it_was(raw: Any, old: Any) -> bool:
    """An archived choice that stands there already may stay."""
    return old is not None and (raw == old if isinstance(raw, str | list) else False)
