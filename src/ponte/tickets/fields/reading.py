"""What tickets hold in the company's fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery

from ponte.customers.models import Customer
from ponte.search.statements import Statement, number
from ponte.team.models import Agent
from ponte.tickets.fields import catalogue
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.models import CustomField, FieldKind, FieldValue
from ponte.tickets.fields.values.person import CUSTOMER
from ponte.tickets.models import Ticket


@dataclass(frozen=True)
class Held:
    """`values` by key, as they are compared. `names`: of the people they refer to, by key."""

    values: dict[str, Any] = field(default_factory=dict)
    names: dict[str, dict[int, str]] = field(default_factory=dict)

    def words(self, known: CustomField) -> str:
        """A value as people read it; "" for none."""
        value = self.values.get(known.key)
        return "" if value is None else kinds.of(known).words(known, value, self.names.get(known.key))

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        fields = catalogue.current().fields
        return {key: kinds.of(fields[key]).plain(value) for key, value in self.values.items() if key in fields}


_OF_TICKET: Statement[FieldValue] = Statement(lambda: _named(FieldValue.objects.filter(ticket=number("ticket"))))


def _named(rows: Any) -> Any:
    agents = Agent.objects.filter(pk=OuterRef("ref")).values("name")[:1]
    customers = Customer.objects.filter(pk=OuterRef("ref")).values("name")[:1]
    return rows.annotate(agent_name=Subquery(agents), customer_name=Subquery(customers)).order_by("ticket", "place")


def held(ticket: Ticket) -> Held:
    """Everything of one ticket: at most one statement, none while the company has no fields."""
    found = catalogue.current()
    if not found.fields:
        return Held()
    return _held(_OF_TICKET.rows(ticket=ticket.pk), found.by_id)


def held_by(tickets: Collection[int]) -> dict[int, Held]:
    """Of many tickets in one statement; those without values are left out."""
    found = catalogue.current()
    if not found.fields or not tickets:
        return {}
    rows: dict[int, list[FieldValue]] = defaultdict(list)
    for row in _named(FieldValue.objects.filter(ticket__in=tickets)):
        rows[row.ticket_id].append(row)
    return {pk: _held(each, found.by_id) for pk, each in rows.items()}


def values_of(ticket: Ticket) -> dict[str, Any]:
    """The values alone, remembered on this object: conditions ask for one after the other."""
    kept: dict[str, Any] | None = ticket.__dict__.get("_field_values")
    if kept is None:
        kept = ticket.__dict__["_field_values"] = held(ticket).values
    return kept


def remember(tickets: Iterable[Ticket]) -> None:
    """Read the values of many tickets that conditions will be asked about."""
    rows = list(tickets)
    found = held_by([row.pk for row in rows])
    for row in rows:
        row.__dict__["_field_values"] = found.get(row.pk, Held()).values


def hold_nothing(tickets: Iterable[Ticket]) -> None:
    """Spare a look at tickets that begin this moment."""
    for ticket in tickets:
        ticket.__dict__["_field_values"] = {}


def forget(*tickets: Ticket) -> None:
    """Read again when they are next asked for."""
    for ticket in tickets:
        ticket.__dict__.pop("_field_values", None)


def _held(rows: Iterable[FieldValue], fields: dict[int, CustomField]) -> Held:
    by_field: dict[int, list[FieldValue]] = defaultdict(list)
    for row in rows:
        by_field[row.field_id].append(row)
    made = Held()
    for pk, each in by_field.items():
        known = fields.get(pk)
        if known is None:
            continue
        made.values[known.key] = kinds.of(known).value(each)
        if known.kind == FieldKind.PERSON:
            name = "customer_name" if known.settings.get("who") == CUSTOMER else "agent_name"
            made.names[known.key] = {row.ref or 0: getattr(row, name) or "" for row in each}
    return made
