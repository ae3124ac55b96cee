"""What a form asks, ready to be drawn: a control for each field with its value and its fault."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from ponte.desk.fields import people
from ponte.team.models import Agent
from ponte.tickets.fields import catalogue
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.models import CustomField, FieldKind, Form
from ponte.tickets.fields.rules import Rule, understood
from ponte.tickets.fields.values.person import CUSTOMER

PREFIX = "field-"
INDENT = "\u2003"


@dataclass(frozen=True)
class Asked:
    """`value`: as it stands in the control. `when`: for the script, which shows it only then."""

    field: CustomField
    value: Any = ""
    error: str = ""
    rule: Rule | None = None

    @property
    def name(self) -> str:
        """Of the control."""
        return f"{PREFIX}{self.field.key}"

    @property
    def label(self) -> str:
        """With the unit in which it is written."""
        unit = self.field.settings.get("unit") or self.field.settings.get("currency")
        return f"{self.field.label} ({unit})" if unit else self.field.label

    @property
    def when(self) -> str:
        """The conditions of its rule as JSON; "" for none."""
        if self.rule is None or not self.rule.when:
            return ""
        return json.dumps([{"field": term.field, "is": list(term.values)} for term in self.rule.when])

    @property
    def must(self) -> bool:
        """Whether a browser may insist: not on what may be hidden."""
        return self.rule is not None and self.rule.on_create and not self.rule.when

    @property
    def is_optional(self) -> bool:
        """Whether people are told that it may stay empty."""
        return self.rule is not None and not self.rule.on_create

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen, and what is chosen already."""
        if self.field.kind == FieldKind.PERSON:
            rows = Agent.objects.filter(is_active=True).order_by("name").values_list("pk", "name")
            return [(str(pk), name) for pk, name in rows]
        chosen = self.value if isinstance(self.value, list) else [self.value]
        offered = [each for each in self.field.options.values() if not each.is_archived or each.path in chosen]
        return [(each.path, each.label) for each in offered]

    @property
    def asks_customer(self) -> bool:
        """Whether a customer is looked for."""
        return self.field.kind == FieldKind.PERSON and self.field.settings.get("who") == CUSTOMER


def of_form(form: Form | None, typed: Mapping[str, Any], faults: Mapping[str, str] | None = None) -> list[Asked]:
    """Every field of a form, those that are shown only sometimes too. `typed`: by key, as controls hold them."""
    fields = catalogue.current().fields
    rules = understood(form.rules) if form else []
    known = [(rule, fields[rule.field]) for rule in rules if rule.field in fields]
    wrong = faults or {}
    return [
        Asked(field, typed.get(field.key, ""), wrong.get(field.key, ""), rule)
        for rule, field in known
        if not field.is_archived
    ]


def one(field: CustomField, value: Any, error: str = "") -> Asked:
    """A single field."""
    return Asked(field, value, error)


def typed(post: QueryDict) -> dict[str, Any]:
    """What was sent, by key, as controls hold it."""
    fields = catalogue.current().fields
    found: dict[str, Any] = {}
    for name in post:
        key = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and key in fields:
            several = [value for value in post.getlist(name) if value]
            found[key] = several if fields[key].kind == FieldKind.MANY else post[name]
    return found


def given(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, as the rules take it: people named by words become ids."""
    fields = catalogue.current().fields
    return {
        key: people.customer(value) if Asked(fields[key]).asks_customer else (value or None)
        for key, value in sent.items()
    }


def defaults(form: Form | None) -> dict[str, Any]:
    """What a new ticket's controls hold before anybody types."""
    fields = catalogue.current().fields
    rules = understood(form.rules) if form else []
    chosen = [fields[rule.field] for rule in rules if rule.field in fields]
    return {field.key: held(field, kinds.of(field).read(field, field.default)) for field in chosen if field.default}


def held(field: CustomField, value: Any) -> Any:
    """A value as its control holds it."""
    if value is None:
        return ""
    if Asked(field).asks_customer:
        return people.written(value)
    plain = kinds.of(field).plain(value)
    return str(plain).lower() if isinstance(plain, bool) else plain


def faults_of(error: Any) -> dict[str, str]:
    """The faults by key."""
    return {each.key: each.message for each in error.faults}


def forms_for(brand: int) -> Sequence[Form]:
    """What can be chosen on a ticket of this brand."""
    return catalogue.current().forms_for(brand)
