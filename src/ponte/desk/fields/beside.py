"""The fields in the pane beside a ticket: what its form shows, and what else it holds."""

from __future__ import annotations

from dataclasses import dataclass

from ponte.team.models import Agent
from ponte.tickets.fields import catalogue, reading
from ponte.tickets.fields.models import CustomField, Form
from ponte.tickets.fields.rules import shown, understood
from ponte.tickets.models import Ticket


@dataclass(frozen=True)
class Line:
    """`words` "" for an empty field. `needed`: it must be filled before solving."""

    field: CustomField
    words: str
    needed: bool = False


@dataclass(frozen=True)
class Beside:
    """`others`: fields that hold something although the form does not ask for them."""

    form: Form | None
    forms: list[Form]
    lines: list[Line]
    others: list[Line]


def read(ticket: Ticket, agent: Agent) -> Beside | None:
    """None where there is nothing to show; no statement while the company has no fields, else one."""
    found = catalogue.current()
    if not found.fields and not found.forms:
        return None
    form, forms = found.form_of(ticket), found.forms_for(ticket.brand_id)
    held = reading.held(ticket)
    rules = shown(understood(form.rules), found.fields, held.values) if form else []
    asked = {rule.field for rule in rules}
    lines = [
        Line(field, held.words(field), (rule.on_solve or rule.on_create) and field.key not in held.values)
        for rule in rules
        if (field := found.fields[rule.field])
    ]
    further = [field for key, field in found.fields.items() if key in held.values and key not in asked]
    others = [Line(field, held.words(field)) for field in further]
    return Beside(form, forms, lines, others) if lines or others or len(forms) > 1 else None
